//! The worker: called for each run, and each minute.

use std::{
    pin::pin,
    time::{Duration, SystemTime},
};

use lambda_runtime::{Context, Error, LambdaEvent, service_fn};
use pixelprompt_config::Config;
use pixelprompt_domain::{ModelId, RunId, Timestamp};
use pixelprompt_studio::{Hint, NotSent, Queue, Studio, amazon};
use tokio_util::sync::CancellationToken;

use crate::{
    event::{Event, FailedMessage, Failures, Message},
    setup::NotReady,
};

/// Before the function's time is over it lets go of the run so long, and tells of it again.
const LAST_WORDS: Duration = Duration::from_secs(15);

/// A run that has been due for so long was not told of, or whoever was told of it died. Younger ones are on
/// their way through the queue.
const FORGOTTEN: Duration = Duration::from_mins(1);

/// At most so many runs are told of again each minute: behind a long queue the oldest are only waiting, and
/// telling of all of them again and again would make it longer.
const SWEPT: usize = 100;

/// Answers events until Lambda ends the process.
pub(crate) async fn run(config: &Config) -> Result<(), Error> {
    let studio = Studio::for_function(config)?;
    let queue = match &config.amazon {
        Some(found) => Queue::of(config, &amazon(found)?)?,
        None => None,
    };
    let queue = queue.ok_or(NotReady::Alone("PIXELPROMPT_QUEUE_URL", "name the queue"))?;
    let works = Works { studio, queue };
    let works = &works;
    lambda_runtime::run(service_fn(async move |event: LambdaEvent<Event>| {
        works.answer(event).await
    }))
    .await
}

struct Works {
    studio: Studio,
    queue: Queue,
}

impl Works {
    async fn answer(&self, event: LambdaEvent<Event>) -> Result<Failures, Error> {
        match event.payload {
            Event::Messages { records } => Ok(self.see_through(&records, &event.context).await),
            Event::Tick { .. } => {
                self.sweep().await?;
                Ok(Failures::default())
            }
        }
    }

    /// Those that could not be dealt with are delivered again, and in the end laid aside for people to look at.
    async fn see_through(&self, messages: &[Message], context: &Context) -> Failures {
        let mut failed = Failures::default();
        for message in messages {
            if let Err(error) = self.deal_with(message, context).await {
                tracing::error!(%error, message = message.id, "a message could not be dealt with");
                let id = message.id.clone();
                failed.failures.push(FailedMessage { id });
            }
        }
        failed
    }

    async fn deal_with(&self, message: &Message, context: &Context) -> Result<(), Error> {
        let hint: Hint = serde_json::from_str(&message.body)?;
        let due = self.in_time(&hint.run, time_left(context)).await;
        if let Some(moment) = due {
            let wait = moment.since(self.studio.engine.now());
            self.tell(&[(hint.run, hint.model)], wait).await?;
        }
        Ok(())
    }

    /// Sees a run through, or lets go of it when the time is over.
    async fn in_time(&self, run: &RunId, time: Duration) -> Option<Timestamp> {
        let released = CancellationToken::new();
        let mut seen = pin!(self.studio.worker.see_through(run, released.clone()));
        tokio::select! {
            due = &mut seen => due,
            () = tokio::time::sleep(time) => {
                tracing::warn!(%run, "letting go of a run: the function's time is over");
                released.cancel();
                seen.await
            }
        }
    }

    /// Tells of runs that were forgotten.
    async fn sweep(&self) -> Result<(), Error> {
        let forgotten = self.studio.engine.forgotten(FORGOTTEN, SWEPT).await?;
        if !forgotten.is_empty() {
            tracing::info!(runs = forgotten.len(), "telling of runs again");
            self.tell(&forgotten, Duration::ZERO).await?;
        }
        Ok(())
    }

    async fn tell(&self, runs: &[(RunId, ModelId)], after: Duration) -> Result<(), NotSent> {
        self.queue.tell(runs, after).await
    }
}

/// How long the run may be held.
fn time_left(context: &Context) -> Duration {
    let now = SystemTime::now();
    context
        .deadline()
        .duration_since(now.min(context.deadline()))
        .unwrap_or_default()
        .saturating_sub(LAST_WORDS)
}
