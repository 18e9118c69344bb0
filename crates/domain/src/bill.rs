//! What a run costs, and what it takes of the budgets meanwhile.
//!
//! A budget is an *account*, a sum in the job store with a name such as `day/2026-11-23`. A run says in
//! its [`Bill`] what it takes of each account; the store adds up those charges in the same write that
//! keeps the run, so that no crash can part the two. What is held back for a picture that is coming
//! counts as if it were spent; when the run ends, what it really cost takes its place.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Money;

/// What a run costs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Bill {
    /// What one picture is expected to cost; `None` if nobody knows.
    pub estimate: Option<Money>,
    /// Held back for a picture that may still come.
    pub held: Money,
    /// What it has cost so far, failed attempts included.
    pub spent: Money,
    /// How sure that is.
    pub certainty: Certainty,
    /// The accounts that what is held now counts towards.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accounts: Vec<String>,
    /// What the run takes of every account that it ever counted towards.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub charges: BTreeMap<String, Money>,
}

/// How sure a sum is; from several attempts, the least sure one counts.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum Certainty {
    /// The provider said so, or nothing was bought.
    #[default]
    Exact,
    /// By the price list.
    Estimated,
    /// Nobody knows: the price is not known, or whether anything was bought.
    Unknown,
}

/// What a picture turned out to cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cost {
    /// Nothing was bought.
    Nothing,
    /// It was bought; the provider may have said for how much.
    Bought(Option<Money>),
    /// Whether it was bought is not known.
    Unknown,
}

/// How much an account may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ceiling {
    /// The account.
    pub account: String,
    /// At most so much.
    pub limit: Money,
}

/// An account that would hold more than it may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overdrawn {
    /// What it may hold.
    pub ceiling: Ceiling,
    /// What it holds.
    pub spent: Money,
    /// What was to be added.
    pub asked: Money,
}

impl Bill {
    /// Holds back `held` on these accounts for a picture that is expected to cost `estimate`. The two
    /// differ where the price is not known and a budget has to assume one.
    pub fn new(estimate: Option<Money>, held: Money, accounts: Vec<String>) -> Self {
        let mut bill = Self {
            estimate,
            ..Self::default()
        };
        bill.hold(held, accounts);
        bill
    }

    /// Holds back as much for another picture, on these accounts.
    pub(crate) fn hold(&mut self, held: Money, accounts: Vec<String>) {
        if self.held > Money::ZERO {
            self.settle(Cost::Unknown);
        }
        self.accounts = accounts;
        self.held = held;
        self.charge(Money::ZERO, held);
    }

    /// Puts what the picture cost in the place of what was held back for it. Where nobody knows the
    /// cost, it is what was held back.
    pub(crate) fn settle(&mut self, cost: Cost) {
        let (sum, certainty) = match cost {
            Cost::Nothing => (Money::ZERO, Certainty::Exact),
            Cost::Bought(Some(sum)) => (sum, Certainty::Exact),
            Cost::Bought(None) => match self.estimate {
                Some(Money::ZERO) => (Money::ZERO, Certainty::Exact),
                Some(sum) => (sum, Certainty::Estimated),
                None => (self.held, Certainty::Unknown),
            },
            Cost::Unknown if self.estimate == Some(Money::ZERO) => (Money::ZERO, Certainty::Exact),
            Cost::Unknown => (self.held, Certainty::Unknown),
        };
        self.charge(self.held, sum);
        self.held = Money::ZERO;
        self.spent = self.spent.plus(sum);
        self.certainty = self.certainty.max(certainty);
    }

    fn charge(&mut self, less: Money, more: Money) {
        for account in &self.accounts {
            let charge = self.charges.entry(account.clone()).or_default();
            *charge = charge.minus(less).plus(more);
        }
        self.charges.retain(|_, charge| *charge != Money::ZERO);
    }
}

