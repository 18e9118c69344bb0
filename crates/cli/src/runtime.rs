//! What everything that waits runs on.

use tokio::runtime::{Builder, Runtime};

use crate::failure::Failure;

/// A runtime for everything that waits.
pub(crate) fn runtime() -> Result<Runtime, Failure> {
    Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::internal(format!("no threads can be started: {error}")))
}
