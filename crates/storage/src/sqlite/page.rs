//! Lists and searches.

use pixelprompt_domain::{Job, JobId, Page, Run, Wanted};
use rusqlite::{Connection, Row};

use super::columns::job;
use super::index::{FAVOURITE_TAG, model_tag, trash_tag};
use super::{Fault, rank};
use crate::words::words;

/// A page of jobs, as of one moment.
pub(super) fn page(db: &Connection, wanted: &Wanted) -> Result<Page, Fault> {
    let moment = db.unchecked_transaction()?;
    let asked = wanted.words.as_deref().map(words).unwrap_or_default();
    let mut found = if asked.is_empty() && wanted.model.is_none() {
        listed(&moment, wanted)?
    } else {
        searched(&moment, wanted, &asked)?
    };
    let more = found.len() > wanted.limit;
    found.truncate(wanted.limit);
    let jobs = found
        .into_iter()
        .map(|found| Ok((found.job, runs(&moment, found.rank)?)))
        .collect::<Result<Vec<_>, Fault>>()?;
    let last = jobs.last().filter(|_| more);
    Ok(Page {
        next: last.map(|(job, _)| job.id.clone()),
        jobs,
    })
}

/// The runs of a job, in the order of their places.
pub(super) fn runs(db: &Connection, rank: i64) -> Result<Vec<Run>, Fault> {
    let mut query = db.prepare_cached("SELECT body FROM runs WHERE job = ? ORDER BY place")?;
    let mut rows = query.query((rank,))?;
    let mut runs = Vec::new();
    while let Some(row) = rows.next()? {
        runs.push(serde_json::from_str(row.get_ref(0)?.as_str()?)?);
    }
    Ok(runs)
}

struct Found {
    rank: i64,
    job: Job,
}

impl Found {
    fn read(row: &Row<'_>) -> Result<Self, Fault> {
        Ok(Self {
            rank: row.get(3)?,
            job: job(row)?,
        })
    }
}

/// One more than the page holds tells whether another page follows.
fn one_more(wanted: &Wanted) -> usize {
    wanted.limit.saturating_add(1)
}

/// Without words and model: along the index of the list.
fn listed(db: &Connection, wanted: &Wanted) -> Result<Vec<Found>, Fault> {
    let mut query = db.prepare_cached(list(wanted))?;
    let first = wanted.from.map(JobId::first_of);
    let end = wanted.to.map(JobId::first_of);
    let end = end.iter().chain(&wanted.after).min();
    let mut rows = query.query((
        // Ids are of digits and lower-case letters: nothing comes before all of them, and `~` after.
        first.as_ref().map_or("", JobId::as_str),
        end.map_or("~", JobId::as_str),
        i64::try_from(one_more(wanted)).unwrap_or(i64::MAX),
    ))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(Found::read(row)?);
    }
    Ok(found)
}

/// `INDEXED BY` fails where the index does not serve, instead of reading everything.
pub(super) fn list(wanted: &Wanted) -> &'static str {
    match (wanted.trashed, wanted.favourite) {
        (false, false) => {
            "SELECT body, favourite, trashed, rank FROM jobs INDEXED BY jobs_kept
             WHERE trashed IS NULL AND id >= ? AND id < ? ORDER BY id DESC LIMIT ?"
        }
        (false, true) => {
            "SELECT body, favourite, trashed, rank FROM jobs INDEXED BY jobs_kept_favourite
             WHERE trashed IS NULL AND favourite = 1 AND id >= ? AND id < ? ORDER BY id DESC LIMIT ?"
        }
        (true, false) => {
            "SELECT body, favourite, trashed, rank FROM jobs INDEXED BY jobs_trashed
             WHERE trashed IS NOT NULL AND id >= ? AND id < ? ORDER BY id DESC LIMIT ?"
        }
        (true, true) => {
            "SELECT body, favourite, trashed, rank FROM jobs INDEXED BY jobs_trashed_favourite
             WHERE trashed IS NOT NULL AND favourite = 1 AND id >= ? AND id < ? ORDER BY id DESC LIMIT ?"
        }
    }
}

