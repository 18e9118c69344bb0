//! One model's part of a job, and the only ways in which it may change.
//!
//! ```text
//!            claim              sent                    answer kept
//! pending ──────────► claimed ──────────► sent ───────────────────────► completed
//!    ▲  ▲                │ │                │ │  ticket
//!    │  └── put off ─────┘ │                │ └────────► waiting ──┐
//!    │                     │                │               │  ▲   │ claim again, when the
//!    │ retry, by a person  ▼                ▼               ▼  └───┘ lease has run out
//!    └──────────────── error, cancelled ◄───┴───────────────┘
//! ```
//!
//! Every rule is a pure function from one [`Run`] to the next. A store only replaces a run by its
//! successor if it still has the version that the rule started from, so two workers can never both
//! make a step, on any database. See `docs/adr/2026-11-23-claims-and-leases.md`.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{
    ErrorKind, ModelId, Outcome, Parameters, RunId, StoredImage, Ticket, Timestamp, Warning,
};

/// One model's part of a job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Run {
    /// Its name.
    pub id: RunId,
    /// The model that paints.
    pub model: ModelId,
    /// What the model is asked, fitted to it.
    pub parameters: Parameters,
    /// How that differs from what the person asked.
    pub warnings: Vec<Warning>,
    /// Where it stands.
    pub state: RunState,
    /// How often a worker has claimed it.
    pub attempts: u32,
    /// Somebody asked for it to stop while a worker had it.
    pub stopping: bool,
    /// Counts the changes. A store replaces a run only if this is what it expects.
    pub version: u64,
    /// When it last changed.
    pub changed: Timestamp,
}

/// Where a run stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(
    tag = "status",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum RunState {
    /// Waits for a worker, at the earliest from a moment on.
    Pending {
        /// Zero, or when the provider asked to be left in peace until.
        not_before: Timestamp,
    },
    /// A worker has it, until its lease runs out.
    InProgress {
        /// Until when nobody else may take it.
        lease: Timestamp,
        /// When this attempt began.
        since: Timestamp,
        /// How far the attempt is.
        phase: Phase,
    },
    /// The picture is stored.
    Completed {
        /// The picture.
        image: StoredImage,
    },
    /// It failed for good, unless a person tries again.
    Error {
        /// What went wrong.
        kind: ErrorKind,
        /// How far the last attempt got; [`Outcome::Unknown`] may have been billed.
        outcome: Outcome,
    },
    /// It was stopped on request.
    Cancelled,
}

/// How far an attempt is: what may have been bought already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "phase", rename_all = "snake_case")]
pub enum Phase {
    /// Nothing has left this program.
    Claimed,
    /// The request is leaving, or has left.
    Sent,
    /// The provider works on it and can be asked by ticket.
    Waiting {
        /// The provider's name for the work.
        ticket: Ticket,
    },
}

/// What asking the provider again would cost, if an attempt died after its request had left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Resending {
    /// Nothing: the model runs here, or knows the request by an idempotency key.
    Free,
    /// Perhaps the price of a second picture.
    MayBuyTwice,
}

/// A step that the run's state does not allow, such as finishing one that was cancelled meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the run is not in a state that allows this")]
pub struct NotAllowed;

/// How a claim ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Claim {
    /// The run is the caller's until the lease ends: go on from its phase.
    Granted(Run),
    /// The last attempt died after its request had left, and asking again may buy a second picture:
    /// the run ends here, as "may have been billed".
    Ended(Run),
}

impl Run {
    /// A run that waits for its first worker.
    pub fn new(
        id: RunId,
        model: ModelId,
        parameters: Parameters,
        warnings: Vec<Warning>,
        now: Timestamp,
    ) -> Self {
        let state = RunState::Pending {
            not_before: Timestamp::default(),
        };
        Self {
            id,
            model,
            parameters,
            warnings,
            state,
            attempts: 0,
            stopping: false,
            version: 0,
            changed: now,
        }
    }

    /// Whether nothing more will happen by itself.
    pub fn has_ended(&self) -> bool {
        matches!(
            self.state,
            RunState::Completed { .. } | RunState::Error { .. } | RunState::Cancelled
        )
    }

    /// From when on a worker may claim it; `None` once it has ended.
    pub fn due(&self) -> Option<Timestamp> {
        match self.state {
            RunState::Pending { not_before } => Some(not_before),
            RunState::InProgress { lease, .. } => Some(lease),
            RunState::Completed { .. } | RunState::Error { .. } | RunState::Cancelled => None,
        }
    }

