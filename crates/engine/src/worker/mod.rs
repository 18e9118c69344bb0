//! Takes the runs of accepted jobs and sees them through.
//!
//! The [store](pixelprompt_domain::JobStore) is the truth: a run is claimed by one conditional write
//! before anything is done about it, so that hints may be lost, doubled or late, several workers may
//! share a store, and a process may be killed at any moment. `sweep` finds what nobody was woken for.

mod attempt;
mod holding;
mod keep;
mod lanes;
mod paint;
mod settings;
mod trouble;

use std::{
    collections::HashMap,
    num::NonZero,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread::available_parallelism,
    time::Duration,
};

use async_trait::async_trait;
use pixelprompt_domain::{ErrorKind, ModelId, RunId, StoreError, Timestamp};
use tokio::{
    sync::{Notify, Semaphore},
    time::{MissedTickBehavior, interval, sleep, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{Dispatch, ModelSettings, Parts, policy::Breaker};
use attempt::{Next, Signals, attempt};
use lanes::Lanes;
use trouble::Trouble;

pub use settings::WorkerSettings;

/// How many runs a sweep takes from the store beyond those that are known.
const BATCH: usize = 1_000;

/// How long runs that were let go of may take to say so to the store.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// Works on runs until it is [shut down](Worker::shut_down). Cheap to clone.
#[derive(Clone)]
pub struct Worker {
    shared: Arc<Shared>,
}

struct Shared {
    parts: Parts,
    settings: WorkerSettings,
    desk: Mutex<Desk>,
    /// There is something new on the desk.
    nudge: Notify,
    /// Nothing new is claimed any more.
    closing: CancellationToken,
    /// Runs at work are let go of.
    released: CancellationToken,
    tasks: TaskTracker,
    /// How many pictures may be decoded at once.
    cores: Semaphore,
    /// Whether pictures can be kept at the moment.
    trouble: Trouble,
}

struct Desk {
    lanes: Lanes,
    at_work: HashMap<RunId, CancellationToken>,
    breakers: HashMap<ModelId, Breaker>,
}

/// How busy a model is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ModelLoad {
    /// Runs in line.
    pub waiting: usize,
    /// Runs at work.
    pub running: usize,
    /// Left alone for a while after repeated failures.
    pub resting: bool,
}

impl Worker {
    /// A worker that has not begun yet.
    pub fn new(parts: Parts, settings: WorkerSettings) -> Self {
        let desk = Desk {
            lanes: Lanes::new(settings.concurrency),
            at_work: HashMap::new(),
            breakers: HashMap::new(),
        };
        Self {
            shared: Arc::new(Shared {
                parts,
                settings,
                desk: Mutex::new(desk),
                nudge: Notify::new(),
                closing: CancellationToken::new(),
                released: CancellationToken::new(),
                tasks: TaskTracker::new(),
                cores: Semaphore::new(available_parallelism().map_or(1, NonZero::get)),
                trouble: Trouble::default(),
            }),
        }
    }

    /// Begins to work, on the runtime of the caller.
    pub fn start(&self) {
        let worker = self.clone();
        self.shared.tasks.spawn(async move { worker.work().await });
    }

    /// Ends the leases of all claims in the store, so that their runs are taken up at once. Only for a
    /// store that no other process uses: there, a claim found at start belongs to a dead worker.
    pub async fn take_over(&self) -> Result<usize, StoreError> {
        let parts = &self.shared.parts;
        let now = parts.clock.now();
        let mut orphans = 0;
        for id in parts.jobs.leased(now).await? {
            let Some(run) = parts.jobs.run(&id).await? else {
                continue;
            };
            if let Ok(orphan) = run.orphaned(now)
                && parts.jobs.replace(&orphan).await?
            {
                orphans += 1;
            }
        }
        Ok(orphans)
    }

    /// Sees one run through, here and now: for a process that is called for each run, as a function in a
    /// cloud is, and has not [started](Worker::start) its worker. Afterwards the run has ended, another
    /// worker has it, or it is due again at the moment that is returned.
    ///
    /// When `released` is cancelled the run is let go of as by [`shut_down`](Worker::shut_down).
    pub async fn see_through(&self, run: &RunId, released: CancellationToken) -> Option<Timestamp> {
        match self.attempt(run, released).await {
            Next::Nothing => None,
            Next::DueAt(moment) => Some(moment),
        }
    }

    /// How busy a model is.
    pub fn load(&self, model: &ModelId) -> ModelLoad {
        let now = self.shared.parts.clock.now();
        let desk = self.shared.desk();
        let (waiting, running) = desk.lanes.load(model);
        let breaker = desk.breakers.get(model);
        ModelLoad {
            waiting,
            running,
            resting: breaker.is_some_and(|breaker| breaker.is_resting(now)),
        }
    }

    /// Claims nothing more, waits for the runs at work until `grace` is over, and lets go of the rest:
    /// they are taken up again after a restart, or end as interrupted where that could buy twice.
    pub async fn shut_down(&self, grace: Duration) {
        let Shared {
            closing,
            released,
            tasks,
            ..
        } = &*self.shared;
        closing.cancel();
        tasks.close();
        if timeout(grace, tasks.wait()).await.is_ok() {
            return;
        }
        tracing::warn!(
            runs = self.shared.desk().at_work.len(),
            "letting go of runs at work"
        );
        released.cancel();
        if timeout(LAST_WORDS, tasks.wait()).await.is_err() {
            tracing::error!("some runs could not be let go of; their leases will run out");
        }
    }

    async fn work(&self) {
        let Shared { closing, nudge, .. } = &*self.shared;
        let mut sweeps = interval(self.shared.settings.sweep);
        sweeps.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                () = closing.cancelled() => return,
                () = nudge.notified() => {}
                () = self.shared.trouble.over.notified() => {}
                _ = sweeps.tick() => self.sweep().await,
            }
            if self.shared.desk().lanes.take_hunger() {
                self.sweep().await;
            }
            self.begin();
        }
    }

    /// Asks the store for runs that are due and that nobody was woken for.
    async fn sweep(&self) {
        let parts = &self.shared.parts;
        let (full, known) = self.shared.desk().lanes.full();
        match parts
            .jobs
            .due(parts.clock.now(), &full, known + BATCH)
            .await
        {
            Ok(due) => self.add(&due),
            Err(error) => {
                tracing::error!(%error, cause = ?error.source, "looking for due runs failed");
            }
        }
    }

    fn add(&self, runs: &[(RunId, ModelId)]) {
        let mut desk = self.shared.desk();
        for (run, model) in runs {
            let entry = self.shared.parts.catalogue.get(model);
            let settings = entry.map_or_else(ModelSettings::default, |entry| entry.settings);
            desk.lanes.add(run.clone(), model, settings.concurrency);
        }
    }

    /// Begins every run that may.
    fn begin(&self) {
        while !self.shared.closing.is_cancelled() && !self.shared.trouble.is_there() {
            let mut desk = self.shared.desk();
            let Some((run, model)) = desk.lanes.next(self.shared.parts.clock.now()) else {
                return;
            };
            drop(desk);
            let worker = self.clone();
            self.shared.tasks.spawn(async move {
                let released = worker.shared.released.clone();
                let next = worker.attempt(&run, released).await;
                worker.shared.desk().lanes.done(&run, &model);
                worker.shared.nudge.notify_one();
                if let Next::DueAt(moment) = next {
                    worker.wake_at(run, model, moment);
                }
            });
        }
    }

    async fn attempt(&self, run: &RunId, released: CancellationToken) -> Next {
        let signals = Signals {
            stop: CancellationToken::new(),
            released,
        };
        let stop = signals.stop.clone();
        self.shared.desk().at_work.insert(run.clone(), stop);
        let next = attempt(&self.shared, run, &signals).await;
        self.shared.desk().at_work.remove(run);
        next
    }

    /// Wakes the worker for a run that is due later. Where the process ends before, or the wait is
    /// long, a sweep finds it.
    fn wake_at(&self, run: RunId, model: ModelId, moment: Timestamp) {
        let wait = moment.since(self.shared.parts.clock.now());
        let worker = self.clone();
        self.shared.tasks.spawn(async move {
            tokio::select! {
                () = worker.shared.closing.cancelled() => {}
                () = sleep(wait) => worker.wake(&[(run, model)]).await,
            }
        });
    }
}

