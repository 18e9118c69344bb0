//! A prompt becomes a job.

use pixelprompt_domain::{
    Created, Job, JobId, Left, MAX_MODELS, ModelInfo, Once, Parameters, Prompt, PromptError, Run,
    RunId, Size, fit,
};
use sha2::{Digest as _, Sha256};

use crate::{Client, Engine, Refusal};

/// What somebody asks for, as it arrived.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The prompt.
    pub prompt: String,
    /// Refinements.
    pub steps: Option<u32>,
    /// How hard the prompt pulls.
    pub guidance: Option<f32>,
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
        let (prompt, parameters) = self.check(&asked)?;
        let models = self.choose(&asked.models)?;
        parameters.check(models.iter().map(|model| &model.capability))?;
        let left = self.count(&self.parts.limits.of_job(client)).await?;

        let now = self.parts.clock.now();
        let id = self.parts.ids.job(now);
        let run = |(model, place): (&&ModelInfo, u8)| {
            let fitted = fit(&parameters, &model.capability);
            let id = RunId {
                job: id.clone(),
                place,
            };
            Run::new(
                id,
                model.id.clone(),
                fitted.parameters,
                fitted.warnings,
                now,
            )
        };
        let runs: Vec<Run> = models.iter().zip(0..).map(run).collect();
        let job = Job {
            id: id.clone(),
            created: now,
            prompt,
            parameters,
            models: runs.iter().map(|run| run.model.clone()).collect(),
            correlation_id,
            favourite: false,
            trashed: None,
        };
        match self.parts.jobs.create(&job, &runs, once.as_ref()).await? {
            Created::New => {}
            Created::Already(id) => return self.accepted(id).await,
            Created::Conflict => return Err(Refusal::KeyConflict),
        }
        tracing::info!(job = %id, models = runs.len(), correlation_id = job.correlation_id, "job accepted");
        metrics::counter!("pixelprompt_jobs_accepted_total").increment(1);
        let models = runs.len();
        let named: Vec<_> = runs.into_iter().map(|run| (run.id, run.model)).collect();
        self.dispatch.wake(&named);
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

    fn check(&self, asked: &Asked) -> Result<(Prompt, Parameters), Refusal> {
        let prompt = Prompt::new(&asked.prompt)?;
        self.parts.filter.check(&prompt)?;
        let negative = asked.negative_prompt.as_deref().map(Prompt::new);
        let negative_prompt = match negative {
            None | Some(Err(PromptError::Empty)) => None,
            Some(Ok(negative)) => Some(negative),
            Some(Err(PromptError::TooLong { chars })) => {
                return Err(Refusal::NegativeTooLong { chars });
            }
        };
        // Not filtered: it says what shall not be seen, and "nude" is a good thing to exclude.
        let parameters = Parameters {
            steps: asked.steps,
            guidance: asked.guidance,
            seed: Some(asked.seed.unwrap_or_else(|| self.draw_seed())),
            negative_prompt,
            size: asked.size,
        };
        Ok((prompt, parameters))
    }

    fn choose(&self, names: &[String]) -> Result<Vec<&ModelInfo>, Refusal> {
        let catalogue = &self.parts.catalogue;
        if names.is_empty() {
            let all = catalogue.entries().iter().take(MAX_MODELS);
            return Ok(all.map(|entry| &entry.info).collect());
        }
        if names.len() > MAX_MODELS {
            return Err(Refusal::ModelCount(names.len()));
        }
        let mut chosen: Vec<&ModelInfo> = Vec::with_capacity(names.len());
        for name in names {
            let model = &catalogue.find(name)?.info;
            if chosen.iter().any(|other| other.id == model.id) {
                return Err(Refusal::ChosenTwice(model.id.clone()));
            }
            chosen.push(model);
        }
        Ok(chosen)
    }

    /// Small enough to be typed again.
    fn draw_seed(&self) -> u64 {
        (self.parts.ids.random() & u128::from(u32::MAX)) as u64
    }
}

/// Of what is asked: requests that mean the same have the same.
fn digest(asked: &Asked) -> String {
    let Asked {
        prompt,
        steps,
        guidance,
        seed,
        negative_prompt,
        size,
        models,
    } = asked;
    let size = size.map(|size| size.to_string());
    let meaning = serde_json::json!([prompt, steps, guidance, seed, negative_prompt, size, models]);
    hex::encode(Sha256::digest(meaning.to_string()))
}
