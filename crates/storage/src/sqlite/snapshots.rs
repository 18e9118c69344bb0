//! Copies of jobs in memory, as they were last committed.
//!
//! A copy gets in by two ways, and neither can leave an old one:
//!
//! - The writer changes it after each commit, before the commit is answered: whoever was told that a
//!   write is done reads it, and nobody reads what is not committed.
//! - A reader that misses leaves a placeholder, reads, and fills it. If the writer has changed the job
//!   meanwhile, the placeholder is gone and the late copy is not kept.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use pixelprompt_domain::{Job, JobId, Mark, Run};
use quick_cache::Weighter;
use quick_cache::sync::{Cache, GuardResult};

use super::Fault;
use super::writer::{Change, Changes};

/// A job with its runs, shared.
pub(super) type Snapshot = Arc<(Job, Vec<Run>)>;

/// A bounded number of them.
pub(super) struct Snapshots {
    kept: Cache<JobId, Snapshot, Weight>,
}

/// Roughly how much memory all copies may take, in bytes: some 3,000 jobs of nine models.
const MEMORY: u64 = 24 << 20;

/// Guesses how much memory a copy takes.
#[derive(Clone)]
struct Weight;

impl Weighter<JobId, Snapshot> for Weight {
    fn weight(&self, _: &JobId, snapshot: &Snapshot) -> u64 {
        let (job, runs) = &**snapshot;
        let negative = |prompt: Option<&pixelprompt_domain::Prompt>| {
            prompt.map_or(0, |prompt| prompt.as_str().len())
        };
        let run = |run: &Run| {
            let warnings = run.warnings.len() * 128;
            700 + warnings + negative(run.parameters.negative_prompt.as_ref())
        };
        let job = 500 + job.prompt.as_str().len() + job.models.len() * 48;
        (job + runs.iter().map(run).sum::<usize>()) as u64
    }
}

impl Snapshots {
    /// No copies yet.
    pub(super) fn new() -> Self {
        Self::within(MEMORY)
    }

    fn within(memory: u64) -> Self {
        Self {
            kept: Cache::with_weighter(2_048, memory, Weight),
        }
    }

    /// The copy of a job, if there is one.
    pub(super) fn get(&self, id: &JobId) -> Option<Snapshot> {
        self.kept.get(id)
    }

    /// The copy of a job, or what `read` finds.
    pub(super) fn get_or_read(
        &self,
        id: &JobId,
        read: impl FnOnce() -> Result<Option<(Job, Vec<Run>)>, Fault>,
    ) -> Result<Option<Snapshot>, Fault> {
        match self.kept.get_value_or_guard(id, Some(Duration::ZERO)) {
            GuardResult::Value(snapshot) => Ok(Some(snapshot)),
            GuardResult::Guard(placeholder) => {
                let snapshot = read()?.map(Arc::new);
                if let Some(snapshot) = &snapshot {
                    // Refused if the writer was here meanwhile.
                    placeholder.insert(snapshot.clone()).ok();
                }
                Ok(snapshot)
            }
            // Another reader is at it: reading twice is cheaper than waiting for it.
            GuardResult::Timeout => Ok(read()?.map(Arc::new)),
        }
    }

    /// Brings the copies up to what was just committed. Only the writer calls this, in the order of its
    /// commits.
    pub(super) fn apply(&self, changes: Changes) {
        let mut jobs: HashMap<JobId, Option<Snapshot>> = HashMap::new();
        for change in changes {
            match change {
                Change::Created(snapshot) => {
                    jobs.insert(snapshot.0.id.clone(), Some(snapshot));
                }
                Change::Forgotten(id) => {
                    jobs.insert(id, None);
                }
                Change::Replaced(run) => {
                    let copy = self.of_batch(&mut jobs, &run.id.job);
                    if let Some((_, runs)) = copy.as_mut().map(Arc::make_mut)
                        && let Some(stored) = runs.iter_mut().find(|stored| stored.id == run.id)
                    {
                        *stored = *run;
                    }
                }
                Change::Marked(id, mark) => {
                    let copy = self.of_batch(&mut jobs, &id);
                    match (copy.as_mut().map(Arc::make_mut), mark) {
                        (Some((job, _)), Mark::Favourite(favourite)) => job.favourite = favourite,
                        (Some((job, _)), Mark::Trashed(since)) => job.trashed = since,
                        (None, _) => {}
                    }
                }
            }
        }
        for (id, copy) in jobs {
            match copy {
                Some(copy) => self.kept.insert(id, copy),
                // Also takes away the placeholder of a reader that may have read too early.
                None => {
                    self.kept.remove(&id);
                }
            }
        }
    }

