//! How a worker hears of work.

use pixelprompt_domain::{ModelId, RunId};

/// Hints to whichever worker there is. The store is the truth: a hint that is lost, doubled or late
/// does no harm, because a worker looks for due runs by itself and claims each before it begins.
pub trait Dispatch: Send + Sync {
    /// These runs wait for a worker.
    fn wake(&self, runs: &[(RunId, ModelId)]);

    /// Somebody wants this run to stop.
    fn stop(&self, run: &RunId);
}

/// No worker in this process: another one finds the runs in the store.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoWorker;

impl Dispatch for NoWorker {
    fn wake(&self, _runs: &[(RunId, ModelId)]) {}

    fn stop(&self, _run: &RunId) {}
}
