//! Adapters that keep everything in memory, gone when the program ends: the simplest reading of the
//! contracts, and the measure for the others.

mod jobs;
mod limiter;

pub use jobs::MemoryJobs;
pub use limiter::MemoryLimiter;
