//! The SQLite adapters keep the contracts, and their promises across restarts and crashes.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod crash;
mod faults;
#[path = "../common/same_as_memory.rs"]
mod lists;
mod opening;
mod reopening;
mod same_as_memory;

use pixelprompt_storage::{SqliteJobs, SqliteLimiter, SqliteStore};
use tempfile::TempDir;

fn store() -> (SqliteStore, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (SqliteStore::open(folder.path()).unwrap(), folder)
}

mod suite {
    use super::{SqliteJobs, TempDir, store};

    fn jobs() -> (SqliteJobs, TempDir) {
        let (store, folder) = store();
        (store.jobs(), folder)
    }

    pixelprompt_testkit::job_store_suite!(async { jobs() });
}

mod limits {
    use super::{SqliteLimiter, TempDir, store};

    fn limiter() -> (SqliteLimiter, TempDir) {
        let (store, folder) = store();
        (store.limiter(), folder)
    }

    pixelprompt_testkit::limiter_suite!(async { limiter() });
}
