//! Adapters of the storage ports.
//!
//! | adapter | of | for |
//! |---|---|---|
//! | [`SqliteJobs`] | [`JobStore`](pixelprompt_domain::JobStore) | one machine, nothing to set up |
//! | [`SqliteLimiter`] | [`Limiter`](pixelprompt_domain::Limiter) | the same, in the same file |
//! | [`MemoryJobs`], [`MemoryLimiter`] | both | tests, and programs that keep nothing |
//!
//! Every adapter of a port passes the same suite of `pixelprompt-testkit`. Adapters hold no policy:
//! the rules of a run are in the domain, see `docs/adr/2026-11-23-claims-and-leases.md`.

mod lock;
mod memory;
mod sqlite;
mod words;

pub use lock::{FolderLock, LockError};
pub use memory::{MemoryJobs, MemoryLimiter};
pub use sqlite::{FILE_NAME as DATABASE_FILE, OpenError, SqliteJobs, SqliteLimiter, SqliteStore};
