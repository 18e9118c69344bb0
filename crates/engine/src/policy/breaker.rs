//! Leaves a model alone that keeps failing.

use std::time::Duration;

use pixelprompt_domain::{ErrorKind, Timestamp};

/// A circuit breaker for one model: after some failures in a row the model rests; then one run may
/// try, and its end decides whether the others follow.
#[derive(Clone, Debug)]
pub(crate) struct Breaker {
    failures: u32,
    state: State,
    after: u32,
    rest: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Closed,
    Open {
        until: Timestamp,
    },
    /// One run tries, since a moment; if it is never heard of again, another may after a rest.
    Trying {
        since: Timestamp,
    },
}

impl Breaker {
    /// Rests for `rest` after so many failures in a row.
    pub(crate) fn new(after: u32, rest: Duration) -> Self {
        Self {
            failures: 0,
            state: State::Closed,
            after,
            rest,
        }
    }

    /// Whether a run may be sent now.
    pub(crate) fn admit(&mut self, now: Timestamp) -> bool {
        let reopens = match self.state {
            State::Closed => return true,
            State::Open { until } => until,
            State::Trying { since } => since.after(self.rest),
        };
        let admitted = now >= reopens;
        if admitted {
            self.state = State::Trying { since: now };
        }
        admitted
    }

    /// Whether the model rests.
    pub(crate) fn is_resting(&self, now: Timestamp) -> bool {
        matches!(self.state, State::Open { until } if now < until)
    }

    /// The model did what it should.
    pub(crate) fn succeeded(&mut self) {
        self.failures = 0;
        self.state = State::Closed;
    }

    /// A run failed. A refusal of one prompt or key says nothing about the next run; being out of
    /// reach, out of time or out of order does.
    pub(crate) fn failed(&mut self, kind: ErrorKind, now: Timestamp) {
        let ill = matches!(
            kind,
            ErrorKind::Unavailable
                | ErrorKind::TimedOut
                | ErrorKind::BadResponse
                | ErrorKind::Internal
        );
        if !ill {
            if matches!(self.state, State::Trying { .. }) {
                self.succeeded();
            }
            return;
        }
        self.failures += 1;
        if self.failures >= self.after || matches!(self.state, State::Trying { .. }) {
            self.state = State::Open {
                until: now.after(self.rest),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tripped() -> Breaker {
        let mut breaker = Breaker::new(3, Duration::from_millis(100));
        for now in 0..3 {
            assert!(breaker.admit(Timestamp(now)));
            breaker.failed(ErrorKind::Unavailable, Timestamp(now));
        }
        breaker
    }

    #[test]
    fn failures_in_a_row_make_it_rest_and_then_one_may_try() {
        let mut breaker = tripped();
        assert!(!breaker.admit(Timestamp(101)) && breaker.is_resting(Timestamp(101)));
        assert!(breaker.admit(Timestamp(102)), "the rest is over");
        assert!(!breaker.admit(Timestamp(103)), "one at a time");
        breaker.succeeded();
        assert!(breaker.admit(Timestamp(104)) && breaker.admit(Timestamp(104)));
    }

    #[test]
    fn a_failed_trial_rests_again_and_a_lost_one_is_replaced() {
        let mut breaker = tripped();
        assert!(breaker.admit(Timestamp(102)));
        breaker.failed(ErrorKind::TimedOut, Timestamp(110));
        assert!(!breaker.admit(Timestamp(209)));
        assert!(breaker.admit(Timestamp(210)));
        assert!(
            breaker.admit(Timestamp(310)),
            "the trial was never heard of"
        );
    }

    #[test]
    fn success_between_failures_and_refusals_do_not_count() {
        let mut breaker = Breaker::new(2, Duration::from_millis(100));
        for now in 0..10 {
            breaker.failed(ErrorKind::Unavailable, Timestamp(now));
            breaker.succeeded();
            breaker.failed(ErrorKind::ContentRejected, Timestamp(now));
            breaker.failed(ErrorKind::RateLimited, Timestamp(now));
            assert!(breaker.admit(Timestamp(now)));
        }
    }
}
