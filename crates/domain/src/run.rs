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

mod steps;

use serde::{Deserialize, Serialize};

use crate::{
    Bill, Certainty, ErrorKind, ModelId, Money, Outcome, Parameters, RunId, StoredImage, Ticket,
    Timestamp, Warning,
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
}

#[cfg(test)]
mod tests;
