//! Jobs and limits in one SQLite file.
//!
//! # Writes
//! One thread writes. It takes all writes that wait, runs each in a savepoint of one transaction, and
//! commits them together: a hundred clients share one `fsync` instead of queueing for a hundred. A
//! write is answered after its commit, so what was answered survives a crash.
//!
//! # Reads
//! People who watch a job ask for it again and again, and workers read a run before each step. Two cores
//! shall answer 20,000 such questions a second beside the HTTP work; reading ten rows of JSON on another
//! thread allows about as many with no time left for HTTP. So jobs that were lately read or written lie in
//! memory. This process alone owns the folder ([`FolderLock`]) and its only writer keeps the copies
//! right, which no time-to-live could; see [`snapshots`] for why a stale copy cannot appear. Lists and
//! searches go to a few reading threads, each with a connection of its own: in WAL mode they and the
//! writer never wait for each other. Handing a small question to such a thread measured five times as
//! cheap as `spawn_blocking` with a pool of connections (300,000 against 55,000 a second).
//!
//! # Pages
//! Every list is a walk along a sorted index from the last id on. Words, models and marks are terms of
//! one full-text index whose rows are sorted as the jobs are, so any combination of filters is an
//! intersection of sorted lists and stops when the page is full.

mod accounts;
mod change;
mod columns;
mod create;
mod index;
mod jobs;
mod limiter;
mod open;
mod page;
mod rank;
mod readers;
mod snapshots;
mod writer;

use std::any::Any;
use std::error::Error;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use pixelprompt_domain::StoreError;
use rusqlite::Connection;

use crate::FolderLock;
pub use jobs::SqliteJobs;
pub use limiter::SqliteLimiter;
pub use open::OpenError;
use readers::Readers;
use snapshots::Snapshots;
use writer::{Changes, Writer};

/// The name of the database in the data folder.
pub const FILE_NAME: &str = "pixelprompt.db";

/// An open database. Hands out its adapters; all share the same threads.
///
/// When the last handle is dropped, or at [`close`](Self::close), waiting writes are finished, the
/// write-ahead log is folded into the database and the folder is let go.
#[derive(Clone)]
pub struct SqliteStore {
    shared: Arc<Shared>,
}

/// What went wrong inside a read or a write.
type Fault = Box<dyn Error + Send + Sync>;

/// The threads close in the order of the fields: the log is folded in when nobody reads any more.
struct Shared {
    snapshots: Arc<Snapshots>,
    readers: Readers,
    writer: Writer,
    lock: Mutex<Option<FolderLock>>,
}

impl SqliteStore {
    /// Takes the folder, makes it and the database where they are missing, and brings an older
    /// schema up to date.
    pub fn open(folder: &Path) -> Result<Self, OpenError> {
        let lock = FolderLock::take(folder)?;
        let path = folder.join(FILE_NAME);
        let writer = open::writer(&path)?;
        let snapshots = Arc::new(Snapshots::new());
        let readers = (0..Readers::wanted())
            .map(|_| open::reader(&path))
            .collect::<Result<_, _>>()?;
        let shared = Shared {
            readers: Readers::start(readers),
            writer: Writer::start(writer, snapshots.clone()),
            snapshots,
            lock: Mutex::new(Some(lock)),
        };
        Ok(Self {
            shared: Arc::new(shared),
        })
    }

    /// The jobs.
    pub fn jobs(&self) -> SqliteJobs {
        SqliteJobs::new(self.shared.clone())
    }

    /// The limits.
    pub fn limiter(&self) -> SqliteLimiter {
        SqliteLimiter::new(self.shared.clone())
    }

    /// Finishes what waits and closes the database, also for handles that live on: what they ask
    /// afterwards fails. Blocks for the milliseconds that this takes.
    pub fn close(&self) {
        self.shared.readers.stop();
        self.shared.writer.stop();
        self.shared
            .lock
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
    }
}

impl Shared {
    /// Runs a question on a reading thread.
    async fn read<T: Send + 'static>(
        &self,
        doing: &'static str,
        question: impl FnOnce(&Connection) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.readers.ask(doing, question).await
    }

    /// Runs a change on the writing thread, and returns when it is durable.
    async fn write<T: Send + 'static>(
        &self,
        doing: &'static str,
        work: impl FnOnce(&Connection, &mut Changes) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.writer.order(doing, work).await
    }
}

/// Does some work, which may have a bug: the thread that does it shall live on. What the work has
/// written must be undone.
fn caught<T>(work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    let done = catch_unwind(AssertUnwindSafe(work));
    done.unwrap_or_else(|panic| Err(Bug::from(panic).into()))
}

/// The work panicked.
#[derive(Debug, thiserror::Error)]
#[error("a bug in the store: {0}")]
struct Bug(String);

impl From<Box<dyn Any + Send>> for Bug {
    fn from(panic: Box<dyn Any + Send>) -> Self {
        let words = panic
            .downcast_ref::<&str>()
            .map(|words| (*words).to_owned());
        let words = words.or_else(|| panic.downcast_ref::<String>().cloned());
        Self(words.unwrap_or_default())
    }
}

/// The database was closed, or its thread has died.
#[derive(Debug, thiserror::Error)]
#[error("the database is closed")]
struct Closed;

fn closed(doing: &'static str) -> StoreError {
    StoreError {
        doing,
        source: Box::new(Closed),
    }
}
