//! Asks a provider until there is a picture.

use std::time::Duration;

use pixelprompt_domain::{
    Answer, ErrorKind, Image, ImageRequest, Outcome, Phase, Progress, ProviderError, Resending,
    RunState, Ticket,
};
use tokio::time::{Instant, sleep, timeout_at};

use super::holding::{Holding, Lost};
use crate::Entry;

const SHORTEST_POLL: Duration = Duration::from_millis(50);
const LONGEST_POLL: Duration = Duration::from_secs(30);

/// How painting ended without a picture.
pub(super) enum NoPicture {
    Provider(ProviderError),
    Lost,
}

impl From<Lost> for NoPicture {
    fn from(Lost: Lost) -> Self {
        Self::Lost
    }
}

impl From<ProviderError> for NoPicture {
    fn from(error: ProviderError) -> Self {
        Self::Provider(error)
    }
}

/// Goes on from the run's phase: sends the request, or asks by the ticket that an earlier attempt
/// left. Each phase is stored before the step that it names, so that whoever comes after a crash
/// knows what may have been bought.
pub(super) async fn paint(
    holding: &Holding<'_>,
    entry: &Entry,
    request: &ImageRequest,
    watch: &(dyn Fn(Progress) + Send + Sync),
) -> Result<Image, NoPicture> {
    let deadline = Instant::now() + entry.settings.timeout;
    let run = holding.run().await;
    let provider = entry.provider.as_ref();
    let mut answer = if let RunState::InProgress {
        phase: Phase::Waiting { ticket },
        ..
    } = run.state
    {
        Answer::Pending(ticket)
    } else {
        legible(entry, request)?;
        holding.step(pixelprompt_domain::Run::sent).await?;
        timeout_at(deadline, provider.submit(request, watch))
            .await
            .map_err(|_| late(entry))??
    };
    loop {
        let ticket = match answer {
            Answer::Ready(images) => {
                let first = images.into_iter().next();
                return Ok(first.ok_or_else(|| {
                    let detail = "the provider answered without a picture";
                    ProviderError::new(ErrorKind::BadResponse, Outcome::Answered, detail)
                })?);
            }
            Answer::Pending(ticket) => ticket,
        };
        let stored = ticket.clone();
        holding
            .step(move |run, now| run.waiting(now, stored.clone()))
            .await?;
        answer = timeout_at(deadline, poll(entry, request, &ticket, watch))
            .await
            .map_err(|_| late(entry))??;
    }
}

/// Refuses a prompt that is longer than the model reads, before it is paid for.
fn legible(entry: &Entry, request: &ImageRequest) -> Result<(), ProviderError> {
    let chars = request.prompt.as_str().chars().count();
    match entry.info.capability.prompt_chars {
        Some(most) if chars > most as usize => {
            let detail = format!("the prompt has {chars} characters, the model reads {most}");
            Err(ProviderError::new(
                ErrorKind::PromptTooLong,
                Outcome::NotSent,
                detail,
            ))
        }
        _ => Ok(()),
    }
}

/// Asks by ticket. Asking is free, so what goes wrong on the way is only a reason to ask again.
async fn poll(
    entry: &Entry,
    request: &ImageRequest,
    ticket: &Ticket,
    watch: &(dyn Fn(Progress) + Send + Sync),
) -> Result<Answer, ProviderError> {
    let mut pause = ticket.poll_after.clamp(SHORTEST_POLL, LONGEST_POLL);
    loop {
        sleep(pause).await;
        match entry.provider.poll(request, ticket, watch).await {
            Ok(answer) => return Ok(answer),
            Err(error) if error.kind.is_transient() => {
                pause = match error.retry_after {
                    // The model's time limit ends what waits for too long.
                    Some(asked) => asked.max(SHORTEST_POLL),
                    None => (pause * 2).min(LONGEST_POLL),
                };
                tracing::warn!(model = %entry.info.id, %error, "asking by ticket failed, trying again");
            }
            Err(error) => return Err(error),
        }
    }
}

fn late(entry: &Entry) -> ProviderError {
    let seconds = entry.settings.timeout.as_secs_f32();
    let outcome = match entry.provider.resending() {
        Resending::Free => Outcome::Refused,
        Resending::MayBuyTwice => Outcome::Unknown,
    };
    ProviderError::new(
        ErrorKind::TimedOut,
        outcome,
        format!("no picture after {seconds} s"),
    )
}
