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
    Bill, Certainty, ErrorKind, ModelId, Money, Outcome, Parameters, RunId, StoredImage, Ticket,
    Timestamp, Warning, bill::Cost,
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
    /// What it costs.
    #[serde(default)]
    pub bill: Bill,
    /// Where it stands.
    pub state: RunState,
    /// How often a worker has claimed it.
    pub attempts: u32,
    /// How many of its attempts belong to earlier wishes: before the last time a person retried it.
    pub spent: u32,
    /// When the last attempt began.
    pub began: Option<Timestamp>,
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
        /// The provider's name for work that may still come to an end: a retry asks by it, and buys
        /// nothing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ticket: Option<Ticket>,
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

/// How an attempt failed for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What went wrong.
    pub kind: ErrorKind,
    /// How far the attempt got.
    pub outcome: Outcome,
    /// What the provider says that it cost all the same.
    pub cost: Option<Money>,
    /// A ticket is of no use any more.
    pub gone: bool,
}

impl Failure {
    /// A failure of which the provider said nothing more.
    pub const fn new(kind: ErrorKind, outcome: Outcome) -> Self {
        Self {
            kind,
            outcome,
            cost: None,
            gone: false,
        }
    }
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
            bill: Bill::default(),
            state,
            attempts: 0,
            spent: 0,
            began: None,
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

    /// What it has cost so far, and how sure that is. Once it has ended, what is still held back for a
    /// picture that may come by its ticket counts too, as something that nobody knows.
    pub fn cost(&self) -> (Money, Certainty) {
        let Bill {
            held,
            spent,
            certainty,
            ..
        } = self.bill;
        if self.has_ended() && held > Money::ZERO {
            (spent.plus(held), Certainty::Unknown)
        } else {
            (spent, certainty)
        }
    }

    /// Whether a retry asks for work that is bought already.
    pub fn has_ticket(&self) -> bool {
        matches!(
            self.state,
            RunState::Error {
                ticket: Some(_),
                ..
            }
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

#[cfg(test)]
mod tests;
