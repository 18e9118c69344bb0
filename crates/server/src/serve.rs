//! From connections to requests.

#[cfg(test)]
mod tests;

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Extension, Router, extract::ConnectInfo};
use futures::future::join_all;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::{GracefulShutdown, Watcher},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{interval, sleep, timeout},
};
use tokio_io_timeout::TimeoutStream;
use tokio_util::sync::CancellationToken;
use tower::Layer as _;

use crate::metrics;

/// How long a connection may take to send the head of a request, and be idle between two. Longer than
/// the minute after which load balancers close idle connections: whoever sends on a connection that the
/// other side closes at that moment gets no answer.
const HEAD: Duration = Duration::from_secs(75);

/// The longest head of a request, in bytes; also how much of an answer waits to be sent before more of
/// it is made.
const BUFFER: usize = 64 << 10;

/// How long requests may go on after the server has been told to stop.
const GRACE: Duration = Duration::from_secs(30);

/// How often figures are summed up that nobody looks at.
const SUM_UP: Duration = Duration::from_secs(5);

/// How long to wait when no connection can be accepted: mostly because too many files are open.
const BREATH: Duration = Duration::from_millis(100);

/// What clients may use up.
#[derive(Clone, Copy)]
struct Bounds {
    /// Connections that are open at once; further ones wait to be accepted.
    connections: usize,
    /// How long a client may leave an answer where it is without taking a byte of it.
    patience: Duration,
}

const BOUNDS: Bounds = Bounds {
    connections: 4_096,
    patience: Duration::from_mins(1),
};

/// Serves on all of these until `closing` is cancelled, then lets requests under way finish.
pub async fn serve(listeners: Vec<TcpListener>, router: Router, closing: CancellationToken) {
    serve_within(BOUNDS, listeners, router, closing).await;
}

async fn serve_within(
    bounds: Bounds,
    listeners: Vec<TcpListener>,
    router: Router,
    closing: CancellationToken,
) {
    let room = Arc::new(Semaphore::new(bounds.connections));
    let graceful = GracefulShutdown::new();
    let accepting = listeners.into_iter().map(|listener| {
        let serving = Serving {
            router: router.clone(),
            patience: bounds.patience,
        };
        accept(listener, serving, &graceful, &room, closing.clone())
    });
    tokio::select! {
        _ = join_all(accepting) => {}
        () = sum_up() => {}
    }
    if timeout(GRACE, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests did not end in time and are broken off");
    }
}

async fn accept(
    listener: TcpListener,
    serving: Serving,
    graceful: &GracefulShutdown,
    room: &Arc<Semaphore>,
    closing: CancellationToken,
) {
    loop {
        let next = async {
            let permit = Arc::clone(room).acquire_owned().await;
            (permit, listener.accept().await)
        };
        let (permit, accepted) = tokio::select! {
            () = closing.cancelled() => return,
            next = next => next,
        };
        match accepted {
            Ok((stream, peer)) => {
                let connection = serving.clone().connection(stream, peer, graceful.watcher());
                tokio::spawn(within(permit.ok(), connection));
            }
            Err(error) if is_the_clients(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be accepted");
                sleep(BREATH).await;
            }
        }
    }
}

/// The client went away before it was served.
fn is_the_clients(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    )
}

/// Gives the room back when the connection has ended.
async fn within(_room: Option<OwnedSemaphorePermit>, connection: impl Future<Output = ()>) {
    connection.await;
}

#[derive(Clone)]
struct Serving {
    router: Router,
    patience: Duration,
}

impl Serving {
    async fn connection(self, stream: TcpStream, peer: SocketAddr, watcher: Watcher) {
        // An event must not wait for the next one; that it cannot be said does no harm.
        let _ = stream.set_nodelay(true);
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(self.patience));
        let service = Extension(ConnectInfo(peer)).layer(self.router);
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD)
            .max_buf_size(BUFFER)
            .serve_connection(
                TokioIo::new(Box::pin(stream)),
                TowerToHyperService::new(service),
            );
        if let Err(error) = watcher.watch(connection).await {
            tracing::debug!(%error, %peer, "a connection broke off");
        }
    }
}

async fn sum_up() {
    let metrics = metrics::recorder();
    let mut ticks = interval(SUM_UP);
    loop {
        ticks.tick().await;
        metrics.sum_up();
    }
}