    /// The copy as the batch has left it so far.
    fn of_batch<'a>(
        &self,
        jobs: &'a mut HashMap<JobId, Option<Snapshot>>,
        id: &JobId,
    ) -> &'a mut Option<Snapshot> {
        jobs.entry(id.clone()).or_insert_with(|| self.kept.peek(id))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::thread;

    use pixelprompt_domain::{ModelId, Parameters, Prompt, RunId, Timestamp};

    use super::*;

    fn job() -> (Job, Vec<Run>) {
        let id = JobId::new(Timestamp(1), 1);
        let model: ModelId = "m".parse().unwrap();
        let name = RunId {
            job: id.clone(),
            place: 0,
        };
        let run = Run::new(
            name,
            model.clone(),
            Parameters::default(),
            vec![],
            Timestamp(1),
        );
        let job = Job {
            id,
            created: Timestamp(1),
            prompt: Prompt::new("fox").unwrap(),
            parameters: Parameters::default(),
            models: vec![model],
            correlation_id: String::new(),
            favourite: false,
            trashed: None,
        };
        (job, vec![run])
    }

    fn next(run: &Run) -> Run {
        Run {
            version: run.version + 1,
            ..run.clone()
        }
    }

    #[test]
    fn a_copy_read_before_a_change_is_not_kept() {
        let snapshots = Snapshots::new();
        let old = job();
        let changed = next(&old.1[0]);
        let read = || {
            snapshots.apply(vec![Change::Replaced(Box::new(changed.clone()))]);
            Ok(Some(old.clone()))
        };
        let seen = snapshots.get_or_read(&old.0.id, read).unwrap().unwrap();
        assert_eq!(seen.1[0].version, 0, "the reader began before the change");
        assert!(snapshots.get(&old.0.id).is_none());
    }

    #[test]
    fn what_was_forgotten_is_not_brought_back() {
        let snapshots = Snapshots::new();
        let old = job();
        let read = || {
            snapshots.apply(vec![Change::Forgotten(old.0.id.clone())]);
            Ok(Some(old.clone()))
        };
        snapshots.get_or_read(&old.0.id, read).unwrap();
        assert!(snapshots.get(&old.0.id).is_none());
    }

    #[test]
    fn the_memory_is_bounded() {
        let one = Arc::new(job());
        let weight = Weight.weight(&one.0.id, &one);
        let snapshots = Snapshots::within(weight * 100);
        for number in 0..1_000 {
            let mut job = job();
            job.0.id = JobId::new(Timestamp(2), number);
            snapshots.apply(vec![Change::Created(Arc::new(job))]);
        }
        assert!((1..=100).contains(&snapshots.kept.len()));
    }

    /// A writer commits to `table`, then applies; readers miss all the time, for copies are thrown out.
    #[test]
    fn no_reader_sees_less_than_what_was_answered() {
        let snapshots = Snapshots::new();
        let (job, runs) = job();
        let table = Mutex::new(runs[0].clone());
        let answered = Mutex::new(0);
        let over = Mutex::new(false);
        thread::scope(|threads| {
            for _ in 0..2 {
                threads.spawn(|| {
                    while !*over.lock().unwrap() {
                        let least = *answered.lock().unwrap();
                        let read = || Ok(Some((job.clone(), vec![table.lock().unwrap().clone()])));
                        let seen = snapshots.get_or_read(&job.id, read).unwrap().unwrap();
                        assert!(seen.1[0].version >= least);
                    }
                });
            }
            for step in 0..20_000 {
                let changed = next(&table.lock().unwrap());
                *table.lock().unwrap() = changed.clone();
                snapshots.apply(vec![Change::Replaced(Box::new(changed))]);
                *answered.lock().unwrap() += 1;
                if step % 3 == 0 {
                    snapshots.kept.remove(&job.id);
                }
            }
            *over.lock().unwrap() = true;
        });
    }
}
