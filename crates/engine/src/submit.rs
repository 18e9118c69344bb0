//! A prompt becomes a job.

use pixelprompt_domain::{Created, Fitted, Job, JobId, Left, Once, Quality, Run, RunId, Size};
use sha2::{Digest as _, Sha256};

use crate::{Client, Engine, Refusal, budget::Purse, plan::Planned};

/// What somebody asks for, as it arrived.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The prompt.
    pub prompt: String,
    /// Refinements.
    pub steps: Option<u32>,
    /// How hard the prompt pulls.
    pub guidance: Option<f32>,
    /// How much a model shall do for the picture.
    pub quality: Option<Quality>,
    /// To repeat a picture; drawn if nothing is asked, and the same for every model.
    pub seed: Option<u64>,
    /// What the picture should not show; blank is as good as nothing.
    pub negative_prompt: Option<String>,
    /// Width and height.
    pub size: Option<Size>,
    /// The models by name; all if none is named.
    pub models: Vec<String>,
}

/// A request to paint.
#[derive(Clone, Debug)]
pub struct Submission {
    /// What is asked for.
    pub asked: Asked,
    /// Makes the request count once, however often it arrives.
    pub idempotency_key: Option<String>,
    /// The request's name in the logs.
    pub correlation_id: String,
    /// Who asks.
    pub client: Client,
}

/// A job that will be painted.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// The job.
    pub id: JobId,
    /// How many models paint.
    pub models: usize,
    /// What is left of the client's allowances; empty if nothing was counted.
    pub left: Vec<Left>,
}

impl Engine {
    /// Checks a request, counts it, keeps it as a job, and wakes the worker.
    ///
    /// Whatever is wrong with the request is found before it is counted, and a request that was
    /// accepted before under its idempotency key is neither counted nor kept again.
    pub async fn submit(&self, submission: Submission) -> Result<Accepted, Refusal> {
        let Submission {
            asked,
            idempotency_key,
            correlation_id,
            client,
        } = submission;
        let once = idempotency_key.map(|key| Once {
            key,
            digest: digest(&asked),
        });
        let _turn = match &once {
            Some(once) => Some(self.turns.take(&once.key).await),
            None => None,
        };
        if let Some(once) = &once
            && let Some((digest, id)) = self.parts.jobs.created_by(&once.key).await?
        {
            return self.again(once, &digest, id).await;
        }
        let now = self.parts.clock.now();
        let purse = Purse::new(&self.parts.budget, &self.parts.limits, client, now);
        let plan = self.plan(&asked, &purse)?;
        if let Some(over) = self.overdrawn(&plan, &purse).await? {
            return Err(purse.refusal(over));
        }
        let left = self.count(&self.parts.limits.of_job(client)).await?;
        // After counting: whoever is beyond the limit shall not use up the moderator's patience as well.
        self.moderate(&plan.prompt).await?;

        let id = self.parts.ids.job(now);
        let run = |(planned, place): (Planned, u8)| {
            let id = RunId {
                job: id.clone(),
                place,
            };
            let Fitted {
                parameters,
                warnings,
            } = planned.fitted;
            Run {
                bill: planned.bill,
                ..Run::new(id, planned.model, parameters, warnings, now)
            }
        };
        let runs: Vec<Run> = plan.models.into_iter().zip(0..).map(run).collect();
        let job = Job {
            id: id.clone(),
            created: now,
            prompt: plan.prompt,
            parameters: plan.parameters,
            models: runs.iter().map(|run| run.model.clone()).collect(),
            correlation_id,
            favourite: false,
            trashed: None,
        };
        let within = purse.ceilings();
        match self
            .parts
            .jobs
            .create(&job, &runs, once.as_ref(), &within)
            .await?
        {
            Created::New => {}
            Created::Already(id) => return self.accepted(id).await,
            Created::Conflict => return Err(Refusal::KeyConflict),
            Created::Over(over) => return Err(purse.refusal(over)),
        }
        tracing::info!(job = %id, models = runs.len(), correlation_id = job.correlation_id, "job accepted");
        metrics::counter!("pixelprompt_jobs_accepted_total").increment(1);
        let models = runs.len();
        let named: Vec<_> = runs.into_iter().map(|run| (run.id, run.model)).collect();
        self.dispatch.wake(&named).await;
        Ok(Accepted { id, models, left })
    }

    /// A request whose idempotency key is known.
    async fn again(&self, once: &Once, digest: &str, id: JobId) -> Result<Accepted, Refusal> {
        if once.digest == digest {
            self.accepted(id).await
        } else {
            Err(Refusal::KeyConflict)
        }
    }

    async fn accepted(&self, id: JobId) -> Result<Accepted, Refusal> {
        let (job, _) = self.show(&id).await?;
        Ok(Accepted {
            id,
            models: job.models.len(),
            left: Vec::new(),
        })
    }
}

/// Of what is asked: requests that mean the same have the same.
fn digest(asked: &Asked) -> String {
    let Asked {
        prompt,
        steps,
        guidance,
        quality,
        seed,
        negative_prompt,
        size,
        models,
    } = asked;
    let size = size.map(|size| size.to_string());
    let meaning = serde_json::json!([
        prompt,
        steps,
        guidance,
        quality,
        seed,
        negative_prompt,
        size,
        models
    ]);
    hex::encode(Sha256::digest(meaning.to_string()))
}
