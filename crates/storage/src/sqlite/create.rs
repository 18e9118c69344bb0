//! Keeping a new job.

use pixelprompt_domain::{Created, Job, JobId, Mark, Once, Run, RunState, Timestamp};
use rusqlite::{Connection, OptionalExtension, params};

use super::{Fault, rank};
use crate::words::words;

/// What goes into the tables, made ready before the writing thread has to wait for it.
pub(super) struct Rows {
    pub(super) job: Job,
    body: String,
    runs: Vec<RunRow>,
    once: Option<Once>,
}

/// A run as its row holds it.
pub(super) struct RunRow {
    pub(super) version: i64,
    pub(super) due: Option<i64>,
    pub(super) held: bool,
    pub(super) body: String,
    model: String,
    place: u8,
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

impl Rows {
    pub(super) fn new(job: &Job, runs: &[Run], once: Option<&Once>) -> Result<Self, Fault> {
        Ok(Self {
            job: job.clone(),
            body: serde_json::to_string(job)?,
            runs: runs.iter().map(RunRow::new).collect::<Result<_, _>>()?,
            once: once.cloned(),
        })
    }

    pub(super) fn insert(&self, db: &Connection) -> Result<Created, Fault> {
        if let Some(once) = &self.once
            && let Some((digest, id)) = request(db, &once.key)?
        {
            return Ok(if digest == once.digest {
                Created::Already(id)
            } else {
                Created::Conflict
            });
        }
        let rank = free_rank(db, &self.job.id)?;
        db.prepare_cached(
            "INSERT INTO jobs (rank, id, favourite, trashed, body) VALUES (?, ?, ?, ?, ?)",
        )?
        .execute(params![
            rank,
            self.job.id.as_str(),
            self.job.favourite,
            self.job.trashed.map(integer),
            self.body
        ])?;
        let mut insert = db.prepare_cached(
            "INSERT INTO runs (job, place, model, version, due, held, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
        )?;
        for run in &self.runs {
            insert.execute(params![
                rank,
                run.place,
                run.model,
                run.version,
                run.due,
                run.held,
                run.body
            ])?;
        }
        if let Some(once) = &self.once {
            db.prepare_cached("INSERT INTO requests (key, digest, job) VALUES (?, ?, ?)")?
                .execute(params![once.key, once.digest, rank])?;
        }
        make_findable(db, rank, &self.job)?;
        learn(db, &self.job)?;
        Ok(Created::New)
    }
}

/// The digest and the job of an earlier request with this key.
pub(super) fn request(db: &Connection, key: &str) -> Result<Option<(String, JobId)>, Fault> {
    let found = db
        .prepare_cached(
            "SELECT digest, id FROM requests JOIN jobs ON jobs.rank = requests.job WHERE key = ?",
        )?
        .query_row((key,), |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))
        .optional()?;
    Ok(match found {
        Some((digest, id)) => Some((digest, id.parse()?)),
        None => None,
    })
}

fn free_rank(db: &Connection, id: &JobId) -> Result<i64, Fault> {
    let first = rank::first(id);
    let last = first + (rank::PER_MILLISECOND - 1);
    let taken: Option<i64> = db
        .prepare_cached("SELECT max(rank) FROM jobs WHERE rank BETWEEN ? AND ?")?
        .query_row((first, last), |row| row.get(0))?;
    match taken {
        None => Ok(first),
        Some(taken) if taken < last => Ok(taken + 1),
        Some(_) => Err(Crowded.into()),
    }
}

/// More jobs in a millisecond than can be told apart; only a clock that stands still makes them.
#[derive(Debug, thiserror::Error)]
#[error("{} jobs have ids of the same millisecond", rank::PER_MILLISECOND)]
struct Crowded;

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
    let rank = db
        .prepare_cached("DELETE FROM jobs WHERE id = ? RETURNING rank")?
        .query_row((id.as_str(),), |row| row.get(0))
        .optional()?;
    if let Some(rank) = rank {
        hide(db, rank)?;
    }
    Ok(rank.is_some())
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

fn make_findable(db: &Connection, rank: i64, job: &Job) -> Result<(), Fault> {
    db.prepare_cached("INSERT INTO search (rowid, words, tags) VALUES (?, ?, ?)")?
        .execute((rank, words(job.prompt.as_str()).join(" "), tags(job)))?;
    Ok(())
}

fn learn(db: &Connection, job: &Job) -> Result<(), Fault> {
    let mut insert = db.prepare_cached("INSERT OR IGNORE INTO vocabulary (word) VALUES (?)")?;
    for word in words(job.prompt.as_str()) {
        insert.execute((word,))?;
    }
    Ok(())
}

fn hide(db: &Connection, rank: i64) -> Result<(), Fault> {
    db.prepare_cached("DELETE FROM search WHERE rowid = ?")?
        .execute((rank,))?;
    Ok(())
}

fn tags(job: &Job) -> String {
    let mut tags: Vec<String> = job
        .models
        .iter()
        .map(|model| model_tag(model.as_str()))
        .collect();
    tags.sort();
    tags.dedup();
    tags.push(trash_tag(job.trashed.is_some()).to_owned());
    if job.favourite {
        tags.push(FAVOURITE_TAG.to_owned());
    }
    tags.join(" ")
}

/// The tag of jobs that are marked.
pub(super) const FAVOURITE_TAG: &str = "favourite";

/// The tag of jobs in or outside the trash.
pub(super) fn trash_tag(trashed: bool) -> &'static str {
    if trashed { "trashed" } else { "kept" }
}

/// The tag of a model's jobs: its id in hexadecimal, for the tokenizer only keeps letters and digits
/// and knows no difference between upper and lower case.
pub(super) fn model_tag(model: &str) -> String {
    use std::fmt::Write;
    let mut tag = String::from("model");
    for byte in model.bytes() {
        write!(tag, "{byte:02x}").ok();
    }
    tag
}
