//! What the search index knows of a job.

use pixelprompt_domain::Job;
use rusqlite::Connection;

use super::Fault;
use crate::words::words;

/// Enters a job.
pub(super) fn make_findable(db: &Connection, rank: i64, job: &Job) -> Result<(), Fault> {
    db.prepare_cached("INSERT INTO search (rowid, words, tags) VALUES (?, ?, ?)")?
        .execute((rank, words(job.prompt.as_str()).join(" "), tags(job)))?;
    Ok(())
}

/// Remembers the words of a job, for unfinished ones.
pub(super) fn learn(db: &Connection, job: &Job) -> Result<(), Fault> {
    let mut insert = db.prepare_cached("INSERT OR IGNORE INTO vocabulary (word) VALUES (?)")?;
    for word in words(job.prompt.as_str()) {
        insert.execute((word,))?;
    }
    Ok(())
}

/// Forgets the words of a job that no other job has. The job itself is out of the index already.
pub(super) fn unlearn(db: &Connection, job: &Job) -> Result<(), Fault> {
    let mut other = db.prepare_cached("SELECT 1 FROM search WHERE search MATCH ? LIMIT 1")?;
    let mut delete = db.prepare_cached("DELETE FROM vocabulary WHERE word = ?")?;
    for word in words(job.prompt.as_str()) {
        if !other.exists((format!("words:\"{word}\""),))? {
            delete.execute((word,))?;
        }
    }
    Ok(())
}

/// Takes a job out.
pub(super) fn hide(db: &Connection, rank: i64) -> Result<(), Fault> {
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
