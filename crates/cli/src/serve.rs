//! `pixelprompt serve`: the API, the worker, the stores, the pictures and the page in one process.

use std::{io, net::SocketAddr, process::ExitCode, sync::Arc};

use clap::Args;
use pixelprompt_config::Config;
use pixelprompt_engine::RandomIds;
use pixelprompt_studio::{Studio, http_settings};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};
use tokio_util::sync::CancellationToken;

use crate::{config::Origin, failure::Failure, log, models::notices, output, runtime::runtime};

#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Serve {
    /// An address to listen on, port 0 for any; may be given several times [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR:PORT")]
    listen: Vec<SocketAddr>,

    #[command(flatten)]
    origin: Origin,
}

const EXAMPLES: &str = "\
The address goes to standard output, the log to standard error. Ctrl-C ends it: what is being
painted is finished, what waits is painted after the next start.

Examples:
  pixelprompt serve
  pixelprompt serve --listen 0.0.0.0:80 --data /var/lib/pixelprompt
  MODEL_COUNT=1 MODEL_1_PROVIDER=generic MODEL_1_ID=flux MODEL_1_BASE_URL=http://gpu:8000/v1 pixelprompt serve";

pub(crate) fn run(arguments: &Serve) -> Result<ExitCode, Failure> {
    let mut loaded = arguments.origin.load()?;
    if !arguments.listen.is_empty() {
        loaded.config.server.listen.clone_from(&arguments.listen);
    }
    log::begin(&loaded.config);
    for warning in &loaded.warnings {
        tracing::warn!("{warning}");
    }
    runtime()?.block_on(serve(&loaded.config))
}

async fn serve(config: &Config) -> Result<ExitCode, Failure> {
    let listeners = listen(&config.server.listen).await?;
    let studio = Studio::open(config).await?;
    let closing = CancellationToken::new();
    let ended = ended_by_signal(closing.clone())?;
    studio.start().await?;
    let served = pixelprompt_server::Studio {
        engine: studio.engine.clone(),
        worker: Some(studio.worker.clone()),
        ids: Arc::new(RandomIds),
        closing: closing.clone(),
    };
    let router = pixelprompt_server::router(served, http_settings(config)?);
    for listener in &listeners {
        let address = listener.local_addr().map_err(Failure::internal)?;
        output::results(&format!(
            "Pixel Prompt is open at http://{}\n",
            reachable(address)
        ))?;
    }
    tracing::info!(version = env!("CARGO_PKG_VERSION"), data = %config.data.folder.display(), models = studio.engine.catalogue().entries().len(), "open");

    for (model, notice) in notices(studio.engine.catalogue()) {
        tracing::warn!(%model, "{notice}");
    }

    let grace = config.work.shutdown_grace_seconds.into();
    let serving = pixelprompt_server::serve(listeners, router, closing.clone());
    let working = async {
        closing.cancelled().await;
        studio.worker.shut_down(grace).await;
    };
    tokio::join!(serving, working);
    studio.close().await;
    ended.abort();
    tracing::info!("closed");
    Ok(ExitCode::SUCCESS)
}

/// Before anything else: a port that is taken is the most frequent mistake.
async fn listen(addresses: &[SocketAddr]) -> Result<Vec<TcpListener>, Failure> {
    let mut listeners = Vec::new();
    for address in addresses {
        let listener = TcpListener::bind(address).await.map_err(|error| {
            let why = match error.kind() {
                io::ErrorKind::AddrInUse => "another program listens there".to_owned(),
                io::ErrorKind::PermissionDenied => {
                    "ports below 1024 need special rights".to_owned()
                }
                _ => error.to_string(),
            };
            Failure::bad_input(
                "ADDRESS_NOT_USABLE",
                format!("cannot listen on {address}: {why}"),
                "choose another address with --listen, such as 127.0.0.1:8081",
            )
        })?;
        listeners.push(listener);
    }
    Ok(listeners)
}

/// An address that a browser on this machine can open.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(match address {
            SocketAddr::V4(_) => std::net::Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => std::net::Ipv6Addr::LOCALHOST.into(),
        });
    }
    address
}

/// Closes on the first signal to end, and ends at once on the second.
fn ended_by_signal(closing: CancellationToken) -> Result<tokio::task::JoinHandle<()>, Failure> {
    let of = |kind| signal(kind).map_err(Failure::internal);
    let (mut interrupt, mut terminate) =
        (of(SignalKind::interrupt())?, of(SignalKind::terminate())?);
    Ok(tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            if closing.is_cancelled() {
                tracing::warn!("ended at once; runs at work are taken up after the next start");
                std::process::exit(130);
            }
            tracing::info!(
                "closing: no new runs begin, those at work are finished; once more to end at once"
            );
            closing.cancel();
        }
    }))
}
