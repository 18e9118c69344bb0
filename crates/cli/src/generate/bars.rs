//! Shows how far each model is.

use std::time::Instant;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use pixelprompt_domain::{ErrorKind, Progress, Run, RunId, RunState};

/// A bar for each run, on a terminal only: elsewhere nothing is drawn.
pub(super) struct Bars {
    bars: Vec<(ProgressBar, Instant)>,
    /// Draws the bars as long as it lives.
    _drawn: MultiProgress,
}

impl Bars {
    /// In the order of the runs.
    pub(super) fn new(runs: &[Run]) -> Self {
        let drawn = MultiProgress::with_draw_target(ProgressDrawTarget::stderr());
        let widest = runs.iter().map(|run| run.model.as_str().len()).max();
        let bars = runs.iter().map(|run| {
            let bar = drawn.add(bar(run, widest.unwrap_or(0)));
            // Shows it at once, so that the bars stand in the order of the runs.
            bar.tick();
            (bar, Instant::now())
        });
        Self {
            bars: bars.collect(),
            _drawn: drawn,
        }
    }

    /// A run is a step further; with step 0 it has come to the end of the line.
    pub(super) fn step(&mut self, run: &RunId, progress: &Progress) {
        let Some((bar, began)) = self.bars.get_mut(usize::from(run.place)) else {
            return;
        };
        if progress.step == 0 {
            *began = Instant::now();
        }
        bar.set_length(progress.steps.into());
        bar.set_position(progress.step.into());
    }

    /// A run has ended; tells the seconds since it began.
    pub(super) fn end(&mut self, run: &Run) -> f64 {
        let Some((bar, began)) = self.bars.get(usize::from(run.id.place)) else {
            return 0.0;
        };
        let seconds = began.elapsed().as_secs_f64();
        bar.abandon_with_message(match &run.state {
            RunState::Completed { .. } => format!("{seconds:.1} s"),
            RunState::Error { kind, .. } => kind.to_string(),
            _ => ErrorKind::Cancelled.to_string(),
        });
        seconds
    }
}

fn bar(run: &Run, width: usize) -> ProgressBar {
    let steps = run.parameters.steps.unwrap_or(1);
    let bar = ProgressBar::new(steps.into()).with_prefix(format!("{:<width$}", run.model.as_str()));
    match ProgressStyle::with_template("{prefix} {bar:30} {pos:>2}/{len:<2} {msg}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
