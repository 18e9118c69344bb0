//! What a provider's protocol is to the mock.

use super::asked::Asked;
use super::order::{Order, Stand, Work};
use super::said::{No, Said};

/// What a request wants.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// Something that a real provider would bill.
    Order(Order),
    /// To know how accepted work stands.
    Ask(String),
    /// What came of it.
    Collect(String),
    /// To know what is being worked on.
    Look,
    /// Something else, which is answered so.
    Say(Said),
}

/// How one provider talks.
///
/// Nothing here knows of faults: the door lets them happen, and a protocol only has to know how its
/// provider says no.
pub(super) trait Protocol: Send + Sync {
    /// The family of models that is reached so.
    fn family(&self) -> &'static str;

    /// Its name for people.
    fn title(&self) -> &'static str;

    /// What all its paths here begin with.
    fn prefix(&self) -> &'static str;

    /// What stands for the provider's own base address, with the prefix.
    fn base(&self) -> &'static str;

    /// Models that paint, a good one to begin with first.
    fn models(&self) -> &'static [&'static str];

    /// Models that write, a good one to begin with first.
    fn writers(&self) -> &'static [&'static str] {
        &[]
    }

    /// What to configure as its key, if `key` is what all of them know.
    fn key(&self, key: &str) -> String {
        key.to_owned()
    }

    /// What to configure as the account to work for, if it wants to know.
    fn user_id(&self) -> Option<&'static str> {
        None
    }

    /// Whether the request has the right key.
    fn admit(&self, asked: &Asked, key: &str) -> Result<(), No>;

    /// Reads a request, as strictly as the provider does.
    fn read(&self, asked: &Asked) -> Result<Step, No>;

    /// Says no.
    fn refuse(&self, no: &No) -> Said;

    /// Whether the filter only says no to what came of the work, or when it is asked for.
    fn refuses_late(&self) -> bool {
        false
    }

    /// The answer to an order: what came of it, or where to ask for it.
    fn answer(&self, work: &Work, origin: &str) -> Said;

    /// Whether orders are answered with a ticket.
    fn has_tickets(&self) -> bool {
        false
    }

    /// How accepted work stands.
    fn stands(&self, _work: &Work, _stand: Stand, _origin: &str) -> Said {
        self.refuse(&No::Nowhere)
    }

    /// What is being worked on, where that can be asked.
    fn looks(&self, _at_work: &[Work], _asked: &Asked) -> Said {
        self.refuse(&No::Nowhere)
    }

    /// What came of it, where that is asked for separately.
    fn collected(&self, _work: &Work, _asked: &Asked) -> Said {
        self.refuse(&No::Nowhere)
    }
}

/// The key that was given, if it is the right one.
pub(super) fn admitted(given: Option<&str>, key: &str) -> Result<(), No> {
    match given {
        Some(given) if given == key => Ok(()),
        given => Err(No::Key(given.unwrap_or_default().to_owned())),
    }
}

/// A server of one's own asks for no key; one in front of it may, and then it has to be right.
pub(super) fn admitted_at_home(asked: &Asked, key: &str) -> Result<(), No> {
    match asked.header("authorization") {
        None => Ok(()),
        Some(_) => admitted(asked.authorization("bearer"), key),
    }
}
