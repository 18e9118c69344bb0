//! Opening the database, with errors that say what to do.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use crate::LockError;

/// The steps from an empty file to the present schema. The file's `user_version` counts those done; a
/// step that was released is never changed.
const MIGRATIONS: [&str; 4] = [
    include_str!("migrations/0001-jobs.sql"),
    include_str!("migrations/0002-limits.sql"),
    include_str!("migrations/0003-accounts.sql"),
    include_str!("migrations/0004-no-statistics.sql"),
];

/// Marks the file as ours: `PxPr`.
const APPLICATION: i32 = 0x5078_5072;

/// How long a connection waits for another program, such as a backup, to let go of the file.
const PATIENCE: Duration = Duration::from_secs(5);

/// WAL: readers do not wait for writes. FULL: a commit is on the disk before it returns. The log is
/// folded in every 16 MB instead of 4, and the pages that every write touches stay in memory (KiB).
const WRITING: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -16000;";

/// Why the database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder is held by another process, or cannot be written to.
    #[error(transparent)]
    Folder(#[from] LockError),
    /// The file is something else.
    #[error("{} is not a database of Pixel Prompt; move it away", .0.display())]
    NotOurs(PathBuf),
    /// A newer program has written it.
    #[error(
        "{} was written by a newer Pixel Prompt (schema {found}, this one knows {known}); update this program",
        path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest schema that this program knows.
        known: i64,
    },
    /// The file exists and this process may not use it.
    #[error("{} may not be read and written by this program; check its owner and rights", path.display())]
    NoRights {
        /// The file.
        path: PathBuf,
        /// What the database said.
        source: rusqlite::Error,
    },
    /// A program other than Pixel Prompt is writing to it.
    #[error("{} is in use by another program", path.display())]
    Busy {
        /// The file.
        path: PathBuf,
        /// What the database said.
        source: rusqlite::Error,
    },
    /// Anything else, such as a full disk or a damaged file.
    #[error("the database {} cannot be opened", path.display())]
    Failed {
        /// The file.
        path: PathBuf,
        /// What the database said.
        source: rusqlite::Error,
    },
}

impl OpenError {
    fn of(path: &Path, source: rusqlite::Error) -> Self {
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::NotOurs(path),
            Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
                Self::NoRights { path, source }
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Self::Busy { path, source }
            }
            _ => Self::Failed { path, source },
        }
    }
}

/// The one connection that writes. Brings the schema up to date.
pub(super) fn writer(path: &Path) -> Result<Connection, OpenError> {
    let failed = |error| OpenError::of(path, error);
    let mut db = Connection::open(path).map_err(failed)?;
    common(&db).map_err(failed)?;
    let done: i64 = db
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .map_err(failed)?;
    if !is_ours(&db, done).map_err(failed)? {
        return Err(OpenError::NotOurs(path.to_owned()));
    }
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    if done > known {
        return Err(OpenError::Newer {
            path: path.to_owned(),
            found: done,
            known,
        });
    }
    db.execute_batch(WRITING).map_err(failed)?;
    migrate(&mut db, done).map_err(failed)?;
    if done < known {
        // A connection plans with what it read first; the one that works knows only the present schema.
        db.close().map_err(|(_, error)| failed(error))?;
        return writer(path);
    }
    Ok(db)
}

/// One of the connections that only read.
pub(super) fn reader(path: &Path) -> Result<Connection, OpenError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let open = || {
        let db = Connection::open_with_flags(path, flags)?;
        common(&db)?;
        Ok(db)
    };
    open().map_err(|error| OpenError::of(path, error))
}

fn common(db: &Connection) -> rusqlite::Result<()> {
    db.busy_timeout(PATIENCE)?;
    db.set_prepared_statement_cache_capacity(64);
    db.execute_batch("PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;")
}

/// An empty file becomes ours; one with another program's tables in it does not.
fn is_ours(db: &Connection, schema: i64) -> rusqlite::Result<bool> {
    let application: i32 = db.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let empty: bool = db.query_row("SELECT count(*) = 0 FROM sqlite_schema", (), |row| {
        row.get(0)
    })?;
    Ok(application == APPLICATION || (empty && schema == 0))
}

fn migrate(db: &mut Connection, done: i64) -> rusqlite::Result<()> {
    for (step, sql) in (1..).zip(MIGRATIONS).filter(|(step, _)| *step > done) {
        let all = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        all.execute_batch(sql)?;
        all.pragma_update(None, "user_version", step)?;
        all.pragma_update(None, "application_id", APPLICATION)?;
        all.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The program used to take statistics at every stop.
    #[test]
    fn a_new_job_never_reads_all_others_whatever_statistics_were_taken_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.db");
        writer(&path)
            .unwrap()
            .execute_batch(
                "INSERT INTO jobs (rank, id, favourite, body) VALUES (1, 'a', 0, ''), (2, 'b', 0, '');
                 ANALYZE; PRAGMA user_version = 3;",
            )
            .unwrap();
        let again = writer(&path).unwrap();
        let plan: String = again
            .query_row(
                &format!("EXPLAIN QUERY PLAN {}", super::super::create::TAKEN),
                (1, 2),
                |row| row.get("detail"),
            )
            .unwrap();
        assert!(
            plan.contains("INTEGER PRIMARY KEY (rowid>? AND rowid<?)"),
            "{plan}"
        );
    }
}
