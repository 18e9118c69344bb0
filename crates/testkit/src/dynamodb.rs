//! DynamoDB Local, the emulator that Amazon publishes, started once for a test program.
//!
//! `scripts/setup.sh test` puts it where it is looked for. Everything lies in its memory and is gone when the
//! test program ends, however it ends. Every caller wants a table of its own.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Where `scripts/setup.sh test` unpacks it.
const FOLDER: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../tests/aws/.dynamodb/emulator"
);

/// A running emulator. It ends when this is dropped.
pub struct Emulator {
    /// Where it listens.
    pub address: SocketAddr,
    /// With the pipe that it lives by.
    _process: Child,
}

/// The address of the emulator that all tests share, which is started by the first who asks.
pub fn emulator() -> SocketAddr {
    static EMULATOR: OnceLock<Emulator> = OnceLock::new();
    EMULATOR.get_or_init(start).address
}

/// An emulator of one's own.
///
/// Panics with a sentence that says what is missing, if it cannot be started: tests that need it have failed.
pub fn start() -> Emulator {
    assert!(
        Path::new(FOLDER).join("DynamoDBLocal.jar").exists(),
        "DynamoDB Local is not in {FOLDER}: run scripts/setup.sh test"
    );
    let java = Command::new("java").arg("-version").output();
    assert!(
        java.is_ok_and(|java| java.status.success()),
        "DynamoDB Local needs Java: run scripts/setup.sh test"
    );
    // Somebody else may take the port between our look and the emulator's.
    let tries = (0..3).map(|_| begin(free_port()));
    let mut failed = String::new();
    for tried in tries {
        match tried {
            Ok(emulator) => return emulator,
            Err(why) => failed = why,
        }
    }
    panic!("DynamoDB Local did not start: {failed}");
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
    let address = listener.and_then(|listener| listener.local_addr());
    address
        .unwrap_or_else(|error| panic!("no port is free: {error}"))
        .port()
}

/// The shell ends the emulator as soon as its own input ends, which the operating system sees to when this
/// process is gone: killed, panicked or done. And it ends with the emulator.
const KEEPER: &str = r#"
exec 3<&0
java -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.library.path=./DynamoDBLocal_lib -jar DynamoDBLocal.jar \
    -inMemory -sharedDb -disableTelemetry -port "$1" </dev/null 3<&- &
emulator=$!
(read -r _ <&3; kill -9 $emulator) &
watcher=$!
exec 3<&-
wait $emulator
kill $watcher
"#;

fn begin(port: u16) -> Result<Emulator, String> {
    let process = Command::new("sh")
        .args(["-c", KEEPER, "keeper", &port.to_string()])
        .current_dir(FOLDER)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let mut process = process.map_err(|error| error.to_string())?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let began = Instant::now();
    while began.elapsed() < Duration::from_mins(1) {
        if let Ok(Some(_)) = process.try_wait() {
            return Err("it ended at once".to_owned());
        }
        if TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_ok() {
            return Ok(Emulator {
                address,
                _process: process,
            });
        }
        sleep(Duration::from_millis(50));
    }
    process.kill().ok();
    Err("it did not listen within a minute".to_owned())
}
