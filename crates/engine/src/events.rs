//! News of jobs for whoever watches them at this moment.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use futures::stream::{self, BoxStream, StreamExt as _};
use pixelprompt_domain::{JobId, Progress, Run, RunId};
use tokio::sync::broadcast;

/// How many changes a slow watcher may lag behind before it has to look at the store again.
const BACKLOG: usize = 256;

/// Something happened to a job.
#[derive(Clone, Debug)]
pub enum Change {
    /// A run has a new state, and the store has it too.
    Run(Arc<Run>),
    /// A run is a step further. Never stored; news that is missed is replaced by the next.
    Progress(RunId, Arc<Progress>),
}

/// Changes were missed: look at the store again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missed;

/// Carries changes from a worker to the watchers of a job.
pub trait Events: Send + Sync {
    /// Tells the watchers of a job. Must return quickly, and costs little when nobody watches.
    fn publish(&self, job: &JobId, change: Change);

    /// Watches a job from now on. Read the job from the store afterwards, so that nothing falls
    /// between the two.
    fn watch(&self, job: &JobId) -> Watching;
}

/// One watcher of a job.
pub struct Watching {
    /// The latest progress of each run at work, for a watcher that comes late.
    pub latest: Vec<(RunId, Arc<Progress>)>,
    /// What happens from now on; does not end by itself.
    pub changes: BoxStream<'static, Result<Change, Missed>>,
}

/// Events within this process.
#[derive(Default)]
pub struct LocalEvents {
    jobs: Mutex<HashMap<JobId, Watched>>,
}

#[derive(Default)]
struct Watched {
    watchers: Option<broadcast::Sender<Change>>,
    latest: HashMap<RunId, Arc<Progress>>,
}

impl Watched {
    fn is_idle(&self) -> bool {
        self.latest.is_empty()
            && self
                .watchers
                .as_ref()
                .is_none_or(|watchers| watchers.receiver_count() == 0)
    }
}

impl LocalEvents {
    fn jobs(&self) -> MutexGuard<'_, HashMap<JobId, Watched>> {
        // Every change to the map is whole, so a panic elsewhere leaves nothing half done.
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Events for LocalEvents {
    fn publish(&self, job: &JobId, change: Change) {
        let mut jobs = self.jobs();
        match &change {
            Change::Progress(run, progress) => {
                let watched = jobs.entry(job.clone()).or_default();
                watched.latest.insert(run.clone(), Arc::clone(progress));
            }
            Change::Run(run) => {
                let Some(watched) = jobs.get_mut(job) else {
                    return;
                };
                if !matches!(run.state, pixelprompt_domain::RunState::InProgress { .. }) {
                    watched.latest.remove(&run.id);
                }
            }
        }
        if let Some(watched) = jobs.get_mut(job) {
            if let Some(watchers) = &watched.watchers {
                // An error only says that nobody watches any more.
                let _ = watchers.send(change);
            }
            if watched.is_idle() {
                jobs.remove(job);
            }
        }
    }

    fn watch(&self, job: &JobId) -> Watching {
        let mut jobs = self.jobs();
        // Jobs whose watchers left after their last change are swept out by whoever comes next.
        jobs.retain(|_, watched| !watched.is_idle());
        let watched = jobs.entry(job.clone()).or_default();
        let watchers = watched
            .watchers
            .get_or_insert_with(|| broadcast::channel(BACKLOG).0);
        let changes = stream::unfold(watchers.subscribe(), |mut receiver| async move {
            match receiver.recv().await {
                Ok(change) => Some((Ok(change), receiver)),
                Err(broadcast::error::RecvError::Lagged(_)) => Some((Err(Missed), receiver)),
                Err(broadcast::error::RecvError::Closed) => None,
            }
        });
        let latest = watched
            .latest
            .iter()
            .map(|(run, progress)| (run.clone(), Arc::clone(progress)))
            .collect();
        Watching {
            latest,
            changes: changes.boxed(),
        }
    }
}

#[cfg(test)]
mod tests;
