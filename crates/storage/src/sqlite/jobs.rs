//! The job store's port.

use std::sync::Arc;

use async_trait::async_trait;
use pixelprompt_domain::{
    Booking, Ceiling, Created, Job, JobId, JobStore, Mark, ModelId, Money, Once, Page, Replaced,
    Run, RunId, StoreError, Timestamp, Wanted,
};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::columns::{self, RunRow, integer};
use super::create::{self, Rows};
use super::snapshots::Snapshot;
use super::writer::Change;
use super::{Fault, Shared, accounts, change, page};

/// A [`JobStore`] in SQLite.
#[derive(Clone)]
pub struct SqliteJobs {
    shared: Arc<Shared>,
}

impl SqliteJobs {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    async fn snapshot(
        &self,
        doing: &'static str,
        id: &JobId,
    ) -> Result<Option<Snapshot>, StoreError> {
        if let Some(snapshot) = self.shared.snapshots.get(id) {
            return Ok(Some(snapshot));
        }
        let snapshots = self.shared.snapshots.clone();
        let id = id.clone();
        let question = move |db: &Connection| snapshots.get_or_read(&id, || read(db, &id));
        self.shared.read(doing, question).await
    }
}

#[async_trait]
impl JobStore for SqliteJobs {
    async fn create(
        &self,
        job: &Job,
        runs: &[Run],
        once: Option<&Once>,
        within: &[Ceiling],
    ) -> Result<Created, StoreError> {
        let doing = "create a job";
        let rows =
            Rows::new(job, runs, once, within).map_err(|source| StoreError { doing, source })?;
        let runs = runs.to_vec();
        let create = move |db: &Connection, changes: &mut Vec<Change>| {
            let created = rows.insert(db)?;
            if created == Created::New {
                changes.push(Change::Created(Arc::new((rows.job, runs))));
            }
            Ok(created)
        };
        self.shared.write(doing, create).await
    }

    async fn created_by(&self, key: &str) -> Result<Option<(String, JobId)>, StoreError> {
        let key = key.to_owned();
        let question = move |db: &Connection| create::request(db, &key);
        self.shared.read("find a request", question).await
    }

    async fn job(&self, id: &JobId) -> Result<Option<(Job, Vec<Run>)>, StoreError> {
        let snapshot = self.snapshot("read a job", id).await?;
        Ok(snapshot.map(Arc::unwrap_or_clone))
    }

    async fn run(&self, id: &RunId) -> Result<Option<Run>, StoreError> {
        let snapshot = self.snapshot("read a run", &id.job).await?;
        Ok(snapshot.and_then(|snapshot| snapshot.1.iter().find(|run| run.id == *id).cloned()))
    }

    async fn replace_within(&self, run: &Run, within: &[Ceiling]) -> Result<Replaced, StoreError> {
        let doing = "change a run";
        let row = RunRow::new(run).map_err(|source| StoreError { doing, source })?;
        let (run, within) = (run.clone(), within.to_vec());
        let replace = move |db: &Connection, changes: &mut Vec<Change>| {
            // Most runs take nothing of any budget, and never did.
            let bookings = if run.bill.accounts.is_empty() {
                Vec::new()
            } else {
                match predecessor(db, &run)? {
                    Some(before) => Booking::of([(Some(&before.bill), &run.bill)]),
                    None => return Ok(Replaced::No),
                }
            };
            if let Some(over) = accounts::book(db, &bookings, &within)? {
                return Ok(Replaced::Over(over));
            }
            let replaced = db
                .prepare_cached(
                    "UPDATE runs SET version = ?1, due = ?2, held = ?3, body = ?4
                     WHERE job = (SELECT rank FROM jobs WHERE id = ?5) AND place = ?6 AND version = ?1 - 1",
                )?
                .execute(params![
                    row.version,
                    row.due,
                    row.held,
                    row.body,
                    run.id.job.as_str(),
                    run.id.place
                ])?
                == 1;
            if !replaced {
                return Ok(Replaced::No);
            }
            changes.push(Change::Replaced(Box::new(run)));
            Ok(Replaced::Yes)
        };
        self.shared.write(doing, replace).await
    }

    async fn spent(&self, of: &[String]) -> Result<Vec<Money>, StoreError> {
        let of = of.to_vec();
        let question = move |db: &Connection| {
            let moment = db.unchecked_transaction()?;
            of.iter()
                .map(|account| accounts::spent(&moment, account))
                .collect()
        };
        self.shared.read("read the budgets", question).await
    }

    async fn due(
        &self,
        now: Timestamp,
        except: &[ModelId],
        limit: usize,
    ) -> Result<Vec<(RunId, ModelId)>, StoreError> {
        let except = except.to_vec();
        let question = move |db: &Connection| due(db, now, &except, limit);
        self.shared.read("find runs that are due", question).await
    }

    async fn line(&self, model: &ModelId, limit: usize) -> Result<Vec<RunId>, StoreError> {
        let model = model.clone();
        let question = move |db: &Connection| line(db, &model, limit);
        self.shared.read("find runs that wait", question).await
    }