#[async_trait]
impl Dispatch for Worker {
    async fn wake(&self, runs: &[(RunId, ModelId)]) {
        self.add(runs);
        self.shared.nudge.notify_one();
    }

    async fn stop(&self, run: &RunId) {
        if let Some(stop) = self.shared.desk().at_work.get(run) {
            stop.cancel();
        }
    }
}

impl Shared {
    fn desk(&self) -> MutexGuard<'_, Desk> {
        // Nothing panics while it holds the desk, and a line too many would only be swept again.
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn with_breaker<T>(&self, model: &ModelId, change: impl FnOnce(&mut Breaker) -> T) -> T {
        let mut desk = self.desk();
        let breaker = desk.breakers.entry(model.clone());
        change(breaker.or_insert_with(|| self.settings.breaker()))
    }

    /// No run of the model begins before a moment. Whoever is due then wakes the worker.
    fn rest(&self, model: &ModelId, until: Timestamp) {
        self.desk().lanes.rest(model, until);
    }

    fn admit(&self, model: &ModelId) -> bool {
        let now = self.parts.clock.now();
        self.with_breaker(model, |breaker| breaker.admit(now))
    }

    fn succeeded(&self, model: &ModelId) {
        self.with_breaker(model, Breaker::succeeded);
    }

    fn failed(&self, model: &ModelId, kind: ErrorKind) {
        let now = self.parts.clock.now();
        self.with_breaker(model, |breaker| breaker.failed(kind, now));
    }
}
