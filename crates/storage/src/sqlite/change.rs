//! Changing and forgetting jobs.

use pixelprompt_domain::{JobId, Mark};
use rusqlite::{Connection, OptionalExtension, params};

use super::Fault;
use super::columns::{integer, job};
use super::index::{hide, make_findable, unlearn};

/// Changes what people may change. False if there is no such job.
pub(super) fn mark(db: &Connection, id: &JobId, mark: Mark) -> Result<bool, Fault> {
    let marked = match mark {
        Mark::Favourite(favourite) => db
            .prepare_cached("UPDATE jobs SET favourite = ? WHERE id = ? RETURNING rank")?
            .query_row(params![favourite, id.as_str()], |row| row.get(0)),
        Mark::Trashed(since) => db
            .prepare_cached("UPDATE jobs SET trashed = ? WHERE id = ? RETURNING rank")?
            .query_row(params![since.map(integer), id.as_str()], |row| row.get(0)),
    };
    let Some(rank) = marked.optional()? else {
        return Ok(false);
    };
    let job = db
        .prepare_cached("SELECT body, favourite, trashed FROM jobs WHERE rank = ?")?
        .query_row((rank,), |row| Ok(job(row)))??;
    hide(db, rank)?;
    make_findable(db, rank, &job)?;
    Ok(true)
}

/// Forgets a job with its runs and its request. False if there was none.
pub(super) fn forget(db: &Connection, id: &JobId) -> Result<bool, Fault> {
    let forgotten = db
        .prepare_cached(
            "DELETE FROM jobs WHERE id = ? AND NOT EXISTS
             (SELECT 1 FROM runs WHERE runs.job = jobs.rank AND runs.due IS NOT NULL)
             RETURNING body, favourite, trashed, rank",
        )?
        .query_row((id.as_str(),), |row| Ok((job(row), row.get(3)?)))
        .optional()?;
    let Some((job, rank)) = forgotten else {
        return Ok(false);
    };
    hide(db, rank)?;
    unlearn(db, &job?)?;
    Ok(true)
}
