//! The job store's port.

use async_trait::async_trait;
use pixelprompt_domain::{
    Ceiling, Created, Job, JobId, JobStore, Mark, ModelId, Money, Once, Page, Replaced, Run, RunId,
    StoreError, Timestamp, Wanted,
};

use super::{Table, accounts, change, create, failed, page, read, replace, work};

/// A [`JobStore`] in DynamoDB: any number of processes share it.
#[derive(Clone, Debug)]
pub struct DynamoJobs {
    table: Table,
}

impl DynamoJobs {
    pub(super) fn new(table: Table) -> Self {
        Self { table }
    }
}

#[async_trait]
impl JobStore for DynamoJobs {
    async fn create(
        &self,
        job: &Job,
        runs: &[Run],
        once: Option<&Once>,
        within: &[Ceiling],
    ) -> Result<Created, StoreError> {
        let created = create::create(&self.table, job, runs, once, within).await;
        created.map_err(failed("create a job"))
    }

    async fn created_by(&self, key: &str) -> Result<Option<(String, JobId)>, StoreError> {
        let found = read::request(&self.table, key).await;
        found.map_err(failed("look up a request"))
    }

    async fn job(&self, id: &JobId) -> Result<Option<(Job, Vec<Run>)>, StoreError> {
        let found = read::job(&self.table, id).await;
        found.map_err(failed("read a job"))
    }

    async fn run(&self, id: &RunId) -> Result<Option<Run>, StoreError> {
        let found = read::run(&self.table, id).await;
        found.map_err(failed("read a run"))
    }

    async fn replace_within(&self, run: &Run, within: &[Ceiling]) -> Result<Replaced, StoreError> {
        let replaced = replace::replace(&self.table, run, within).await;
        replaced.map_err(failed("change a run"))
    }

    async fn spent(&self, accounts: &[String]) -> Result<Vec<Money>, StoreError> {
        let spent = accounts::spent(&self.table, accounts).await;
        spent.map_err(failed("read the accounts"))
    }

    async fn due(
        &self,
        now: Timestamp,
        except: &[ModelId],
        limit: usize,
    ) -> Result<Vec<(RunId, ModelId)>, StoreError> {
        let due = work::due(&self.table, now, except, limit).await;
        due.map_err(failed("find due runs"))
    }

    async fn line(&self, model: &ModelId, limit: usize) -> Result<Vec<RunId>, StoreError> {
        let line = work::waiting(&self.table, model, limit).await;
        line.map_err(failed("read a line"))
    }

    async fn leased(&self, now: Timestamp) -> Result<Vec<RunId>, StoreError> {
        let leased = work::leased(&self.table, now).await;
        leased.map_err(failed("find leased runs"))
    }

    async fn page(&self, wanted: &Wanted) -> Result<Page, StoreError> {
        let page = page::page(&self.table, wanted).await;
        page.map_err(failed("list jobs"))
    }

    async fn mark(&self, id: &JobId, mark: Mark) -> Result<bool, StoreError> {
        let marked = change::mark(&self.table, id, mark).await;
        marked.map_err(failed("mark a job"))
    }

    async fn forget(&self, id: &JobId) -> Result<bool, StoreError> {
        let forgotten = change::forget(&self.table, id).await;
        forgotten.map_err(failed("forget a job"))
    }
}
