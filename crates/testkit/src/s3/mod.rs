//! A small S3 server for tests: a map behind the wire format, with faults to order.
//!
//! It speaks what an object store's client needs: files with ranges and conditions, lists in pages,
//! deleting one by one and in bulk. Each request sees and changes the map at one moment. Signatures are
//! not checked.

mod fault;
mod files;
mod requests;
mod xml;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::response::Response;
use bytes::Bytes;
use tokio::net::TcpListener;
use tokio::task::AbortHandle;

use crate::connection::{CuttingListener, Switch};
pub use fault::Fault;
use files::Files;

/// The only bucket there is.
pub const BUCKET: &str = "pictures";

/// A running server. Dropping it ends it.
pub struct S3Server {
    endpoint: String,
    served: Arc<Served>,
    serving: AbortHandle,
}

#[derive(Default)]
struct Served {
    files: Mutex<Files>,
    faults: Mutex<Option<(usize, Fault)>>,
    requests: AtomicUsize,
}

impl S3Server {
    /// Starts a server with an empty bucket on a free port of this machine.
    pub async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await;
        let listener = listener.unwrap_or_else(|error| panic!("no port is free: {error}"));
        let address = listener.local_addr();
        let address = address.unwrap_or_else(|error| panic!("the port has no number: {error}"));
        let served = Arc::new(Served::default());
        let router = Router::new().fallback(answer).with_state(served.clone());
        let service = router.into_make_service_with_connect_info::<Switch>();
        let serving = axum::serve(CuttingListener(listener), service);
        Self {
            endpoint: format!("http://{address}"),
            served,
            serving: tokio::spawn(async { serving.await }).abort_handle(),
        }
    }

    /// Where it listens: `http://127.0.0.1:40123`.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Answers the next `count` requests with a fault; `usize::MAX` for all from now on.
    pub fn fail_next(&self, count: usize, fault: Fault) {
        *held(&self.served.faults) = Some((count, fault));
    }

    /// How many requests have arrived so far, faults included.
    pub fn requests(&self) -> usize {
        self.served.requests.load(Ordering::Relaxed)
    }

    /// A file of the bucket with its content type.
    pub fn file(&self, key: &str) -> Option<(Bytes, Option<String>)> {
        let files = held(&self.served.files);
        let file = files.get(key)?;
        Some((file.content.clone(), file.content_type.clone()))
    }
}

impl Drop for S3Server {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// A test that panicked elsewhere leaves the map as whole as it was.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn answer(
    State(served): State<Arc<Served>>,
    ConnectInfo(switch): ConnectInfo<Switch>,
    request: Request,
) -> Response {
    served.requests.fetch_add(1, Ordering::Relaxed);
    let fault = fault::next(&mut held(&served.faults));
    if let Some(fault) = fault
        && let Some(response) = fault.happen(&switch).await
    {
        return response;
    }
    requests::answer(&served.files, request).await
}
