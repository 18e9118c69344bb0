//! Adapters of the storage ports.
//!
//! | adapter | of | for |
//! |---|---|---|
//! | [`SqliteJobs`] | [`JobStore`](pixelprompt_domain::JobStore) | one machine, nothing to set up |
//! | [`SqliteLimiter`] | [`Limiter`](pixelprompt_domain::Limiter) | the same, in the same file |
//! | `DynamoJobs`, `DynamoLimiter` | jobs and limits | any number of processes without a disk, at Amazon; feature `dynamodb` |
//! | [`ObjectBlobs`] | [`BlobStore`](pixelprompt_domain::BlobStore) | files in a folder, in a bucket of S3 or compatible, in memory |
//! | [`MemoryJobs`], [`MemoryLimiter`] | jobs and limits | tests, and programs that keep nothing |
//!
//! Every adapter of a port passes the same suite of `pixelprompt-testkit`. Adapters hold no policy:
//! the rules of a run are in the domain, see `docs/adr/2026-11-23-claims-and-leases.md`.

mod blobs;
#[cfg(feature = "dynamodb")]
pub mod dynamodb;
mod lock;
mod memory;
mod sqlite;
mod words;

pub use blobs::ObjectBlobs;
#[cfg(feature = "s3")]
pub use blobs::{S3Error, S3Key, S3Retry, S3Settings};
#[cfg(feature = "dynamodb")]
pub use dynamodb::{DynamoJobs, DynamoLimiter, DynamoStore};
pub use lock::{FolderLock, LockError};
pub use memory::{MemoryJobs, MemoryLimiter};
pub use sqlite::{FILE_NAME as DATABASE_FILE, OpenError, SqliteJobs, SqliteLimiter, SqliteStore};
