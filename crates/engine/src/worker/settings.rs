//! How a worker works.

use std::time::Duration;

use pixelprompt_picture::Limits;

use crate::policy::{Backoff, Breaker};

/// How a worker works.
#[derive(Clone, Debug)]
pub struct WorkerSettings {
    /// How many runs are at work at once, of all models together.
    pub concurrency: usize,
    /// How long a claim holds without a sign of life; renewed three times as often.
    pub lease: Duration,
    /// How often the store is asked for runs that nobody was woken for.
    pub sweep: Duration,
    /// How many attempts a run gets before it fails.
    pub attempts: u32,
    /// The longest wait after the first failed attempt; it doubles with each.
    pub first_wait: Duration,
    /// After how many failures in a row a model rests.
    pub breaker_failures: u32,
    /// How long it rests.
    pub breaker_rest: Duration,
    /// Whether steps are shown while a picture is painted, where the model can.
    pub previews: bool,
    /// What a picture may be at most.
    pub pictures: Limits,
}

impl Default for WorkerSettings {
    fn default() -> Self {
        Self {
            concurrency: 64,
            lease: Duration::from_secs(15),
            sweep: Duration::from_secs(1),
            attempts: 4,
            first_wait: Duration::from_secs(1),
            breaker_failures: 5,
            breaker_rest: Duration::from_secs(30),
            previews: true,
            pictures: Limits::default(),
        }
    }
}

impl WorkerSettings {
    pub(super) fn backoff(&self) -> Backoff {
        Backoff {
            first: self.first_wait,
            most: Duration::from_secs(30),
            patience: Duration::from_mins(2),
            attempts: self.attempts,
        }
    }

    pub(super) fn breaker(&self) -> Breaker {
        Breaker::new(self.breaker_failures, self.breaker_rest)
    }
}