    /// A worker takes the run until `now + lease`.
    ///
    /// - Pending and due: granted.
    /// - Held by a worker whose lease has run out: granted if nothing was sent, if there is a ticket
    ///   to ask by, or if sending again is free; ended otherwise. A stop that was asked for meanwhile
    ///   ends it as cancelled.
    /// - Anything else: not allowed.
    pub fn claim(
        &self,
        now: Timestamp,
        lease: Duration,
        resending: Resending,
    ) -> Result<Claim, NotAllowed> {
        if self.due().is_none_or(|due| due > now) {
            return Err(NotAllowed);
        }
        let phase = match &self.state {
            RunState::InProgress {
                phase: Phase::Sent, ..
            } if resending == Resending::MayBuyTwice => {
                let kind = if self.stopping {
                    ErrorKind::Cancelled
                } else {
                    ErrorKind::Interrupted
                };
                return Ok(Claim::Ended(self.next(
                    now,
                    RunState::Error {
                        kind,
                        outcome: Outcome::Unknown,
                    },
                )));
            }
            RunState::InProgress { .. } if self.stopping => {
                return Ok(Claim::Ended(self.next(now, RunState::Cancelled)));
            }
            RunState::InProgress {
                phase: Phase::Waiting { ticket },
                ..
            } => Phase::Waiting {
                ticket: ticket.clone(),
            },
            _ => Phase::Claimed,
        };
        let mut run = self.next(
            now,
            RunState::InProgress {
                lease: now.after(lease),
                since: now,
                phase,
            },
        );
        run.attempts += 1;
        Ok(Claim::Granted(run))
    }

    /// The worker is still at it: the lease ends at `now + lease`.
    pub fn renew(&self, now: Timestamp, lease: Duration) -> Result<Self, NotAllowed> {
        let RunState::InProgress { since, phase, .. } = &self.state else {
            return Err(NotAllowed);
        };
        Ok(self.next(
            now,
            RunState::InProgress {
                lease: now.after(lease),
                since: *since,
                phase: phase.clone(),
            },
        ))
    }

    /// The request is about to leave. Must be stored before it does.
    pub fn sent(&self, now: Timestamp) -> Result<Self, NotAllowed> {
        self.advance(now, Phase::Sent, |phase| *phase == Phase::Claimed)
    }

    /// The provider answered with a ticket. Must be stored before the provider is asked by it.
    pub fn waiting(&self, now: Timestamp, ticket: Ticket) -> Result<Self, NotAllowed> {
        self.advance(now, Phase::Waiting { ticket }, |phase| {
            *phase != Phase::Claimed
        })
    }

    /// The worker lets go of it: nothing was bought, and it may be claimed again from a moment on.
    /// With a ticket in hand the work is bought, so the ticket is kept and the lease ends instead.
    pub fn put_off(&self, now: Timestamp, not_before: Timestamp) -> Result<Self, NotAllowed> {
        match &self.state {
            RunState::InProgress {
                since,
                phase: Phase::Waiting { ticket },
                ..
            } => {
                let phase = Phase::Waiting {
                    ticket: ticket.clone(),
                };
                Ok(self.next(
                    now,
                    RunState::InProgress {
                        lease: not_before,
                        since: *since,
                        phase,
                    },
                ))
            }
            RunState::InProgress { .. } if self.stopping => Ok(self.next(now, RunState::Cancelled)),
            RunState::InProgress { .. } => Ok(self.next(now, RunState::Pending { not_before })),
            _ => Err(NotAllowed),
        }
    }

    /// The picture is durably stored. A picture that arrives after a stop was asked for is kept: it
    /// has been paid for.
    pub fn complete(&self, now: Timestamp, image: StoredImage) -> Result<Self, NotAllowed> {
        let RunState::InProgress { .. } = self.state else {
            return Err(NotAllowed);
        };
        Ok(self.next(now, RunState::Completed { image }))
    }

    /// The attempt failed for good.
    pub fn fail(
        &self,
        now: Timestamp,
        kind: ErrorKind,
        outcome: Outcome,
    ) -> Result<Self, NotAllowed> {
        let RunState::InProgress { .. } = self.state else {
            return Err(NotAllowed);
        };
        let cancelled = kind == ErrorKind::Cancelled && outcome != Outcome::Unknown;
        let state = if cancelled {
            RunState::Cancelled
        } else {
            RunState::Error { kind, outcome }
        };
        Ok(self.next(now, state))
    }

    /// A person wants it to stop: at once if no worker has it, otherwise as soon as the worker sees it.
    pub fn cancel(&self, now: Timestamp) -> Result<Self, NotAllowed> {
        match &self.state {
            RunState::Pending { .. } => Ok(self.next(now, RunState::Cancelled)),
            RunState::InProgress { .. } if !self.stopping => {
                let mut run = self.next(now, self.state.clone());
                run.stopping = true;
                Ok(run)
            }
            _ => Err(NotAllowed),
        }
    }