    async fn leased(&self, now: Timestamp) -> Result<Vec<RunId>, StoreError> {
        let question = move |db: &Connection| leased(db, now);
        self.shared.read("find runs at work", question).await
    }

    async fn page(&self, wanted: &Wanted) -> Result<Page, StoreError> {
        let wanted = wanted.clone();
        let question = move |db: &Connection| page::page(db, &wanted);
        self.shared.read("list jobs", question).await
    }

    async fn mark(&self, id: &JobId, mark: Mark) -> Result<bool, StoreError> {
        let id = id.clone();
        let change = move |db: &Connection, changes: &mut Vec<Change>| {
            let marked = change::mark(db, &id, mark)?;
            changes.push(Change::Marked(id, mark));
            Ok(marked)
        };
        self.shared.write("mark a job", change).await
    }

    async fn forget(&self, id: &JobId) -> Result<bool, StoreError> {
        let id = id.clone();
        let change = move |db: &Connection, changes: &mut Vec<Change>| {
            let forgotten = change::forget(db, &id)?;
            if forgotten {
                changes.push(Change::Forgotten(id));
            }
            Ok(forgotten)
        };
        self.shared.write("forget a job", change).await
    }
}

/// The stored run that this one takes the place of.
fn predecessor(db: &Connection, run: &Run) -> Result<Option<Run>, Fault> {
    let body: Option<String> = db
        .prepare_cached(
            "SELECT body FROM runs
             WHERE job = (SELECT rank FROM jobs WHERE id = ?1) AND place = ?2 AND version = ?3 - 1",
        )?
        .query_row(
            params![
                run.id.job.as_str(),
                run.id.place,
                i64::try_from(run.version)?
            ],
            |row| row.get(0),
        )
        .optional()?;
    Ok(body.map(|body| serde_json::from_str(&body)).transpose()?)
}

fn read(db: &Connection, id: &JobId) -> Result<Option<(Job, Vec<Run>)>, Fault> {
    let moment = db.unchecked_transaction()?;
    let found = moment
        .prepare_cached("SELECT body, favourite, trashed, rank FROM jobs WHERE id = ?")?
        .query_row((id.as_str(),), |row| {
            let rank: i64 = row.get(3)?;
            Ok((columns::job(row), rank))
        })
        .optional()?;
    Ok(match found {
        Some((job, rank)) => Some((job?, page::runs(&moment, rank)?)),
        None => None,
    })
}

/// Asks the index for each model's due runs, so that a long queue for one of `except` costs nothing.
fn due(
    db: &Connection,
    now: Timestamp,
    except: &[ModelId],
    limit: usize,
) -> Result<Vec<(RunId, ModelId)>, Fault> {
    let moment = db.unchecked_transaction()?;
    let mut next_model =
        moment.prepare_cached("SELECT min(model) FROM runs WHERE due IS NOT NULL AND model > ?")?;
    let mut first_due = moment.prepare_cached(
        "SELECT id, place, due FROM runs INDEXED BY runs_due JOIN jobs ON jobs.rank = runs.job
         WHERE model = ? AND due <= ? ORDER BY due, job, place LIMIT ?",
    )?;
    let most = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut found: Vec<(i64, RunId, ModelId)> = Vec::new();
    let mut last = String::new();
    while let Some(model) = next_model.query_row((&last,), |row| row.get::<_, Option<String>>(0))? {
        let id: ModelId = model.parse()?;
        if !except.contains(&id) {
            let mut rows = first_due.query(params![model, integer(now), most])?;
            while let Some(row) = rows.next()? {
                found.push((row.get(2)?, run_id(row)?, id.clone()));
            }
        }
        last = model;
    }
    found.sort();
    found.truncate(limit);
    Ok(found
        .into_iter()
        .map(|(_, run, model)| (run, model))
        .collect())
}

fn line(db: &Connection, model: &ModelId, limit: usize) -> Result<Vec<RunId>, Fault> {
    let mut query = db.prepare_cached(
        "SELECT id, place FROM runs INDEXED BY runs_due JOIN jobs ON jobs.rank = runs.job
         WHERE model = ? AND due IS NOT NULL AND held = 0 ORDER BY due, job, place LIMIT ?",
    )?;
    let most = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut rows = query.query(params![model.as_str(), most])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(run_id(row)?);
    }
    Ok(found)
}

fn leased(db: &Connection, now: Timestamp) -> Result<Vec<RunId>, Fault> {
    let mut query = db.prepare_cached(
        "SELECT id, place FROM runs INDEXED BY runs_held JOIN jobs ON jobs.rank = runs.job
         WHERE held = 1 AND due > ? ORDER BY due",
    )?;
    let mut rows = query.query((integer(now),))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(run_id(row)?);
    }
    Ok(found)
}

/// Reads a run's name from the columns `id`, `place`.
fn run_id(row: &Row<'_>) -> Result<RunId, Fault> {
    Ok(RunId {
        job: row.get_ref(0)?.as_str()?.parse()?,
        place: row.get(1)?,
    })
}
