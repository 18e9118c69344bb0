//! How much may be spent.

use std::{
    fmt,
    time::{Duration, UNIX_EPOCH},
};

use pixelprompt_domain::{
    Bill, Ceiling, ModelId, ModelInfo, Money, Operation, Overdrawn, Parameters, Timestamp,
};

use crate::{Client, Engine, Limits, Refusal};

const DAY: u64 = 24 * 60 * 60 * 1000;

/// The last moment that a date of four digits can name.
const LAST: u64 = 253_402_300_799_999;

/// How much may be spent. Days and months are those of UTC.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Budget {
    /// In a day, by all clients together.
    pub daily: Option<Money>,
    /// In a month, by all clients together.
    pub monthly: Option<Money>,
    /// In a day, by each client.
    pub client_daily: Option<Money>,
    /// In a month, by each client.
    pub client_monthly: Option<Money>,
    /// What becomes of models whose price nobody knows.
    pub unknown_price: UnknownPrice,
}

/// What becomes of models whose price nobody knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnknownPrice {
    /// They do not paint while there is a ceiling: it could not be kept.
    #[default]
    Refuse,
    /// They paint, and are not counted.
    Allow,
    /// They paint, and a picture counts as so much.
    Assume(Money),
}

/// The spending of a day or a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spending {
    /// Whose, and of which time.
    pub scope: Scope,
    /// Spent, or held back for pictures that are coming.
    pub spent: Money,
    /// At most so much; `None` where there is no ceiling.
    pub limit: Option<Money>,
    /// When it begins anew.
    pub resets: Timestamp,
}

/// Whose spending, and of which time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Of all clients in a day.
    Daily,
    /// Of all clients in a month.
    Monthly,
    /// Of the client that asks, in a day.
    ClientDaily,
    /// Of the client that asks, in a month.
    ClientMonthly,
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Daily => "daily",
            Self::Monthly => "monthly",
            Self::ClientDaily => "daily personal",
            Self::ClientMonthly => "monthly personal",
        })
    }
}

/// One account, as it stands for a client at a moment.
struct Account {
    scope: Scope,
    name: String,
    limit: Option<Money>,
    resets: Timestamp,
}

impl Budget {
    /// The accounts of a client. Those of all clients are kept whether or not there is a ceiling; one of
    /// a client holds its address, and so exists only where it is needed.
    fn accounts(&self, limits: &Limits, client: Client, now: Timestamp) -> Vec<Account> {
        let date = date(now);
        let (day, month) = (format!("day/{date}"), format!("month/{}", &date[..7]));
        let (tomorrow, next_month) = (tomorrow(now), next_month(now));
        let account = |scope, name: String, limit, resets| Account {
            scope,
            name,
            limit,
            resets,
        };
        let mut accounts = vec![
            account(Scope::Daily, day.clone(), self.daily, tomorrow),
            account(Scope::Monthly, month.clone(), self.monthly, next_month),
        ];
        if let Some(client) = limits.counted(client) {
            let of = |name: &str| format!("{name}/{client}");
            if self.client_daily.is_some() {
                let limit = self.client_daily;
                accounts.push(account(Scope::ClientDaily, of(&day), limit, tomorrow));
            }
            if self.client_monthly.is_some() {
                let limit = self.client_monthly;
                accounts.push(account(Scope::ClientMonthly, of(&month), limit, next_month));
            }
        }
        accounts
    }
}

/// The money side of one request: what its runs are charged to.
pub(crate) struct Purse<'a> {
    budget: &'a Budget,
    accounts: Vec<Account>,
    now: Timestamp,
}

impl<'a> Purse<'a> {
    pub(crate) fn new(budget: &'a Budget, limits: &Limits, client: Client, now: Timestamp) -> Self {
        let accounts = budget.accounts(limits, client, now);
        Self {
            budget,
            accounts,
            now,
        }
    }

    pub(crate) fn ceilings(&self) -> Vec<Ceiling> {
        let ceiling = |account: &Account| {
            Some(Ceiling {
                account: account.name.clone(),
                limit: account.limit?,
            })
        };
        self.accounts.iter().filter_map(ceiling).collect()
    }