    /// A person wants another try of a run that failed or was stopped, knowing what it may cost.
    pub fn retry(&self, now: Timestamp) -> Result<Self, NotAllowed> {
        if !matches!(self.state, RunState::Error { .. } | RunState::Cancelled) {
            return Err(NotAllowed);
        }
        let mut run = self.next(
            now,
            RunState::Pending {
                not_before: Timestamp::default(),
            },
        );
        run.stopping = false;
        Ok(run)
    }

    fn advance(
        &self,
        now: Timestamp,
        to: Phase,
        from: impl Fn(&Phase) -> bool,
    ) -> Result<Self, NotAllowed> {
        match &self.state {
            RunState::InProgress {
                lease,
                since,
                phase,
            } if from(phase) => Ok(self.next(
                now,
                RunState::InProgress {
                    lease: *lease,
                    since: *since,
                    phase: to,
                },
            )),
            _ => Err(NotAllowed),
        }
    }

    fn next(&self, now: Timestamp, state: RunState) -> Self {
        let mut run = Self {
            state,
            version: self.version + 1,
            changed: now,
            ..self.clone()
        };
        run.stopping &= !run.has_ended();
        run
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{JobId, MediaType, Size};

    const LEASE: Duration = Duration::from_secs(30);

    fn fresh() -> Run {
        let id = RunId {
            job: JobId::new(Timestamp(1), 2),
            place: 0,
        };
        Run::new(
            id,
            "painter/noto".parse().unwrap(),
            Parameters::default(),
            Vec::new(),
            Timestamp(0),
        )
    }

    fn ticket() -> Ticket {
        Ticket {
            upstream: "abc".into(),
            poll_after: Duration::from_secs(1),
        }
    }

    fn picture() -> StoredImage {
        StoredImage {
            media_type: MediaType::Png,
            size: Size::square(64),
            bytes: 10,
            sha256: "0".repeat(64),
            thumbhash: String::new(),
            seed: None,
            reading: None,
        }
    }

    fn granted(run: &Run, now: u64) -> Run {
        match run.claim(Timestamp(now), LEASE, Resending::MayBuyTwice) {
            Ok(Claim::Granted(run)) => run,
            other => panic!("not granted: {other:?}"),
        }
    }

    #[test]
    fn a_run_goes_from_pending_to_completed() {
        let run = granted(&fresh(), 5);
        assert_eq!((run.attempts, run.due()), (1, Some(Timestamp(30_005))));
        let run = run
            .sent(Timestamp(6))
            .unwrap()
            .waiting(Timestamp(7), ticket())
            .unwrap();
        let run = run.complete(Timestamp(8), picture()).unwrap();
        assert!(run.has_ended());
        assert_eq!(
            (run.version, run.changed, run.due()),
            (4, Timestamp(8), None)
        );
        assert_eq!(
            run.retry(Timestamp(9)),
            Err(NotAllowed),
            "a picture is never painted over"
        );
    }

    #[test]
    fn a_live_lease_keeps_others_away() {
        let run = granted(&fresh(), 0);
        assert_eq!(
            run.claim(Timestamp(29_999), LEASE, Resending::Free),
            Err(NotAllowed)
        );
        let renewed = run.renew(Timestamp(20_000), LEASE).unwrap();
        assert_eq!(
            renewed.claim(Timestamp(30_000), LEASE, Resending::Free),
            Err(NotAllowed)
        );
        assert_eq!(granted(&renewed, 50_000).attempts, 2);
    }

    #[test]
    fn what_may_have_been_bought_is_not_bought_again() {
        let sent = granted(&fresh(), 0).sent(Timestamp(1)).unwrap();
        let late = Timestamp(90_000);
        let Ok(Claim::Ended(ended)) = sent.claim(late, LEASE, Resending::MayBuyTwice) else {
            panic!("must end")
        };
        let error = RunState::Error {
            kind: ErrorKind::Interrupted,
            outcome: Outcome::Unknown,
        };
        assert_eq!(ended.state, error);
        assert!(matches!(
            sent.claim(late, LEASE, Resending::Free),
            Ok(Claim::Granted(_))
        ));
        let waiting = sent.waiting(Timestamp(2), ticket()).unwrap();
        let again = granted(&waiting, 90_000);
        assert!(matches!(
            again.state,
            RunState::InProgress {
                phase: Phase::Waiting { .. },
                ..
            }
        ));
    }

    #[test]
    fn a_stop_is_at_once_or_soon() {
        assert_eq!(
            fresh().cancel(Timestamp(1)).unwrap().state,
            RunState::Cancelled
        );
        let stopping = granted(&fresh(), 0).cancel(Timestamp(1)).unwrap();
        assert!(stopping.stopping && !stopping.has_ended());
        let stopped = stopping
            .fail(Timestamp(2), ErrorKind::Cancelled, Outcome::NotSent)
            .unwrap();
        assert_eq!(
            (stopped.state.clone(), stopped.stopping),
            (RunState::Cancelled, false)
        );
        assert!(stopped.retry(Timestamp(3)).unwrap().due().is_some());
        assert!(
            stopping.complete(Timestamp(2), picture()).is_ok(),
            "what was paid for is kept"
        );
    }

    #[test]
    fn json_tells_the_status() {
        let json = serde_json::to_value(granted(&fresh(), 5)).unwrap();
        assert_eq!(json["state"]["status"], "in_progress");
        assert_eq!(json["state"]["phase"]["phase"], "claimed");
        assert_eq!(
            serde_json::from_value::<Run>(json).unwrap(),
            granted(&fresh(), 5)
        );
    }

    /// What two workers, a person and time may do, in any order, over one stored run.
    #[derive(Clone, Debug)]
    enum Move {
        Claim(usize),
        Renew(usize),
        Send(usize),
        Ticket(usize),
        PutOff(usize),
        Complete(usize),
        Fail(usize),
        Cancel,
        Retry,
        Wait(u64),
    }

    fn moves() -> impl Strategy<Value = Vec<Move>> {
        let worker = 0..2_usize;
        let one = prop_oneof![
            worker.clone().prop_map(Move::Claim),
            worker.clone().prop_map(Move::Renew),
            worker.clone().prop_map(Move::Send),
            worker.clone().prop_map(Move::Ticket),
            worker.clone().prop_map(Move::PutOff),
            worker.clone().prop_map(Move::Complete),
            worker.prop_map(Move::Fail),
            Just(Move::Cancel),
            Just(Move::Retry),
            (0..40_000_u64).prop_map(Move::Wait),
        ];
        proptest::collection::vec(one, 1..80)
    }

    proptest! {
        /// However workers, stops and waits interleave, a provider that charges is asked at most once
        /// for each time a person asked.
        #[test]
        fn nothing_is_bought_twice(moves in moves()) {
            let mut stored = fresh();
            let mut held: [Option<Run>; 2] = [None, None];
            let (mut now, mut asked, mut sent) = (0, 1, 0);
            for step in moves {
                let at = Timestamp(now);
                let (who, next) = match step {
                    Move::Wait(more) => { now += more; continue }
                    Move::Cancel => (None, stored.cancel(at)),
                    Move::Retry => (None, stored.retry(at)),
                    Move::Claim(w) => (Some(w), stored.claim(at, LEASE, Resending::MayBuyTwice).map(|claim| match claim {
                        Claim::Granted(run) | Claim::Ended(run) => run,
                    })),
                    // A worker goes on from what it holds, which may be long out of date.
                    Move::Renew(w) => (Some(w), held[w].as_ref().map_or(Err(NotAllowed), |r| r.renew(at, LEASE))),
                    Move::Send(w) => (Some(w), held[w].as_ref().map_or(Err(NotAllowed), |r| r.sent(at))),
                    Move::Ticket(w) => (Some(w), held[w].as_ref().map_or(Err(NotAllowed), |r| r.waiting(at, ticket()))),
                    Move::PutOff(w) => {
                        // A worker puts off only what it knows was not bought.
                        let known = held[w].as_ref().filter(|r| !matches!(r.state, RunState::InProgress { phase: Phase::Sent, .. }));
                        (Some(w), known.map_or(Err(NotAllowed), |r| r.put_off(at, at)))
                    }
                    Move::Complete(w) => (Some(w), held[w].as_ref().map_or(Err(NotAllowed), |r| r.complete(at, picture()))),
                    Move::Fail(w) => (Some(w), held[w].as_ref().map_or(Err(NotAllowed), |r| r.fail(at, ErrorKind::TimedOut, Outcome::Unknown))),
                };
                let Ok(next) = next else { continue };
                // The store's compare-and-swap.
                let before = match (&step, who) {
                    (Move::Claim(_), _) | (_, None) => stored.version,
                    (_, Some(w)) => held[w].as_ref().map_or(u64::MAX, |r| r.version),
                };
                if before != stored.version { continue }
                prop_assert_eq!(next.version, stored.version + 1);
                prop_assert!(!matches!(stored.state, RunState::Completed { .. }), "nothing follows a picture");
                asked += u32::from(matches!(step, Move::Retry));
                sent += u32::from(matches!(step, Move::Send(_)));
                prop_assert!(sent <= asked, "sent {} times for {} wishes", sent, asked);
                stored = next.clone();
                if let Some(w) = who { held[w] = Some(next) }
            }
        }
    }
}
