//! One attempt at a run, from the claim to its end.

use std::{panic::AssertUnwindSafe, sync::Arc};

use futures::FutureExt as _;
use pixelprompt_domain::{
    Claim, ErrorKind, Failure, Image, ImageRequest, Job, Outcome, Phase, Progress, ProviderError,
    Resending, Run, RunId, RunState, Timestamp,
};
use tokio_util::sync::CancellationToken;
use tracing::Instrument as _;

use super::{
    Shared,
    holding::{Holding, Lost},
    keep::keep,
    paint::{NoPicture, paint},
};
use crate::{Change, Entry};

/// A provider that says that it is busy is asked so many times more often before a run fails: it is
/// well, refuses without cost, and will get to the run.
const PATIENCE_WITH_THE_BUSY: u32 = 5;

/// What is to be done about the run after the attempt.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Nothing.
    Nothing,
    /// It is due again at this moment.
    DueAt(Timestamp),
}

/// What can interrupt an attempt.
#[derive(Default)]
pub(super) struct Signals {
    /// Somebody wants it to stop.
    pub(super) stop: CancellationToken,
    /// The process ends and cannot wait any longer.
    pub(super) released: CancellationToken,
}

/// How painting ended.
enum End {
    Painted(Image),
    Failed(ProviderError),
    /// Somebody wants it to stop.
    Stopped,
    /// The process ends and cannot wait any longer.
    Released,
    Lost,
}

/// Claims the run and sees it through. Whatever happens, the run has ended afterwards, or is due again.
pub(super) async fn attempt(shared: &Shared, id: &RunId, signals: &Signals) -> Next {
    let parts = &shared.parts;
    match parts.jobs.job(&id.job).await {
        Ok(Some((job, runs))) => {
            let Some(run) = runs.into_iter().find(|run| run.id == *id) else {
                return Next::Nothing;
            };
            let span = tracing::info_span!(
                "attempt", run = %run.id, model = %run.model, correlation_id = job.correlation_id
            );
            seen_through(shared, job, run, signals)
                .instrument(span)
                .await
        }
        Ok(None) => Next::Nothing,
        Err(error) => {
            tracing::error!(run = %id, %error, cause = ?error.source, "the job store failed");
            Next::DueAt(parts.clock.now().after(shared.settings.sweep))
        }
    }
}

async fn seen_through(shared: &Shared, job: Job, run: Run, signals: &Signals) -> Next {
    let parts = &shared.parts;
    let entry = parts.catalogue.get(&run.model);
    let resending = entry.map_or(Resending::MayBuyTwice, |entry| entry.provider.resending());
    let claimed = match claim(shared, &run, resending).await {
        Ok(Some(run)) => run,
        Ok(None) => return Next::Nothing,
        Err(due) => return Next::DueAt(due),
    };
    let holding = Holding::new(parts, claimed, signals.stop.clone());
    let Some(entry) = entry else {
        let detail = format!("the model {} is not configured any more", run.model);
        let error = ProviderError::new(ErrorKind::UnknownModel, Outcome::NotSent, detail);
        return failed(shared, &holding, &error, Resending::Free).await;
    };
    let request = ImageRequest {
        model: run.model.clone(),
        prompt: job.prompt,
        parameters: run.parameters,
        previews: shared.settings.previews && entry.info.capability.previews,
    };
    tracing::debug!("attempt begins");
    match painted(shared, &holding, entry, &request, signals).await {
        End::Painted(image) => finished(shared, &holding, image).await,
        End::Failed(error) => failed(shared, &holding, &error, resending).await,
        End::Stopped => stopped(&holding, resending).await,
        End::Released => released(shared, &holding, resending).await,
        End::Lost => {
            tracing::warn!("the run went to somebody else");
            Next::Nothing
        }
    }
}

/// The claimed run; `None` if it has ended or went to another worker; `Err` if it is not due before
/// that moment.
async fn claim(shared: &Shared, run: &Run, resending: Resending) -> Result<Option<Run>, Timestamp> {
    let parts = &shared.parts;
    let now = parts.clock.now();
    let claim = run.claim(now, shared.settings.lease, resending);
    let (next, ended) = match claim {
        Ok(Claim::Granted(next)) => (next, false),
        Ok(Claim::Ended(next)) => (next, true),
        Err(_) => return run.due().map_or(Ok(None), Err),
    };
    match parts.jobs.replace(&next).await {
        Ok(true) => {}
        Ok(false) => return Ok(None),
        Err(error) => {
            tracing::error!(%error, cause = ?error.source, "the job store failed");
            return Err(now.after(shared.settings.sweep));
        }
    }
    parts.tell(&next);
    Ok((!ended).then_some(next))
}