    /// The bill of one picture, which holds back what it is expected to cost.
    pub(crate) fn bill(
        &self,
        model: &ModelInfo,
        parameters: &Parameters,
    ) -> Result<Bill, PriceUnknown> {
        let estimate = model.price.of(Operation::Generate, parameters);
        let held = match (estimate, self.budget.unknown_price) {
            (Some(Money::ZERO), _) => return Ok(Bill::new(estimate, Money::ZERO, Vec::new())),
            (Some(estimate), _) => estimate,
            (None, UnknownPrice::Assume(sum)) => sum,
            (None, UnknownPrice::Allow) => Money::ZERO,
            (None, UnknownPrice::Refuse) if self.ceilings().is_empty() => Money::ZERO,
            (None, UnknownPrice::Refuse) => return Err(PriceUnknown(model.id.clone())),
        };
        let accounts = self.accounts.iter().map(|account| account.name.clone());
        Ok(Bill::new(estimate, held, accounts.collect()))
    }

    /// Why somebody cannot have it, and until when.
    pub(crate) fn refusal(&self, over: Overdrawn) -> Refusal {
        let account = |account: &&Account| account.name == over.ceiling.account;
        let account = self.accounts.iter().find(account);
        let (scope, resets) = account.map_or((Scope::Daily, self.now), |a| (a.scope, a.resets));
        Refusal::OverBudget {
            scope,
            retry_after: resets.since(self.now).max(Duration::from_secs(1)),
            over,
        }
    }
}

/// A model that cannot be used within a budget.
pub(crate) struct PriceUnknown(pub(crate) ModelId);

impl Engine {
    /// What was spent, by everybody and by the client that asks.
    pub async fn spending(&self, client: Client) -> Result<Vec<Spending>, Refusal> {
        let now = self.parts.clock.now();
        let accounts = self.parts.budget.accounts(&self.parts.limits, client, now);
        let names: Vec<String> = accounts
            .iter()
            .map(|account| account.name.clone())
            .collect();
        let spent = self.parts.jobs.spent(&names).await?;
        let spending = |(account, spent): (Account, Money)| Spending {
            scope: account.scope,
            spent,
            limit: account.limit,
            resets: account.resets,
        };
        Ok(accounts.into_iter().zip(spent).map(spending).collect())
    }
}

/// The day in UTC, as `2026-11-23`.
fn date(moment: Timestamp) -> String {
    let moment = UNIX_EPOCH + Duration::from_millis(moment.0.min(LAST));
    let mut text = humantime::format_rfc3339_seconds(moment).to_string();
    text.truncate("2026-11-23".len());
    text
}

fn tomorrow(moment: Timestamp) -> Timestamp {
    Timestamp((moment.0 / DAY + 1).saturating_mul(DAY))
}

fn next_month(moment: Timestamp) -> Timestamp {
    let month = |day: Timestamp| date(day)[..7].to_owned();
    let this = month(moment);
    let mut day = tomorrow(moment);
    while month(day) == this && day.0 < LAST {
        day = tomorrow(day);
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_months_end() {
        // 2026-11-30T12:00:00Z
        let noon = Timestamp(1_796_040_000_000);
        assert_eq!(date(noon), "2026-11-30");
        assert_eq!(date(tomorrow(noon)), "2026-12-01");
        assert_eq!(next_month(noon), tomorrow(noon));
        assert_eq!(date(next_month(tomorrow(noon))), "2027-01-01");
        let _ = next_month(Timestamp(u64::MAX));
    }

    #[test]
    fn an_address_is_kept_only_where_a_ceiling_needs_it() {
        let client = Client::Remote("203.0.113.7".parse().unwrap());
        let names = |budget: Budget| -> Vec<String> {
            let accounts = budget.accounts(&Limits::none(), client, Timestamp(0));
            accounts.into_iter().map(|account| account.name).collect()
        };
        let plain = names(Budget::default());
        assert_eq!(plain, ["day/1970-01-01", "month/1970-01"]);
        let strict = names(Budget {
            client_daily: Some(Money(1)),
            ..Budget::default()
        });
        assert_eq!(strict[2..], ["day/1970-01-01/203.0.113.7"]);
    }
}
