//! Jobs in memory, gone when the program ends.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use pixelprompt_domain::{
    Booking, Ceiling, Created, Job, JobId, JobStore, Mark, ModelId, Money, Once, Overdrawn, Page,
    Replaced, Run, RunId, RunState, StoreError, Timestamp, Wanted,
};

use crate::words::tells;

/// A [`JobStore`] that is a map under a lock. The simplest reading of the port's contract.
#[derive(Default)]
pub struct MemoryJobs {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    jobs: BTreeMap<JobId, (Job, Vec<Run>)>,
    once: HashMap<String, (String, JobId)>,
    accounts: HashMap<String, Money>,
}

impl Kept {
    /// Books all of it, or nothing if an account does not have so much left.
    fn book(&mut self, bookings: &[Booking], within: &[Ceiling]) -> Result<(), Overdrawn> {
        let held = |booking: &Booking| self.accounts.get(&booking.account).copied();
        let over = |booking: &Booking| booking.overdraws(held(booking).unwrap_or_default(), within);
        if let Some(over) = bookings.iter().find_map(over) {
            return Err(over);
        }
        for booking in bookings {
            let account = self.accounts.entry(booking.account.clone()).or_default();
            *account = booking.after(*account);
        }
        Ok(())
    }
}

impl MemoryJobs {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // No change can panic half way, so a panic elsewhere leaves nothing half done.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl JobStore for MemoryJobs {
    async fn create(
        &self,
        job: &Job,
        runs: &[Run],
        once: Option<&Once>,
        within: &[Ceiling],
    ) -> Result<Created, StoreError> {
        let mut kept = self.kept();
        if let Some(once) = once {
            match kept.once.get(&once.key) {
                Some((digest, id)) if *digest == once.digest => {
                    return Ok(Created::Already(id.clone()));
                }
                Some(_) => return Ok(Created::Conflict),
                None => {}
            }
        }
        let bookings = Booking::of(runs.iter().map(|run| (None, &run.bill)));
        if let Err(over) = kept.book(&bookings, within) {
            return Ok(Created::Over(over));
        }
        if let Some(once) = once {
            let seen = (once.digest.clone(), job.id.clone());
            kept.once.insert(once.key.clone(), seen);
        }
        kept.jobs
            .insert(job.id.clone(), (job.clone(), runs.to_vec()));
        Ok(Created::New)
    }

    async fn created_by(&self, key: &str) -> Result<Option<(String, JobId)>, StoreError> {
        Ok(self.kept().once.get(key).cloned())
    }

    async fn job(&self, id: &JobId) -> Result<Option<(Job, Vec<Run>)>, StoreError> {
        Ok(self.kept().jobs.get(id).cloned())
    }

    async fn run(&self, id: &RunId) -> Result<Option<Run>, StoreError> {
        let kept = self.kept();
        let runs = kept.jobs.get(&id.job).map(|(_, runs)| runs);
        Ok(runs
            .and_then(|runs| runs.iter().find(|run| run.id == *id))
            .cloned())
    }

    async fn replace_within(&self, run: &Run, within: &[Ceiling]) -> Result<Replaced, StoreError> {
        let mut kept = self.kept();
        let runs = kept.jobs.get(&run.id.job).map(|(_, runs)| runs);
        let place = runs.and_then(|runs| {
            let predecessor = |kept: &Run| kept.id == run.id && kept.version + 1 == run.version;
            runs.iter()
                .position(predecessor)
                .map(|place| (place, &runs[place].bill))
        });
        let Some((place, before)) = place else {
            return Ok(Replaced::No);
        };
        let bookings = Booking::of([(Some(before), &run.bill)]);
        if let Err(over) = kept.book(&bookings, within) {
            return Ok(Replaced::Over(over));
        }
        if let Some((_, runs)) = kept.jobs.get_mut(&run.id.job) {
            runs[place] = run.clone();
        }
        Ok(Replaced::Yes)
    }

