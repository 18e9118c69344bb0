//! How long people still have to wait: who stands before whom in a model's line.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use pixelprompt_domain::{ModelId, Run, RunId, RunState, StoreError};
use tokio::{sync::Mutex as Turn, time::Instant};

use crate::Engine;

/// How far into a line anybody looks. Who stands behind it only knows that the wait is long.
const LONGEST: usize = 1_000;

/// How long what was read holds: however many people look, each line is read once in that time.
const HOLDS: Duration = Duration::from_millis(900);

/// How soon it is read again for a run that was not there.
const LEAST: Duration = Duration::from_millis(100);

/// The lines as they were read lately.
#[derive(Clone, Default)]
pub(crate) struct Lines {
    known: Arc<Mutex<HashMap<ModelId, Arc<Turn<Line>>>>>,
}

impl Lines {
    fn of(&self, model: &ModelId) -> Arc<Turn<Line>> {
        // Each change is whole, so a panic elsewhere leaves nothing half done.
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(known.entry(model.clone()).or_default())
    }
}

/// A model's line.
#[derive(Default)]
struct Line {
    read: Option<Instant>,
    places: HashMap<RunId, usize>,
}

impl Line {
    /// Whether it tells where a run stands, or that nobody knows.
    fn tells(&self, run: &RunId) -> bool {
        let age = self.read.map(|read| read.elapsed());
        age.is_some_and(|age| age < LEAST || age < HOLDS && self.places.contains_key(run))
    }
}

impl Engine {
    /// For each run, how many of its model are in line before it, as of about this moment. `None` for
    /// runs that do not wait, that stand too far behind, or where the store does not say.
    pub async fn ahead(&self, runs: &[Run]) -> Vec<Option<usize>> {
        let mut ahead = Vec::with_capacity(runs.len());
        for run in runs {
            let waits = matches!(run.state, RunState::Pending { .. });
            ahead.push(if waits { self.place(run).await } else { None });
        }
        ahead
    }

    async fn place(&self, run: &Run) -> Option<usize> {
        let line = self.lines.of(&run.model);
        // Whoever comes while it is being read waits for that instead of reading it again.
        let mut line = line.lock().await;
        if !line.tells(&run.id)
            && let Err(error) = self.look(&run.model, &mut line).await
        {
            tracing::warn!(model = %run.model, %error, cause = ?error.source, "a line cannot be read");
        }
        line.places.get(&run.id).copied()
    }

    async fn look(&self, model: &ModelId, line: &mut Line) -> Result<(), StoreError> {
        // Also when it fails: the next one does not try at once.
        line.read = Some(Instant::now());
        line.places.clear();
        let runs = self.parts.jobs.line(model, LONGEST).await?;
        line.places = runs.into_iter().zip(0..).collect();
        Ok(())
    }
}