/// With words or a model: along the full-text index.
pub(super) const SEARCH: &str = "SELECT body, favourite, trashed, jobs.rank
     FROM search CROSS JOIN jobs ON jobs.rank = search.rowid
     WHERE search MATCH ? AND search.rowid >= ? AND search.rowid < ? ORDER BY search.rowid DESC";

/// The index is sorted by rank, which orders jobs by the millisecond of their ids. Those of the same
/// millisecond are put in order here, so the walk ends with the first millisecond after the page is full.
fn searched(db: &Connection, wanted: &Wanted, asked: &[String]) -> Result<Vec<Found>, Fault> {
    let of = |moment| rank::first(&JobId::first_of(moment));
    let end = wanted.after.as_ref().map_or(i64::MAX, |after| {
        rank::first(after).saturating_add(rank::PER_MILLISECOND)
    });
    let first = wanted.from.map_or(0, of);
    let end = wanted.to.map_or(end, |to| end.min(of(to)));
    let mut query = db.prepare_cached(SEARCH)?;
    let mut rows = query.query((expression(db, wanted, asked)?, first, end))?;
    let mut found: Vec<Found> = Vec::new();
    let mut sorted = 0;
    while let Some(row) = rows.next()? {
        let next = Found::read(row)?;
        let millisecond = rank::millisecond(next.rank);
        if found
            .last()
            .is_some_and(|last| rank::millisecond(last.rank) != millisecond)
        {
            newest_first(&mut found[sorted..]);
            sorted = found.len();
            if sorted >= one_more(wanted) {
                return Ok(found);
            }
        }
        if wanted
            .after
            .as_ref()
            .is_none_or(|after| next.job.id < *after)
        {
            found.push(next);
        }
    }
    newest_first(&mut found[sorted..]);
    Ok(found)
}

fn newest_first(found: &mut [Found]) {
    found.sort_by(|one, other| other.job.id.cmp(&one.job.id));
}

/// The question in the index's own syntax. Words are letters and digits, so quotes hold them.
fn expression(db: &Connection, wanted: &Wanted, asked: &[String]) -> Result<String, Fault> {
    let mut terms = Vec::new();
    if let Some((unfinished, finished)) = asked.split_last() {
        terms.extend(finished.iter().map(|word| format!("words:\"{word}\"")));
        terms.push(beginning(db, unfinished)?);
    }
    if let Some(model) = &wanted.model {
        terms.push(format!("tags:{}", model_tag(model.as_str())));
    }
    if wanted.favourite {
        terms.push(format!("tags:{FAVOURITE_TAG}"));
    }
    terms.push(format!("tags:{}", trash_tag(wanted.trashed)));
    Ok(terms.join(" AND "))
}

/// The most words that are asked for one by one; beyond, the index puts the jobs of all into one list.
const ENDINGS: usize = 64;

/// The words that begin so. The index walks through the jobs of given words from the newest on, but
/// of a beginning it first sorts all jobs, unless it is so short that a list of its own is kept for it.
fn beginning(db: &Connection, word: &str) -> Result<String, Fault> {
    let mut query = db.prepare_cached(
        "SELECT word FROM vocabulary WHERE word >= ?1 AND word < ?1 || char(1114111) LIMIT ?2",
    )?;
    let known = query
        .query_map((word, i64::try_from(ENDINGS)? + 1), |row| row.get(0))?
        .collect::<Result<Vec<String>, _>>()?;
    Ok(if known.is_empty() || known.len() > ENDINGS {
        format!("words:\"{word}\"*")
    } else {
        let known: Vec<String> = known
            .iter()
            .map(|word| format!("words:\"{word}\""))
            .collect();
        format!("({})", known.join(" OR "))
    })
}
