//! How often and how long a call is tried.

use std::time::Duration;

/// Bounds of a call. The usual ones are for a function of Lambda that answers a person: it has given up and said
/// so before the gateway does, which waits for half a minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    /// At most so many attempts, the first among them.
    pub attempts: u32,
    /// No attempt begins or goes on after so long; what is left bounds each attempt, too.
    pub within: Duration,
    /// One attempt, from the connection to the end of the answer.
    pub patience: Duration,
    /// Until a connection stands.
    pub connect: Duration,
    /// The longest pause before the second attempt; that before each later one is twice as long.
    pub pause: Duration,
    /// No pause is longer.
    pub longest_pause: Duration,
}

impl Default for Retry {
    fn default() -> Self {
        Self {
            attempts: 8,
            within: Duration::from_secs(10),
            patience: Duration::from_secs(3),
            connect: Duration::from_secs(1),
            pause: Duration::from_millis(50),
            longest_pause: Duration::from_secs(2),
        }
    }
}

impl Retry {
    /// The pause after `tried` attempts: anything from nothing to twice the one before ("full jitter"), so that
    /// those who were throttled together do not come back together.
    pub fn pause_after(&self, tried: u32, random: u64) -> Duration {
        let doubled = 2_u32.saturating_pow(tried.saturating_sub(1));
        let longest = self.pause.saturating_mul(doubled).min(self.longest_pause);
        let micros = u64::try_from(longest.as_micros()).unwrap_or(u64::MAX);
        Duration::from_micros(random % micros.saturating_add(1))
    }
}

/// Codes of services that want to be asked more slowly. As Amazon's own libraries have it:
/// <https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>.
pub(crate) const THROTTLED: &[&str] = &[
    "BandwidthLimitExceeded",
    "EC2ThrottledException",
    "LimitExceededException",
    "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "ThrottledException",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
    // The same transaction is at work: its answer was lost, and soon it can be had.
    "TransactionInProgressException",
];

/// Codes of services that could not, this time.
pub(crate) const FLEETING: &[&str] = &[
    "InternalError",
    "InternalFailure",
    "InternalServerError",
    "RequestTimeout",
    "RequestTimeoutException",
    "ServiceUnavailable",
    "ServiceUnavailableException",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_up_to_a_bound_and_may_be_nothing() {
        let retry = Retry::default();
        let longest = |tried| {
            let pauses = (0..2_000_001).step_by(1_000);
            pauses.map(|random| retry.pause_after(tried, random)).max()
        };
        assert_eq!(longest(1), Some(Duration::from_millis(50)));
        assert_eq!(longest(2), Some(Duration::from_millis(100)));
        assert_eq!(longest(40), Some(Duration::from_secs(2)));
        assert_eq!(retry.pause_after(5, 0), Duration::ZERO);
    }
}