async fn painted(
    shared: &Shared,
    holding: &Holding<'_>,
    entry: &Entry,
    request: &ImageRequest,
    signals: &Signals,
) -> End {
    let parts = &shared.parts;
    let run = holding.run().await;
    // Asking by ticket costs nothing, and the picture may be ready.
    let has_ticket = matches!(
        run.state,
        RunState::InProgress {
            phase: Phase::Waiting { .. },
            ..
        }
    );
    if !has_ticket && !shared.admit(&request.model) {
        let detail = "the model rests after repeated failures";
        let error = ProviderError::new(ErrorKind::Unavailable, Outcome::NotSent, detail);
        return End::Failed(error);
    }
    let id = run.id;
    let watch = |progress: Progress| {
        let change = Change::Progress(id.clone(), Arc::new(progress));
        parts.events.publish(&id.job, change);
    };
    // A provider that panics fails its own run and nothing else.
    let painting = AssertUnwindSafe(paint(holding, entry, request, &watch)).catch_unwind();
    let result = tokio::select! {
        biased;
        () = signals.stop.cancelled() => return End::Stopped,
        () = signals.released.cancelled() => return End::Released,
        Lost = holding.keep_alive(shared.settings.lease) => return End::Lost,
        result = painting => result,
    };
    let error = match result {
        Ok(Ok(image)) => return End::Painted(image),
        Ok(Err(NoPicture::Lost)) => return End::Lost,
        Ok(Err(NoPicture::Provider(error))) => error,
        Err(_) => {
            let detail = "the provider's code panicked";
            ProviderError::new(ErrorKind::Internal, Outcome::Unknown, detail)
        }
    };
    shared.failed(&request.model, error.kind);
    End::Failed(error)
}

/// The picture is stored before the run is called completed. Neither a stop nor the end of the process
/// interrupts this: the picture has been paid for.
async fn finished(shared: &Shared, holding: &Holding<'_>, image: Image) -> Next {
    let run = holding.run().await;
    let cost = image.cost;
    let keeping = keep(
        &shared.parts,
        shared.settings.pictures,
        &shared.cores,
        &shared.trouble,
        &run,
        image,
    );
    let kept = tokio::select! {
        Lost = holding.keep_alive(shared.settings.lease) => return Next::Nothing,
        kept = keeping => kept,
    };
    let image = match kept {
        Ok(image) => image,
        Err(mut error) => {
            shared.failed(&run.model, error.kind);
            error.cost = cost;
            return failed(shared, holding, &error, Resending::MayBuyTwice).await;
        }
    };
    shared.succeeded(&run.model);
    // To lose the run here means that it has ended already, or that the store is gone.
    let _ = holding
        .step(|run, now| run.complete(now, image.clone(), cost))
        .await;
    Next::Nothing
}

async fn failed(
    shared: &Shared,
    holding: &Holding<'_>,
    error: &ProviderError,
    resending: Resending,
) -> Next {
    let run = holding.run().await;
    let random = shared.parts.ids.random();
    let tries = run.attempts - run.spent;
    let busy = error.kind == ErrorKind::RateLimited && error.outcome == Outcome::Refused;
    tracing::warn!(
        attempt = run.attempts, code = error.kind.code(), outcome = ?error.outcome,
        detail = error.detail, cause = ?error.source, "attempt failed"
    );
    let mut backoff = shared.settings.backoff();
    if busy {
        backoff.attempts *= PATIENCE_WITH_THE_BUSY;
    }
    if let Some(wait) = backoff.after(tries, error, random) {
        let until = shared.parts.clock.now().after(wait);
        if busy {
            // What one run is told holds for all: none of them asks before.
            shared.rest(&run.model, until);
        }
        return match holding.step(|run, now| run.put_off(now, until)).await {
            Ok(_) => Next::DueAt(until),
            Err(Lost) => Next::Nothing,
        };
    }
    // What costs nothing to ask again has not been billed, however it ended.
    let outcome = match (resending, error.outcome) {
        (Resending::Free, Outcome::Unknown) => Outcome::Refused,
        (_, outcome) => outcome,
    };
    let failure = Failure {
        kind: error.kind,
        outcome,
        cost: error.cost,
        gone: error.gone,
    };
    let _ = holding.step(|run, now| run.fail(now, failure)).await;
    Next::Nothing
}

async fn stopped(holding: &Holding<'_>, resending: Resending) -> Next {
    let outcome = whether_billed(&holding.run().await, resending);
    // To lose the run here means that it has ended already.
    let _ = holding
        .step(|run, now| run.fail(now, Failure::new(ErrorKind::Cancelled, outcome)))
        .await;
    Next::Nothing
}

/// Lets go of the run in a way that loses nothing: what was not sent, or has a ticket, is taken up
/// after the restart.
async fn released(shared: &Shared, holding: &Holding<'_>, resending: Resending) -> Next {
    let now = shared.parts.clock.now();
    let run = holding.run().await;
    let sent = matches!(
        run.state,
        RunState::InProgress {
            phase: Phase::Sent,
            ..
        }
    );
    if sent && resending == Resending::MayBuyTwice {
        let failure = Failure::new(ErrorKind::Interrupted, Outcome::Unknown);
        // To lose the run here means that it has ended already.
        let _ = holding.step(|run, now| run.fail(now, failure)).await;
        return Next::Nothing;
    }
    match holding.step(|run, _| run.put_off(now, now)).await {
        Ok(_) => Next::DueAt(now),
        Err(Lost) => Next::Nothing,
    }
}

/// How far an attempt got that is broken off now.
fn whether_billed(run: &Run, resending: Resending) -> Outcome {
    match &run.state {
        RunState::InProgress {
            phase: Phase::Sent | Phase::Waiting { .. },
            ..
        } if resending == Resending::MayBuyTwice => Outcome::Unknown,
        _ => Outcome::NotSent,
    }
}
