//! The port to whatever counts how often somebody has asked.

use std::time::Duration;

use async_trait::async_trait;

use crate::{StoreError, Timestamp};

/// Counts requests in windows of time.
///
/// A window of length `w` is the time from one multiple of `w` since 1970 to the next, so that every
/// process agrees on it without talking. Counts survive a restart where the store does.
#[async_trait]
pub trait Limiter: Send + Sync {
    /// Takes one from each of these allowances, or from none of them.
    ///
    /// - [`Taken::Granted`] if each had at least one left; each now has one less.
    /// - [`Taken::Refused`] otherwise, and nothing is counted.
    /// - Of any number of calls at once, exactly as many are granted as were left.
    /// - A limit of 0 grants nothing. Windows that are over may be forgotten.
    async fn take(&self, of: &[Allowance], now: Timestamp) -> Result<Taken, StoreError>;
}

/// How often something may be done in a window of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// What is counted, and for whom: `generate/203.0.113.7`. Each key has a count of its own.
    pub key: String,
    /// At most so often.
    pub limit: u32,
    /// In a window of this length, in whole milliseconds; not zero.
    pub window: Duration,
}

impl Allowance {
    /// When the window that `now` lies in began.
    pub fn window_start(&self, now: Timestamp) -> Timestamp {
        Timestamp(now.0 - now.0 % self.window_millis())
    }

    /// What is left of it after `used` in the window that `now` lies in.
    pub fn left(&self, used: u32, now: Timestamp) -> Left {
        Left {
            limit: self.limit,
            remaining: self.limit.saturating_sub(used),
            resets: Timestamp(
                self.window_start(now)
                    .0
                    .saturating_add(self.window_millis()),
            ),
        }
    }

    fn window_millis(&self) -> u64 {
        u64::try_from(self.window.as_millis())
            .unwrap_or(u64::MAX)
            .max(1)
    }
}

/// What is left of an allowance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// At most so often in a window.
    pub limit: u32,
    /// How often still in this one.
    pub remaining: u32,
    /// When the next window begins.
    pub resets: Timestamp,
}

/// How [`Limiter::take`] ended, with what is left of each allowance in the order they were given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// One was taken from each.
    Granted(Vec<Left>),
    /// At least one had none left.
    Refused(Vec<Left>),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_follow_each_other_without_a_gap() {
        let hourly = Allowance {
            key: "generate".into(),
            limit: 3,
            window: Duration::from_hours(1),
        };
        let hour = 3_600_000;
        assert_eq!(hourly.window_start(Timestamp(hour - 1)), Timestamp(0));
        assert_eq!(hourly.window_start(Timestamp(hour)), Timestamp(hour));
        let left = hourly.left(5, Timestamp(hour + 1));
        assert_eq!((left.remaining, left.resets), (0, Timestamp(2 * hour)));
    }
}