/// How much an account gets, and how much it gives back, when runs are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    /// The account.
    pub account: String,
    /// What the runs took of it before.
    pub less: Money,
    /// What they take of it now.
    pub more: Money,
}

impl Booking {
    /// What is booked when the second bill of each pair takes the place of the first. One for each
    /// account that changes, by name.
    pub fn of<'a>(bills: impl IntoIterator<Item = (Option<&'a Bill>, &'a Bill)>) -> Vec<Self> {
        let mut sums: BTreeMap<&str, (Money, Money)> = BTreeMap::new();
        for (before, after) in bills {
            for (account, charge) in before.into_iter().flat_map(|bill| &bill.charges) {
                let (less, _) = sums.entry(account).or_default();
                *less = less.plus(*charge);
            }
            for (account, charge) in &after.charges {
                let (_, more) = sums.entry(account).or_default();
                *more = more.plus(*charge);
            }
        }
        let changed = sums.into_iter().filter(|(_, (less, more))| less != more);
        let booking = |(account, (less, more)): (&str, _)| Self {
            account: account.to_owned(),
            less,
            more,
        };
        changed.map(booking).collect()
    }

    /// What an account that holds `spent` holds afterwards.
    pub fn after(&self, spent: Money) -> Money {
        spent.plus(self.more).minus(self.less)
    }

    /// Why an account that holds `spent` must not be given so much. To give back is always allowed.
    pub fn overdraws(&self, spent: Money, within: &[Ceiling]) -> Option<Overdrawn> {
        let ceiling = within.iter().find(|c| c.account == self.account)?;
        let over = self.more > self.less && self.after(spent) > ceiling.limit;
        over.then(|| Overdrawn {
            ceiling: ceiling.clone(),
            spent,
            asked: self.more.minus(self.less),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bill(estimate: Option<u64>, held: u64) -> Bill {
        Bill::new(estimate.map(Money), Money(held), vec!["day/1".to_owned()])
    }

    fn settled(mut bill: Bill, cost: Cost) -> (Money, Certainty, Money) {
        bill.settle(cost);
        assert_eq!(bill.held, Money::ZERO);
        let charged = bill.charges.get("day/1").copied().unwrap_or_default();
        (bill.spent, bill.certainty, charged)
    }

    #[test]
    fn what_it_cost_takes_the_place_of_what_was_held() {
        use Certainty::{Estimated, Exact, Unknown};
        for (estimate, held, cost, spent, certainty) in [
            (Some(50), 50, Cost::Nothing, 0, Exact),
            (Some(50), 50, Cost::Bought(Some(Money(60))), 60, Exact),
            (Some(50), 50, Cost::Bought(None), 50, Estimated),
            (Some(50), 50, Cost::Unknown, 50, Unknown),
            (Some(0), 0, Cost::Bought(None), 0, Exact),
            (Some(0), 0, Cost::Unknown, 0, Exact),
            (None, 90, Cost::Bought(None), 90, Unknown),
            (None, 90, Cost::Unknown, 90, Unknown),
            (None, 0, Cost::Bought(None), 0, Unknown),
        ] {
            assert_eq!(
                settled(bill(estimate, held), cost),
                (Money(spent), certainty, Money(spent)),
                "{estimate:?} {cost:?}"
            );
        }
    }

    #[test]
    fn another_try_is_charged_beside_the_first_and_to_its_own_day() {
        let mut bill = bill(Some(50), 50);
        bill.settle(Cost::Unknown);
        bill.hold(Money(50), vec!["day/1".to_owned(), "month/1".to_owned()]);
        assert_eq!(bill.charges["day/1"], Money(100));
        assert_eq!(bill.charges["month/1"], Money(50));
        bill.settle(Cost::Nothing);
        assert_eq!(
            (bill.spent, bill.certainty),
            (Money(50), Certainty::Unknown)
        );
        assert_eq!(
            bill.charges,
            BTreeMap::from([("day/1".to_owned(), Money(50))])
        );
    }
}
