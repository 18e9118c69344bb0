//! Rules of patience: when to try again, and when to leave a model alone.

mod backoff;
mod breaker;

pub(crate) use backoff::Backoff;
pub(crate) use breaker::Breaker;
