//! How long to wait before the next attempt.

use std::time::Duration;

use pixelprompt_domain::ProviderError;

/// Waits twice as long after each failure, with jitter, so that runs that failed together do not
/// come back together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Backoff {
    /// The longest wait after the first failure.
    pub(crate) first: Duration,
    /// The longest wait that is chosen here.
    pub(crate) most: Duration,
    /// The longest wait that a provider may ask for; beyond, the run ends.
    pub(crate) patience: Duration,
    /// How many attempts a run gets.
    pub(crate) attempts: u32,
}

impl Backoff {
    /// How long to wait after the failure of an attempt, counted from 1; `None` if the run has
    /// failed for good. `random` chooses between half the wait and all of it ("equal jitter").
    pub(crate) fn after(
        &self,
        attempt: u32,
        error: &ProviderError,
        random: u128,
    ) -> Option<Duration> {
        let asked = error.retry_after.unwrap_or_default();
        if !error.may_retry() || attempt >= self.attempts || asked > self.patience {
            return None;
        }
        let doublings = attempt.saturating_sub(1).min(16);
        let longest = self.first.saturating_mul(1 << doublings).min(self.most);
        let part = (random % 1_000) as u32;
        let wait = longest / 2 + longest / 2 * part / 1_000;
        Some(wait.max(asked))
    }
}

#[cfg(test)]
mod tests {
    use pixelprompt_domain::{ErrorKind, Outcome};

    use super::*;

    const BACKOFF: Backoff = Backoff {
        first: Duration::from_secs(1),
        most: Duration::from_secs(30),
        patience: Duration::from_mins(2),
        attempts: 4,
    };

    fn busy() -> ProviderError {
        ProviderError::new(ErrorKind::RateLimited, Outcome::Refused, "")
    }

    #[test]
    fn waits_double_up_to_the_most_and_vary_by_half() {
        let patient = Backoff {
            attempts: 100,
            ..BACKOFF
        };
        for (attempt, longest) in [
            (1, 1_000),
            (2, 2_000),
            (3, 4_000),
            (9, 30_000),
            (90, 30_000),
        ] {
            let shortest = patient.after(attempt, &busy(), 0).unwrap();
            let widest = patient.after(attempt, &busy(), 999).unwrap();
            assert_eq!(shortest.as_millis(), longest / 2, "{attempt}");
            assert!(
                widest > shortest && widest.as_millis() < longest,
                "{attempt}"
            );
        }
    }

    #[test]
    fn the_provider_may_ask_for_more_but_not_for_ever() {
        let mut error = busy();
        error.retry_after = Some(Duration::from_secs(50));
        assert_eq!(BACKOFF.after(1, &error, 0), error.retry_after);
        error.retry_after = Some(Duration::from_hours(1));
        assert_eq!(BACKOFF.after(1, &error, 0), None);
    }

    #[test]
    fn the_last_attempt_and_what_may_have_been_billed_end_the_run() {
        assert_eq!(BACKOFF.after(4, &busy(), 0), None);
        let unknown = ProviderError::new(ErrorKind::TimedOut, Outcome::Unknown, "");
        assert_eq!(BACKOFF.after(1, &unknown, 0), None);
    }
}
