//! The use cases; each has a file of its own.

use std::{sync::Arc, time::Duration};

use pixelprompt_domain::{
    Allowance, Job, JobId, Left, ModelId, Run, RunId, StoreError, Taken, Timestamp,
};

use crate::{
    Catalogue, Client, Dispatch, Parts, Refusal, Watching, forms::Forming, lines::Lines,
    turns::Turns,
};

/// What people can ask of Pixel Prompt. Cheap to clone.
#[derive(Clone)]
pub struct Engine {
    pub(crate) parts: Parts,
    pub(crate) dispatch: Arc<dyn Dispatch>,
    pub(crate) turns: Turns,
    pub(crate) forming: Forming,
    pub(crate) lines: Lines,
}

impl Engine {
    /// An engine over these adapters, which wakes its worker through `dispatch`.
    pub fn new(parts: Parts, dispatch: Arc<dyn Dispatch>) -> Self {
        Self {
            parts,
            dispatch,
            turns: Turns::default(),
            forming: Forming::default(),
            lines: Lines::default(),
        }
    }

    /// The models.
    pub fn catalogue(&self) -> &Catalogue {
        &self.parts.catalogue
    }

    /// The present moment, for whoever puts ages and waiting times into words.
    pub fn now(&self) -> Timestamp {
        self.parts.clock.now()
    }

    /// A job and its runs, in the order of its models.
    pub async fn show(&self, id: &JobId) -> Result<(Job, Vec<Run>), Refusal> {
        self.parts
            .jobs
            .job(id)
            .await?
            .ok_or(Refusal::NotFound("job"))
    }

    /// Watches a job from now on. [Show](Engine::show) it afterwards, so that nothing falls between
    /// the two.
    pub fn watch(&self, id: &JobId) -> Watching {
        self.parts.events.watch(id)
    }

    /// Counts a line that a client wants in the log.
    pub async fn count_log(&self, client: Client) -> Result<Vec<Left>, Refusal> {
        self.count(&self.parts.limits.of_log(client)).await
    }

    /// Whether jobs and pictures can be reached: what a load balancer wants to know.
    pub async fn check_stores(&self) -> Result<(), Refusal> {
        let nobody = JobId::new(Timestamp::default(), 0);
        self.parts.jobs.job(&nobody).await?;
        self.parts.blobs.get(nobody.as_str(), None).await?;
        Ok(())
    }

    /// Runs that wait for a worker for so long that whoever was told of them seems to have lost them, at most
    /// `limit`, each with its model.
    pub async fn forgotten(
        &self,
        age: Duration,
        limit: usize,
    ) -> Result<Vec<(RunId, ModelId)>, StoreError> {
        let now = self.parts.clock.now();
        let then = Timestamp(now.0.saturating_sub(age.as_millis() as u64));
        let due = self.parts.jobs.due(then, &[], limit).await?;
        // A run that was never put off is due since ever, also that of a job which has only just come.
        let young = JobId::first_of(then);
        Ok(due.into_iter().filter(|(run, _)| run.job < young).collect())
    }

    pub(crate) async fn count(&self, of: &[Allowance]) -> Result<Vec<Left>, Refusal> {
        if of.is_empty() {
            return Ok(Vec::new());
        }
        let now = self.parts.clock.now();
        match self.parts.limiter.take(of, now).await? {
            Taken::Granted(left) => Ok(left),
            Taken::Refused(left) => {
                // Whoever waits for the last of the windows that are used up gets through.
                let used_up = left.into_iter().filter(|left| left.remaining == 0);
                let left = used_up.max_by_key(|left| left.resets).unwrap_or(Left {
                    limit: 0,
                    remaining: 0,
                    resets: now,
                });
                let retry_after = left.resets.since(now).max(Duration::from_secs(1));
                Err(Refusal::RateLimited { left, retry_after })
            }
        }
    }
}
