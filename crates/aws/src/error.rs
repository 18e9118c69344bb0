//! What can go wrong with a call.

use std::{error::Error, fmt};

use serde_json::Value;

use crate::{NoKey, StrangeKey};

/// A call that ended without what was asked for. It tells the action, the service's code and its words, without
/// a key; what the service says lies in a table is not printed.
#[derive(Debug, thiserror::Error)]
#[error("{action} failed after {attempts} attempts: {fault}")]
pub struct AwsError {
    action: &'static str,
    attempts: u32,
    in_doubt: bool,
    #[source]
    fault: Fault,
}

/// How an attempt failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    #[error(transparent)]
    NoKey(#[from] NoKey),
    #[error(transparent)]
    StrangeKey(#[from] StrangeKey),
    #[error("{0}")]
    Refused(Box<Refusal>),
    #[error("no answer came")]
    Unanswered {
        /// The request may have arrived.
        sent: bool,
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    #[error("the answer is no JSON, or too long")]
    Unreadable,
    #[error("no time was left for it")]
    NoTime,
}

/// What a service says that will not do what was asked.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) reasons: Vec<Reason>,
    pub(crate) item: Hidden,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            status,
            code,
            message,
            ..
        } = self;
        write!(f, "{code} ({status}): {message}")
    }
}

/// Why a transaction was not carried out, for one of its items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// `None` where nothing is wrong with this item, `ConditionalCheckFailed`, `TransactionConflict` …
    pub code: String,
    pub(crate) item: Hidden,
}

impl Reason {
    /// The item as it lay in the table, if it was asked for (`ReturnValuesOnConditionCheckFailure`).
    pub fn item(&self) -> Option<&Value> {
        self.item.0.as_ref()
    }
}

/// Something out of a table: its prompts are nobody's business who reads a log.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Hidden(pub(crate) Option<Value>);

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() {
            "an item"
        } else {
            "nothing"
        })
    }
}

impl AwsError {
    pub(crate) fn new(action: &'static str, attempts: u32, in_doubt: bool, fault: Fault) -> Self {
        Self {
            action,
            attempts,
            in_doubt,
            fault,
        }
    }

    /// The service's code, if it answered: `ConditionalCheckFailedException`.
    pub fn code(&self) -> Option<&str> {
        self.refusal().map(|refusal| refusal.code.as_str())
    }

    /// Whether this is the service's code.
    pub fn is(&self, code: &str) -> bool {
        self.code() == Some(code)
    }

    /// The HTTP status, if the service answered.
    pub fn status(&self) -> Option<u16> {
        self.refusal().map(|refusal| refusal.status)
    }

    /// Why a transaction was not carried out, item by item, in their order; else nothing.
    pub fn reasons(&self) -> &[Reason] {
        self.refusal().map_or(&[], |refusal| &refusal.reasons)
    }

    /// The item that did not meet a condition, if it was asked for.
    pub fn item(&self) -> Option<&Value> {
        self.refusal().and_then(|refusal| refusal.item.0.as_ref())
    }

    /// Whether an attempt was sent and no answer to it came: then it may have been carried out all the same,
    /// whatever the last attempt was told.
    pub fn in_doubt(&self) -> bool {
        self.in_doubt
    }

    /// The same error of a caller who repeated the call himself, and may know of more doubt.
    #[must_use]
    pub fn with_doubt(self, in_doubt: bool) -> Self {
        Self {
            in_doubt: self.in_doubt || in_doubt,
            ..self
        }
    }

    fn refusal(&self) -> Option<&Refusal> {
        match &self.fault {
            Fault::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }
}
