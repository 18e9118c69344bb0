//! Jobs and runs as their rows hold them.

use pixelprompt_domain::{Job, Run, RunState, Timestamp};

use super::Fault;

/// A run as its row holds it.
pub(super) struct RunRow {
    pub(super) version: i64,
    pub(super) due: Option<i64>,
    pub(super) held: bool,
    pub(super) body: String,
    pub(super) model: String,
    pub(super) place: u8,
}

impl RunRow {
    pub(super) fn new(run: &Run) -> Result<Self, Fault> {
        Ok(Self {
            version: i64::try_from(run.version)?,
            due: run.due().map(integer),
            held: matches!(run.state, RunState::InProgress { .. }),
            body: serde_json::to_string(run)?,
            model: run.model.to_string(),
            place: run.id.place,
        })
    }
}

/// A moment as a column holds it. Those beyond the year 292,277,024 are all the same.
pub(super) fn integer(time: Timestamp) -> i64 {
    i64::try_from(time.0).unwrap_or(i64::MAX)
}

/// Reads a job from the columns `body`, `favourite`, `trashed`.
pub(super) fn job(row: &rusqlite::Row<'_>) -> Result<Job, Fault> {
    let mut job: Job = serde_json::from_str(row.get_ref(0)?.as_str()?)?;
    job.favourite = row.get(1)?;
    job.trashed = row
        .get::<_, Option<i64>>(2)?
        .map(|time| Timestamp(time.cast_unsigned()));
    Ok(job)
}
