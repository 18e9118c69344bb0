//! A line to one of Amazon's JSON services, with faults to order.
//!
//! A [`Line`] stands between a client and an emulator: it writes down what is asked, hands it on byte for byte,
//! and, where it was told to, refuses, falls silent or hangs up, also after the service has done its work.
//! Without an emulator behind it, it answers `{}`.

mod http;

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;

use http::{Message, answer, read};

/// One way in which a call fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The answer has this status and this body, and the service is not asked.
    Refused(u16, String),
    /// The connection ends before the service is asked.
    Unheard,
    /// The service does what it is asked, and the connection ends before its answer.
    Unanswered,
    /// No answer ever comes, and the service is not asked.
    Silent,
    /// The call goes through.
    None,
}

impl Fault {
    /// The service refuses with its code, as DynamoDB words it.
    pub fn refused(status: u16, code: &str) -> Self {
        let body = format!(
            r#"{{"__type":"com.amazonaws.dynamodb.v20120810#{code}","message":"because the test says so"}}"#
        );
        Self::Refused(status, body)
    }
}

/// One call, as it arrived.
#[derive(Clone, Debug)]
pub struct Call {
    /// The action: `GetItem`.
    pub action: String,
    /// What it was asked with.
    pub body: Value,
    /// Its headers, as they were sent.
    pub head: String,
}

/// A line to a service. It ends when this is dropped.
pub struct Line {
    address: SocketAddr,
    shared: Arc<Shared>,
    serving: AbortHandle,
}

#[derive(Default)]
struct Shared {
    behind: Option<SocketAddr>,
    faults: Mutex<VecDeque<(String, Fault)>>,
    calls: Mutex<Vec<Call>>,
}

impl Line {
    /// A line to the service that listens at an address.
    pub async fn to(behind: SocketAddr) -> Self {
        Self::start(Some(behind)).await
    }

    /// A line to nobody: every call is answered with `{}`.
    pub async fn to_nobody() -> Self {
        Self::start(None).await
    }

    async fn start(behind: Option<SocketAddr>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await;
        let listener = listener.unwrap_or_else(|error| panic!("no port is free: {error}"));
        let address = listener.local_addr();
        let address = address.unwrap_or_else(|error| panic!("the port has no number: {error}"));
        let shared = Arc::new(Shared {
            behind,
            ..Shared::default()
        });
        let serving = tokio::spawn(accept(listener, shared.clone())).abort_handle();
        Self {
            address,
            shared,
            serving,
        }
    }

    /// Where it listens: `http://127.0.0.1:40123/`.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Lets the next calls of an action fail so, one after the other.
    pub fn fail(&self, action: &str, faults: impl IntoIterator<Item = Fault>) {
        let faults = faults.into_iter().map(|fault| (action.to_owned(), fault));
        held(&self.shared.faults).extend(faults);
    }

    /// Forgets the faults that have not happened yet.
    pub fn heal(&self) {
        held(&self.shared.faults).clear();
    }

    /// The calls that arrived since this was last asked, those that failed among them.
    pub fn calls(&self) -> Vec<Call> {
        std::mem::take(&mut held(&self.shared.calls))
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((client, _)) = listener.accept().await {
        let shared = shared.clone();
        // Ends when either side hangs up; nobody asks how.
        tokio::spawn(async move { serve(client, &shared).await });
    }
}

/// One connection, call by call, until either side ends it. `None` where it ended.
async fn serve(mut client: TcpStream, shared: &Shared) -> Option<()> {
    let mut behind = match shared.behind {
        Some(address) => Some(TcpStream::connect(address).await.ok()?),
        None => None,
    };
    loop {
        let asked = read(&mut client).await?;
        let call = call(&asked);
        let fault = next(&shared.faults, &call.action);
        held(&shared.calls).push(call);
        match &fault {
            Fault::Refused(status, body) => {
                client.write_all(&answer(*status, body)).await.ok()?;
                continue;
            }
            Fault::Unheard => return None,
            Fault::Silent => std::future::pending::<()>().await,
            Fault::Unanswered | Fault::None => {}
        }
        let answered = match &mut behind {
            Some(behind) => {
                behind.write_all(&asked.bytes()).await.ok()?;
                read(behind).await?.bytes()
            }
            None => answer(200, "{}"),
        };
        if fault == Fault::Unanswered {
            return None;
        }
        client.write_all(&answered).await.ok()?;
    }
}

fn call(asked: &Message) -> Call {
    let target = asked.header("x-amz-target").unwrap_or_default();
    let action = target.rsplit('.').next().unwrap_or_default();
    Call {
        action: action.to_owned(),
        body: serde_json::from_slice(&asked.body).unwrap_or_default(),
        head: asked.head.clone(),
    }
}

fn next(faults: &Mutex<VecDeque<(String, Fault)>>, action: &str) -> Fault {
    let mut faults = held(faults);
    let place = faults.iter().position(|(of, _)| of == action);
    let fault = place.and_then(|place| faults.remove(place));
    fault.map_or(Fault::None, |(_, fault)| fault)
}
