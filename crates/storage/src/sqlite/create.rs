//! Keeping a new job.

use pixelprompt_domain::{Booking, Ceiling, Created, Job, JobId, Once, Run};
use rusqlite::{Connection, OptionalExtension, params};

use super::columns::{RunRow, integer};
use super::index::{learn, make_findable};
use super::{Fault, accounts, rank};

/// What goes into the tables, made ready before the writing thread has to wait for it.
pub(super) struct Rows {
    pub(super) job: Job,
    body: String,
    runs: Vec<RunRow>,
    once: Option<Once>,
    bookings: Vec<Booking>,
    within: Vec<Ceiling>,
}

impl Rows {
    pub(super) fn new(
        job: &Job,
        runs: &[Run],
        once: Option<&Once>,
        within: &[Ceiling],
    ) -> Result<Self, Fault> {
        Ok(Self {
            job: job.clone(),
            body: serde_json::to_string(job)?,
            runs: runs.iter().map(RunRow::new).collect::<Result<_, _>>()?,
            once: once.cloned(),
            bookings: Booking::of(runs.iter().map(|run| (None, &run.bill))),
            within: within.to_vec(),
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
        if let Some(over) = accounts::book(db, &self.bookings, &self.within)? {
            return Ok(Created::Over(over));
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

/// The greatest rank that is taken in a millisecond.
pub(super) const TAKEN: &str = "SELECT max(rank) FROM jobs WHERE rank BETWEEN ? AND ?";

fn free_rank(db: &Connection, id: &JobId) -> Result<i64, Fault> {
    let first = rank::first(id);
    let last = first + (rank::PER_MILLISECOND - 1);
    let taken: Option<i64> = db
        .prepare_cached(TAKEN)?
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