    async fn spent(&self, accounts: &[String]) -> Result<Vec<Money>, StoreError> {
        let kept = self.kept();
        let held = |account| kept.accounts.get(account).copied().unwrap_or_default();
        Ok(accounts.iter().map(held).collect())
    }

    async fn due(
        &self,
        now: Timestamp,
        except: &[ModelId],
        limit: usize,
    ) -> Result<Vec<(RunId, ModelId)>, StoreError> {
        let kept = self.kept();
        let runs = kept.jobs.values().flat_map(|(_, runs)| runs);
        let mut due: Vec<_> = runs
            .filter(|run| !except.contains(&run.model))
            .filter_map(|run| Some((run.due().filter(|due| *due <= now)?, &run.id, &run.model)))
            .collect();
        due.sort();
        due.truncate(limit);
        let named = |(_, id, model): (Timestamp, &RunId, &ModelId)| (id.clone(), model.clone());
        Ok(due.into_iter().map(named).collect())
    }

    async fn line(&self, model: &ModelId, limit: usize) -> Result<Vec<RunId>, StoreError> {
        let kept = self.kept();
        let runs = kept.jobs.values().flat_map(|(_, runs)| runs);
        let mut line: Vec<_> = runs
            .filter(|run| run.model == *model && matches!(run.state, RunState::Pending { .. }))
            .map(|run| (run.due(), &run.id))
            .collect();
        line.sort();
        line.truncate(limit);
        Ok(line.into_iter().map(|(_, id)| id.clone()).collect())
    }

    async fn leased(&self, now: Timestamp) -> Result<Vec<RunId>, StoreError> {
        let kept = self.kept();
        let runs = kept.jobs.values().flat_map(|(_, runs)| runs);
        let leased = runs.filter(|run| {
            matches!(run.state, RunState::InProgress { .. }) && run.due() > Some(now)
        });
        Ok(leased.map(|run| run.id.clone()).collect())
    }

    async fn page(&self, wanted: &Wanted) -> Result<Page, StoreError> {
        let kept = self.kept();
        let newest_first = kept.jobs.values().rev();
        let older = newest_first
            .filter(|(job, _)| wanted.after.as_ref().is_none_or(|after| job.id < *after));
        let mut found = older.filter(|(job, _)| matches(job, wanted));
        let jobs: Vec<_> = found.by_ref().take(wanted.limit).cloned().collect();
        let next = found
            .next()
            .and_then(|_| jobs.last())
            .map(|(job, _)| job.id.clone());
        Ok(Page { jobs, next })
    }

    async fn mark(&self, id: &JobId, mark: Mark) -> Result<bool, StoreError> {
        let mut kept = self.kept();
        let Some((job, _)) = kept.jobs.get_mut(id) else {
            return Ok(false);
        };
        match mark {
            Mark::Favourite(favourite) => job.favourite = favourite,
            Mark::Trashed(since) => job.trashed = since,
        }
        Ok(true)
    }

    async fn forget(&self, id: &JobId) -> Result<bool, StoreError> {
        let mut kept = self.kept();
        let ended = |(_, runs): &(Job, Vec<Run>)| runs.iter().all(Run::has_ended);
        if !kept.jobs.get(id).is_some_and(ended) {
            return Ok(false);
        }
        kept.once.retain(|_, (_, job)| job != id);
        Ok(kept.jobs.remove(id).is_some())
    }
}

fn matches(job: &Job, wanted: &Wanted) -> bool {
    let told = wanted
        .words
        .as_ref()
        .is_none_or(|asked| tells(job.prompt.as_str(), asked));
    told && wanted
        .model
        .as_ref()
        .is_none_or(|model| job.models.contains(model))
        && wanted.from.is_none_or(|from| from <= job.created)
        && wanted.to.is_none_or(|to| job.created < to)
        && (job.favourite || !wanted.favourite)
        && job.trashed.is_some() == wanted.trashed
}
