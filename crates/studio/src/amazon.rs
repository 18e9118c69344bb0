//! Amazon's services: the queue that tells functions of work, and where secrets are kept.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use pixelprompt_aws::{Aws, AwsClient, AwsError, AwsKey, AwsSettings, SQS};
use pixelprompt_config::{Amazon, Config};
use pixelprompt_domain::{Ids as _, ModelId, RunId};
use pixelprompt_engine::{Dispatch, RandomIds};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::NoStudio;

/// As many messages go in one call.
const BATCH: usize = 10;

/// The longest that a message can be held back.
const LONGEST_DELAY: Duration = Duration::from_mins(15);

/// The way to Amazon's services, for whoever the configuration says we are.
pub fn amazon(amazon: &Amazon) -> Result<Aws, NoStudio> {
    let key = AwsKey::parse(&amazon.key)
        .ok_or_else(|| NoStudio::internal("the key to Amazon's services is none"))?;
    amazon_as(&amazon.region, key)
}

/// The same, before there is a configuration.
pub fn amazon_as(region: &str, key: AwsKey) -> Result<Aws, NoStudio> {
    let settings = AwsSettings::new(region, Arc::new(key), std::time::SystemTime::now, || {
        RandomIds.random() as u64
    });
    Aws::new(settings).map_err(NoStudio::internal)
}

/// A message: this run waits for a worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hint {
    /// The run.
    pub run: RunId,
    /// Its model.
    pub model: ModelId,
}

/// Tells functions of work, by one message a run. A message is a hint: one that is lost, doubled or late does
/// no harm.
#[derive(Clone, Debug)]
pub struct Queue {
    client: AwsClient,
    url: String,
}

/// Messages that the queue did not take.
#[derive(Debug, thiserror::Error)]
pub enum NotSent {
    /// It could not be asked.
    #[error("the queue could not be asked")]
    Failed(#[from] AwsError),
    /// It refused some of them.
    #[error("the queue refused {0} messages")]
    Refused(usize),
}

impl Queue {
    /// The queue of a configuration; `None` if it has none. Nobody is asked yet.
    pub fn of(config: &Config, aws: &Aws) -> Result<Option<Self>, NoStudio> {
        let Some(url) = &config.queue.url else {
            return Ok(None);
        };
        let endpoint = config.queue.endpoint.as_ref().map(url::Url::as_str);
        let client = aws.service(SQS, endpoint).map_err(NoStudio::internal)?;
        Ok(Some(Self {
            client,
            url: url.to_string(),
        }))
    }

    /// Tells of these runs after a while, at most a quarter of an hour: whoever hears of a run that is not due
    /// yet tells of it again.
    pub async fn tell(&self, runs: &[(RunId, ModelId)], after: Duration) -> Result<(), NotSent> {
        // Late rather than early, who comes early has to be sent away again.
        let delay = after.min(LONGEST_DELAY).as_millis().div_ceil(1_000);
        for runs in runs.chunks(BATCH) {
            let entry = |(place, (run, model)): (usize, &(RunId, ModelId))| {
                let hint = Hint {
                    run: run.clone(),
                    model: model.clone(),
                };
                json!({
                    "Id": place.to_string(),
                    "DelaySeconds": delay,
                    "MessageBody": json!(hint).to_string(),
                })
            };
            let entries: Vec<_> = runs.iter().enumerate().map(entry).collect();
            let asked = json!({ "QueueUrl": self.url, "Entries": entries });
            let answer = self.client.call("SendMessageBatch", &asked).await?;
            match answer["Failed"].as_array().map_or(0, Vec::len) {
                0 => {}
                refused => return Err(NotSent::Refused(refused)),
            }
        }
        Ok(())
    }
}

#[async_trait]
impl Dispatch for Queue {
    async fn wake(&self, runs: &[(RunId, ModelId)]) {
        if let Err(error) = self.tell(runs, Duration::ZERO).await {
            // The job is kept: the next sweep finds its runs.
            tracing::error!(%error, cause = ?std::error::Error::source(&error), "no worker was told of new runs");
        }
    }

    /// The store says so already, and the worker looks there whenever it renews its lease.
    async fn stop(&self, _run: &RunId) {}
}
