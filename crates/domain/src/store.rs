//! The port to wherever jobs are kept.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::{Ceiling, Job, JobId, ModelId, Money, Overdrawn, Run, RunId, Timestamp};

/// Keeps jobs and their runs. The store is the truth; whatever wakes a worker is only a hint.
///
/// It holds no policy: what a run may become is decided by the rules of [`Run`], which hand over a
/// successor with the next version. So every store, whatever its database, needs one conditional
/// write, and all stores pass the same suite (`pixelprompt-testkit`).
#[async_trait]
pub trait JobStore: Send + Sync {
    /// Keeps a job and its runs, all or nothing, and adds what the runs take to their accounts
    /// ([`Bill::charges`](crate::Bill::charges)).
    ///
    /// - Without `once`, or with a key not seen before: [`Created::New`].
    /// - With a key seen before and the same digest: [`Created::Already`], and nothing is kept.
    /// - With a key seen before and another digest: [`Created::Conflict`].
    /// - Of many calls at once with one key, exactly one is `New`.
    /// - Where an account in `within` would get more than it may hold: [`Created::Over`], and nothing is
    ///   kept. Of many calls at once, no more are `New` than the accounts allow. An account to which
    ///   nothing is added is not asked.
    async fn create(
        &self,
        job: &Job,
        runs: &[Run],
        once: Option<&Once>,
        within: &[Ceiling],
    ) -> Result<Created, StoreError>;

    /// The job that an earlier [`create`](JobStore::create) with this key kept: its request's digest
    /// and its id. A request that is repeated is answered without being counted or refused again.
    async fn created_by(&self, key: &str) -> Result<Option<(String, JobId)>, StoreError>;

    /// A job with its runs in order of their places, trashed ones included.
    async fn job(&self, id: &JobId) -> Result<Option<(Job, Vec<Run>)>, StoreError>;

    /// One run.
    async fn run(&self, id: &RunId) -> Result<Option<Run>, StoreError>;

    /// Puts a run in the place of its predecessor.
    ///
    /// - True if the stored run had the version `run.version - 1`; otherwise nothing changes.
    /// - Of many calls at once with one version, exactly one is true.
    /// - Once true, every later read sees it, also after a crash.
    /// - Every account has what the run takes of it now instead of what it took before, in the same step.
    async fn replace(&self, run: &Run) -> Result<bool, StoreError> {
        Ok(self.replace_within(run, &[]).await? == Replaced::Yes)
    }

    /// The same, unless an account in `within` would get more than it may hold: [`Replaced::Over`], and
    /// nothing changes.
    async fn replace_within(&self, run: &Run, within: &[Ceiling]) -> Result<Replaced, StoreError>;

    /// What these accounts hold, in their order; nothing where no run ever took of one. That of runs
    /// that were forgotten stays.
    async fn spent(&self, accounts: &[String]) -> Result<Vec<Money>, StoreError>;

    /// Runs that a worker may claim at `now` ([`Run::due`]), the longest due first, at most `limit`,
    /// each with its model.
    ///
    /// - Runs of the models in `except` are left out: a worker that has its hands full with one model
    ///   still finds the runs of the others.
    async fn due(
        &self,
        now: Timestamp,
        except: &[ModelId],
        limit: usize,
    ) -> Result<Vec<(RunId, ModelId)>, StoreError>;

    /// Runs of a model that wait for a worker, those put off among them, at most `limit`: the one that is due
    /// first ([`Run::due`]) stands first, and of those due at the same moment the one that was asked for
    /// first.
    ///
    /// - Costs no more than reading so many runs, however many wait.
    async fn line(&self, model: &ModelId, limit: usize) -> Result<Vec<RunId>, StoreError>;

    /// Runs that a worker holds at `now`: those due later ([`Run::due`]) that are in progress.
    async fn leased(&self, now: Timestamp) -> Result<Vec<RunId>, StoreError>;

    /// A page of jobs, newest first.
    ///
    /// - Costs the same however many jobs there are: pages are found by the last id, not counted off.
    /// - Jobs that arrive or vanish between two pages neither repeat nor hide others.
    async fn page(&self, wanted: &Wanted) -> Result<Page, StoreError>;

    /// Changes what people may change of a job. False if there is no such job.
    async fn mark(&self, id: &JobId, mark: Mark) -> Result<bool, StoreError>;

    /// Forgets a job and its runs, unless one of its runs has not ended. False if nothing was forgotten.
    /// The files of its pictures are the caller's to delete.
    async fn forget(&self, id: &JobId) -> Result<bool, StoreError>;
}

/// Makes a request count once: the client's `Idempotency-Key` and a digest of what it asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    /// The key, as the client sent it.
    pub key: String,
    /// Of the request's meaning; the same key must come with the same.
    pub digest: String,
}

/// How [`JobStore::create`] ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Created {
    /// The job is kept.
    New,
    /// This job was created by an earlier request with the same key.
    Already(JobId),
    /// The key belongs to another request.
    Conflict,
    /// An account does not have so much left.
    Over(Overdrawn),
}

/// How [`JobStore::replace_within`] ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replaced {
    /// The run is kept.
    Yes,
    /// The stored run is not its predecessor.
    No,
    /// An account does not have so much left.
    Over(Overdrawn),
}

/// Which jobs to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Only jobs older than this one, the last of the page before.
    pub after: Option<JobId>,
    /// At most so many.
    pub limit: usize,
    /// Only prompts with all of these words, the last one perhaps unfinished.
    pub words: Option<String>,
    /// Only jobs with a run of this model.
    pub model: Option<ModelId>,
    /// Only jobs that were created at this moment or later.
    pub from: Option<Timestamp>,
    /// Only jobs that were created before this moment.
    pub to: Option<Timestamp>,
    /// Only favourites.
    pub favourite: bool,
    /// The trash instead of the gallery.
    pub trashed: bool,
}

/// Some jobs, newest first, each with its runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The jobs.
    pub jobs: Vec<(Job, Vec<Run>)>,
    /// The last job of the page, if there may be more after it.
    pub next: Option<JobId>,
}

/// What people may change of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Mark {
    /// Favourite or not.
    Favourite(bool),
    /// In the trash since a moment, or restored.
    Trashed(Option<Timestamp>),
}

/// The store could not do it. Its caller may try again; nothing was half done.
#[derive(Debug, thiserror::Error)]
#[error("the store failed to {doing}")]
pub struct StoreError {
    /// What was being done, as in "create a job".
    pub doing: &'static str,
    /// What the database said, for the log.
    #[source]
    pub source: Box<dyn std::error::Error + Send + Sync>,
}
