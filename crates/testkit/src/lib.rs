//! What the adapters of a port must all pass, and builders for tests.
//!
//! A suite is a list of named cases over a port. An adapter's test file invokes the suite's macro with
//! an expression that makes an empty adapter and whatever must live as long (a temporary folder, a
//! server), and gets one test for each case:
//!
//! ```ignore
//! pixelprompt_testkit::job_store_suite!(async { (MemoryJobs::new(), ()) });
//! ```

// A case fails by panicking; there is nobody to hand an error to.
#![allow(clippy::missing_panics_doc)]

#[cfg(feature = "amazon")]
pub mod amazon;
pub mod blob_store;
pub mod build;
#[cfg(any(feature = "providers", feature = "s3"))]
mod connection;
#[cfg(feature = "dynamodb")]
pub mod dynamodb;
pub mod job_store;
#[cfg(feature = "lambda")]
pub mod lambda;
pub mod limiter;
#[cfg(feature = "providers")]
pub mod providers;
#[cfg(feature = "s3")]
pub mod s3;
