//! The ways in which a run may change: each a pure function from one run to the next.

use std::time::Duration;

use super::{Claim, Failure, NotAllowed, Phase, Resending, Run, RunState};
use crate::{Bill, ErrorKind, Money, Outcome, StoredImage, Ticket, Timestamp, bill::Cost};

impl Run {
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
                let state = RunState::Error {
                    kind,
                    outcome: Outcome::Unknown,
                    ticket: None,
                };
                return Ok(Claim::Ended(self.next(now, state).settled(Cost::Unknown)));
            }
            RunState::InProgress {
                phase: Phase::Waiting { ticket },
                ..
            } if self.stopping && resending == Resending::MayBuyTwice => {
                // It is bought, and a retry asks for it.
                let state = RunState::Error {
                    kind: ErrorKind::Cancelled,
                    outcome: Outcome::Unknown,
                    ticket: Some(ticket.clone()),
                };
                return Ok(Claim::Ended(self.next(now, state)));
            }
            RunState::InProgress { phase, .. } if self.stopping => {
                let cost = match (phase, resending) {
                    (Phase::Claimed, _) | (_, Resending::Free) => Cost::Nothing,
                    _ => Cost::Unknown,
                };
                let next = self.next(now, RunState::Cancelled);
                return Ok(Claim::Ended(next.settled(cost)));
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
                phase,
            },
        );
        run.attempts += 1;
        run.began = Some(now);
        Ok(Claim::Granted(run))
    }

    /// The worker is still at it: the lease ends at `now + lease`.
    pub fn renew(&self, now: Timestamp, lease: Duration) -> Result<Self, NotAllowed> {
        let RunState::InProgress { phase, .. } = &self.state else {
            return Err(NotAllowed);
        };
        Ok(self.next(
            now,
            RunState::InProgress {
                lease: now.after(lease),
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

    /// The worker that had it is known to be dead, as after a restart of the only process: the lease
    /// ends now instead of later.
    pub fn orphaned(&self, now: Timestamp) -> Result<Self, NotAllowed> {
        self.renew(now, Duration::ZERO)
    }

    /// The worker lets go of it: nothing was bought, and it may be claimed again from a moment on.
    /// With a ticket in hand the work is bought, so the ticket is kept and the lease ends instead.
    pub fn put_off(&self, now: Timestamp, not_before: Timestamp) -> Result<Self, NotAllowed> {
        match &self.state {
            RunState::InProgress {
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
                        phase,
                    },
                ))
            }
            RunState::InProgress { .. } if self.stopping => {
                let next = self.next(now, RunState::Cancelled);
                Ok(next.settled(Cost::Nothing))
            }
            RunState::InProgress { .. } => Ok(self.next(now, RunState::Pending { not_before })),
            _ => Err(NotAllowed),
        }
    }

    /// The picture is durably stored; its provider may have said what it cost. A picture that arrives
    /// after a stop was asked for is kept: it has been paid for.
    pub fn complete(
        &self,
        now: Timestamp,
        image: StoredImage,
        cost: Option<Money>,
    ) -> Result<Self, NotAllowed> {
        let RunState::InProgress { .. } = self.state else {
            return Err(NotAllowed);
        };
        let next = self.next(now, RunState::Completed { image });
        Ok(next.settled(Cost::Bought(cost)))
    }

    /// The attempt failed for good. A ticket is kept unless the provider said how its work ended or that
    /// there is none, and with the ticket what is held back.
    pub fn fail(&self, now: Timestamp, failure: Failure) -> Result<Self, NotAllowed> {
        let RunState::InProgress { phase, .. } = &self.state else {
            return Err(NotAllowed);
        };
        let Failure {
            kind,
            outcome,
            cost,
            gone,
        } = failure;
        if kind == ErrorKind::Cancelled && outcome != Outcome::Unknown {
            let next = self.next(now, RunState::Cancelled);
            return Ok(next.settled(Cost::Nothing));
        }
        let open = matches!(outcome, Outcome::Unknown | Outcome::NotSent) && !gone;
        let ticket = match phase {
            Phase::Waiting { ticket } if open => Some(ticket.clone()),
            _ => None,
        };
        let cost = match (outcome, cost) {
            _ if *phase == Phase::Claimed => Some(Cost::Nothing),
            _ if ticket.is_some() => None,
            (_, Some(cost)) => Some(Cost::Bought(Some(cost))),
            (Outcome::NotSent | Outcome::Refused, None) => Some(Cost::Nothing),
            (Outcome::Answered, None) => Some(Cost::Bought(None)),
            (Outcome::Unknown, None) => Some(Cost::Unknown),
        };
        let state = RunState::Error {
            kind,
            outcome,
            ticket,
        };
        let next = self.next(now, state);
        Ok(match cost {
            Some(cost) => next.settled(cost),
            None => next,
        })
    }

    /// A person wants it to stop: at once if no worker has it, otherwise as soon as the worker sees it.
    pub fn cancel(&self, now: Timestamp) -> Result<Self, NotAllowed> {
        match &self.state {
            RunState::Pending { .. } => {
                let next = self.next(now, RunState::Cancelled);
                Ok(next.settled(Cost::Nothing))
            }
            RunState::InProgress { .. } if !self.stopping => {
                let mut run = self.next(now, self.state.clone());
                run.stopping = true;
                Ok(run)
            }
            _ => Err(NotAllowed),
        }
    }

    /// A person wants another try of a run that failed or was stopped, knowing what it may cost. Where
    /// there is a ticket, the provider is asked by it first, which costs nothing; otherwise as much is
    /// held back as in `bill`, on its accounts.
    pub fn retry(&self, now: Timestamp, bill: &Bill) -> Result<Self, NotAllowed> {
        let mut buys = true;
        let state = match &self.state {
            RunState::Error {
                ticket: Some(ticket),
                ..
            } => {
                buys = false;
                RunState::InProgress {
                    lease: now,
                    phase: Phase::Waiting {
                        ticket: ticket.clone(),
                    },
                }
            }
            RunState::Error { .. } | RunState::Cancelled => RunState::Pending {
                not_before: Timestamp::default(),
            },
            _ => return Err(NotAllowed),
        };
        let mut run = self.next(now, state);
        run.stopping = false;
        run.spent = self.attempts;
        if buys {
            run.bill.estimate = bill.estimate;
            run.bill.hold(bill.held, bill.accounts.clone());
        }
        Ok(run)
    }

    fn advance(
        &self,
        now: Timestamp,
        to: Phase,
        from: impl Fn(&Phase) -> bool,
    ) -> Result<Self, NotAllowed> {
        match &self.state {
            RunState::InProgress { lease, phase } if from(phase) => Ok(self.next(
                now,
                RunState::InProgress {
                    lease: *lease,
                    phase: to,
                },
            )),
            _ => Err(NotAllowed),
        }
    }

    fn settled(mut self, cost: Cost) -> Self {
        self.bill.settle(cost);
        self
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
