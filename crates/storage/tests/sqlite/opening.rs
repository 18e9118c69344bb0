//! What can be wrong with the folder is said before anything is served.

use std::error::Error;
use std::fs;

use pixelprompt_domain::{JobStore, Limiter, Timestamp};
use pixelprompt_storage::{DATABASE_FILE, OpenError, SqliteStore};
use pixelprompt_testkit::build;
use rusqlite::Connection;

use crate::store;

fn refusal(folder: &std::path::Path) -> OpenError {
    match SqliteStore::open(folder) {
        Ok(_) => panic!("opened"),
        Err(error) => error,
    }
}

#[test]
fn two_processes_never_share_a_folder() {
    let (open, folder) = store();
    let refused = refusal(folder.path()).to_string();
    assert!(
        refused.starts_with("another pixelprompt uses this folder"),
        "{refused}"
    );
    drop(open);
    SqliteStore::open(folder.path()).unwrap();
}

#[test]
fn the_folder_is_held_as_long_as_an_adapter_lives() {
    let (open, folder) = store();
    let jobs = open.jobs();
    drop(open);
    refusal(folder.path());
    drop(jobs);
    SqliteStore::open(folder.path()).unwrap();
}

#[test]
fn a_file_that_is_no_database_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(DATABASE_FILE);
    let letter = "Dear Pixel Prompt, ".repeat(400);
    fs::write(&path, &letter).unwrap();
    let refused = refusal(folder.path());
    assert!(matches!(refused, OpenError::NotOurs(_)), "{refused:?}");
    assert!(refused.to_string().contains(DATABASE_FILE), "{refused}");
    assert_eq!(fs::read_to_string(&path).unwrap(), letter);
}

#[test]
fn a_database_of_another_program_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let other = Connection::open(folder.path().join(DATABASE_FILE)).unwrap();
    other
        .execute_batch("CREATE TABLE recipes (name TEXT)")
        .unwrap();
    drop(other);
    let refused = refusal(folder.path());
    assert!(matches!(refused, OpenError::NotOurs(_)), "{refused:?}");
}

#[test]
fn a_newer_schema_is_refused_with_both_numbers() {
    let (open, folder) = store();
    open.close();
    drop(open);
    let newer = Connection::open(folder.path().join(DATABASE_FILE)).unwrap();
    newer.pragma_update(None, "user_version", 999).unwrap();
    drop(newer);
    let refused = refusal(folder.path()).to_string();
    assert!(
        refused.contains("schema 999") && refused.contains("update this program"),
        "{refused}"
    );
}

#[test]
fn a_path_that_cannot_be_a_database_says_why() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(DATABASE_FILE)).unwrap();
    let refused = refusal(folder.path());
    assert!(matches!(refused, OpenError::NoRights { .. }), "{refused:?}");
    assert!(refused.source().is_some());
}

#[test]
fn closing_leaves_one_file_and_the_lock() {
    let (open, folder) = store();
    let path = folder.path().to_owned();
    open.close();
    let mut left: Vec<_> = fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    left.sort();
    assert_eq!(left, [".lock", DATABASE_FILE]);
}

#[tokio::test]
async fn after_closing_every_call_says_so() {
    let (open, folder) = store();
    let (jobs, limiter) = (open.jobs(), open.limiter());
    let (job, runs) = build::job(1, "fox", &["a"]);
    open.close();
    let created = jobs.create(&job, &runs, None, &[]).await.unwrap_err();
    assert_eq!(created.to_string(), "the store failed to create a job");
    assert_eq!(created.source.to_string(), "the database is closed");
    assert!(jobs.job(&job.id).await.is_err());
    assert!(limiter.take(&[], Timestamp(1)).await.is_err());
    SqliteStore::open(folder.path()).unwrap();
}
