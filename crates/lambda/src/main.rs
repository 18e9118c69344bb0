//! `pixelprompt-lambda`: Pixel Prompt as functions on AWS.
//!
//! One program in two roles; the handler that a function is configured with says which. `api` answers API Gateway
//! with the router of every other door. `worker` is called by a queue for each run that waits, and each minute to
//! look for runs that nobody told of. Both work on one table and one bucket; the table is the truth.
//!
//! Nothing is done after an answer: Lambda freezes the process until the next call.

mod api;
mod bulk;
mod edge;
mod event;
mod secrets;
mod setup;
mod worker;

use std::{env, process::ExitCode};

use tracing_subscriber::EnvFilter;

use crate::setup::Role;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> ExitCode {
    let filter = env::var("RUST_LOG").unwrap_or_else(|_| "info".to_owned());
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(true)
        .with_span_list(false)
        // Lambda's log knows the time.
        .without_time()
        .with_env_filter(EnvFilter::new(filter))
        .init();
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "the function cannot begin");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), lambda_runtime::Error> {
    let role = Role::of(env::var("_HANDLER").ok().as_deref())?;
    let config = setup::config().await?;
    match role {
        Role::Api => api::run(&config).await,
        Role::Worker => worker::run(&config).await,
    }
}
