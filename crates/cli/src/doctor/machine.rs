//! The machine: ports, clock, open files.

use std::{
    io::ErrorKind,
    net::{SocketAddr, TcpListener},
    time::{SystemTime, UNIX_EPOCH},
};

use super::Finding;

/// A clock that shows an earlier time is wrong, in seconds since 1970: 2026-01-01 00:00 UTC, before the first release.
const EARLIEST: u64 = 1_767_225_600;
/// So is one that shows a later time: 2100-01-01 00:00 UTC.
const LATEST: u64 = 4_102_444_800;
/// The fewest files and connections that must fit: 100 clients who watch, and what they cause.
#[cfg(unix)]
const OPEN_FILES: u64 = 1024;

/// Whether the address is free. While the program runs its own ports are taken, as they should be.
pub(super) fn port(address: SocketAddr, is_running: bool) -> Finding {
    let about = "port";
    match TcpListener::bind(address) {
        Ok(_) => Finding::fine(about, format!("{address} is free")),
        Err(error) if error.kind() == ErrorKind::AddrInUse && is_running => {
            Finding::fine(about, format!("{address} is in use, as the data folder is"))
        }
        Err(error) => {
            let mend = match error.kind() {
                ErrorKind::AddrInUse => {
                    "end the program that listens there, or choose another port"
                }
                ErrorKind::PermissionDenied => {
                    "choose a port above 1023, or grant the right to low ports"
                }
                ErrorKind::AddrNotAvailable => "choose an address that this machine has",
                _ => "choose another address",
            };
            let found = format!("{address} cannot be listened on: {error}");
            Finding::broken(about, found, format!("{mend} (server.listen)"))
        }
    }
}

/// Whether the clock can be right.
pub(super) fn clock() -> Finding {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH);
    sane(since_1970.unwrap_or_default().as_secs())
}

fn sane(since_1970: u64) -> Finding {
    let about = "clock";
    let mend = "set it: ids, leases and limits follow it";
    if since_1970 < EARLIEST {
        Finding::broken(about, "it shows a time before this program was made", mend)
    } else if since_1970 > LATEST {
        Finding::broken(about, "it shows a time after the year 2099", mend)
    } else {
        Finding::fine(about, "it shows a time that can be right")
    }
}

/// How many files and connections the program may have open; nothing where the system has no such
/// limit.
#[cfg(unix)]
pub(super) fn open_files() -> Option<Finding> {
    let (soft, _) = rlimit::Resource::NOFILE.get().ok()?;
    Some(enough(soft))
}

#[cfg(not(unix))]
pub(super) fn open_files() -> Option<Finding> {
    None
}

#[cfg(unix)]
fn enough(soft: u64) -> Finding {
    let about = "open files";
    let found = if soft == rlimit::INFINITY {
        "there is no limit".to_owned()
    } else {
        format!("{soft} may be open at a time")
    };
    if soft < OPEN_FILES {
        let mend = format!("raise it: `ulimit -n {OPEN_FILES}`, or LimitNOFILE of the service");
        Finding::broken(about, found, mend)
    } else {
        Finding::fine(about, found)
    }
}

#[cfg(test)]
mod tests {
    use super::{super::State, *};

    #[test]
    fn a_taken_port_is_broken_unless_the_program_runs() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap();
        assert_eq!(port(address, false).state, State::Broken);
        assert_eq!(port(address, true).state, State::Fine);
    }

    #[test]
    fn an_address_of_another_machine_is_broken() {
        let address = "192.0.2.1:0".parse().unwrap();
        assert_eq!(port(address, false).state, State::Broken);
    }

    #[test]
    fn a_clock_that_never_was_set_is_broken() {
        assert_eq!(sane(0).state, State::Broken);
        assert_eq!(sane(EARLIEST).state, State::Fine);
        assert_eq!(sane(LATEST + 1).state, State::Broken);
    }

    #[cfg(unix)]
    #[test]
    fn too_few_open_files_are_broken() {
        assert_eq!(enough(256).state, State::Broken);
        assert_eq!(enough(1024).state, State::Fine);
        assert_eq!(enough(rlimit::INFINITY).state, State::Fine);
    }
}
