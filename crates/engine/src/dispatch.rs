//! How a worker hears of work.

use async_trait::async_trait;
use pixelprompt_domain::{ModelId, RunId};

/// Hints to whichever worker there is. The store is the truth: a hint that is lost, doubled or late
/// does no harm, because a worker looks for due runs by itself and claims each before it begins.
#[async_trait]
pub trait Dispatch: Send + Sync {
    /// These runs wait for a worker. Returns when the hint is on its way, or when it turned out that none
    /// can be given.
    async fn wake(&self, runs: &[(RunId, ModelId)]);

    /// Somebody wants this run to stop.
    async fn stop(&self, run: &RunId);
}

/// No worker in this process: another one finds the runs in the store.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoWorker;

#[async_trait]
impl Dispatch for NoWorker {
    async fn wake(&self, _runs: &[(RunId, ModelId)]) {}

    async fn stop(&self, _run: &RunId) {}
}
