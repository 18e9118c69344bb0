//! What is told and counted of runs that end.

use pixelprompt_domain::{Run, RunState};

/// Tells how a run ended, if that is what its last change was.
pub(crate) fn changed(run: &Run) {
    let how = match &run.state {
        RunState::Completed { .. } => "completed",
        RunState::Cancelled => "cancelled",
        RunState::Error { kind, .. } => kind.code(),
        RunState::Pending { .. } | RunState::InProgress { .. } => return,
    };
    let seconds = run
        .changed
        .since(run.began.unwrap_or(run.changed))
        .as_secs_f64();
    let model = run.model.to_string();
    let (attempts, (cost, _)) = (run.attempts, run.cost());
    tracing::info!(run = %run.id, model, how, seconds, attempts, %cost, "run ended");
    metrics::counter!("pixelprompt_runs_ended_total", "model" => model.clone(), "how" => how)
        .increment(1);
    metrics::histogram!("pixelprompt_run_seconds", "model" => model).record(seconds);
}
