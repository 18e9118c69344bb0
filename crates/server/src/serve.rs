//! From connections to requests.

use std::{io, net::SocketAddr, time::Duration};

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
    time::{interval, sleep, timeout},
};
use tokio_util::sync::CancellationToken;
use tower::Layer as _;

use crate::metrics;

/// How long a connection may take to send the head of a request, and be idle between two. Longer than
/// the minute after which load balancers close idle connections: whoever sends on a connection that the
/// other side closes at that moment gets no answer.
const HEAD: Duration = Duration::from_secs(75);

/// How long requests may go on after the server has been told to stop.
const GRACE: Duration = Duration::from_secs(30);

/// How often figures are summed up that nobody looks at.
const SUM_UP: Duration = Duration::from_secs(5);

/// How long to wait when no connection can be accepted: mostly because too many files are open.
const BREATH: Duration = Duration::from_millis(100);

/// Serves on all of these until `closing` is cancelled, then lets requests under way finish.
pub async fn serve(listeners: Vec<TcpListener>, router: Router, closing: CancellationToken) {
    let graceful = GracefulShutdown::new();
    let accepting = listeners.into_iter().map(|listener| {
        let (router, closing) = (router.clone(), closing.clone());
        accept(listener, router, &graceful, closing)
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
    router: Router,
    graceful: &GracefulShutdown,
    closing: CancellationToken,
) {
    loop {
        let accepted = tokio::select! {
            () = closing.cancelled() => return,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => {
                let connection = connection(stream, peer, router.clone(), graceful.watcher());
                tokio::spawn(connection);
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

async fn connection(stream: TcpStream, peer: SocketAddr, router: Router, watcher: Watcher) {
    // An event must not wait for the next one; that it cannot be said does no harm.
    let _ = stream.set_nodelay(true);
    let service = Extension(ConnectInfo(peer)).layer(router);
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%error, %peer, "a connection broke off");
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
