//! Money, as clients see it: whole millionths of a US dollar, so that no sum is rounded on the way.

use pixelprompt_domain as domain;
use pixelprompt_engine as engine;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Quality, Time};

/// What something costs.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Cost {
    /// Spent so far, in millionths of a US dollar; failed attempts count too if they were billed.
    #[schema(value_type = u64, example = 13_000)]
    micro_usd: domain::Money,
    certainty: Certainty,
}

/// How sure a sum is.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Certainty {
    /// The provider said so, or nothing was bought.
    Exact,
    /// By its price list.
    Estimated,
    /// Part of it is not known: a price, or whether something was bought.
    Unknown,
}

impl From<domain::Certainty> for Certainty {
    fn from(certainty: domain::Certainty) -> Self {
        match certainty {
            domain::Certainty::Exact => Self::Exact,
            domain::Certainty::Estimated => Self::Estimated,
            domain::Certainty::Unknown => Self::Unknown,
        }
    }
}

impl Cost {
    /// Of some runs together.
    pub(crate) fn of<'a>(runs: impl IntoIterator<Item = &'a domain::Run>) -> Self {
        let (sum, certainty) = runs.into_iter().fold(
            (domain::Money::ZERO, domain::Certainty::Exact),
            |(sum, certainty), run| {
                let (cost, sure) = run.cost();
                (sum.plus(cost), certainty.max(sure))
            },
        );
        Self {
            micro_usd: sum,
            certainty: certainty.into(),
        }
    }
}

/// What a model's pictures cost.
#[derive(Serialize, ToSchema)]
#[serde(
    tag = "kind",
    rename_all = "lowercase",
    rename_all_fields = "camelCase"
)]
pub(crate) enum Price<'a> {
    /// Nothing.
    Free,
    /// What a price list says; the first rate that covers what is asked holds.
    Listed {
        rates: Vec<Rate>,
        /// The day on which the list was read; empty if the operator set the price.
        #[schema(example = "2026-11-22")]
        #[serde(rename = "asOf")]
        as_of: &'a str,
        /// Where the list stands.
        source: &'a str,
    },
    /// Nobody here knows.
    Unknown,
}

/// What one picture costs within some bounds.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Rate {
    /// Only at this quality; null for any.
    #[schema(required = true)]
    quality: Option<Quality>,
    /// Only up to so many pixels; null for any size.
    #[schema(required = true)]
    max_pixels: Option<u64>,
    /// Of one picture, in millionths of a US dollar.
    #[schema(value_type = u64)]
    picture_micro_usd: domain::Money,
    /// Beside that, of each megapixel.
    #[schema(value_type = u64)]
    megapixel_micro_usd: domain::Money,
    /// Whether a megapixel that is begun counts whole.
    whole_megapixels: bool,
}

impl<'a> From<&'a domain::Price> for Price<'a> {
    fn from(price: &'a domain::Price) -> Self {
        let list = match price {
            domain::Price::Free => return Self::Free,
            domain::Price::Unknown => return Self::Unknown,
            domain::Price::Listed(list) => list,
        };
        let of_pictures = |rate: &&domain::Rate| rate.operation == domain::Operation::Generate;
        let rate = |rate: &domain::Rate| Rate {
            quality: rate.quality.map(Quality::from),
            max_pixels: rate.pixels,
            picture_micro_usd: rate.picture,
            megapixel_micro_usd: rate.megapixel,
            whole_megapixels: rate.whole,
        };
        Self::Listed {
            rates: list.rates.iter().filter(of_pictures).map(rate).collect(),
            as_of: &list.as_of,
            source: &list.source,
        }
    }
}

/// The spending of a day or a month.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Spending {
    scope: Scope,
    /// Spent, or held back for pictures that are coming, in millionths of a US dollar.
    #[schema(value_type = u64)]
    spent_micro_usd: domain::Money,
    /// At most so much; null where there is no ceiling.
    #[schema(value_type = Option<u64>, required = true)]
    limit_micro_usd: Option<domain::Money>,
    /// When it begins anew.
    resets_at: Time,
}

/// Whose spending, and of which time.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Scope {
    /// Of all clients in a day.
    Daily,
    /// Of all clients in a month.
    Monthly,
    /// Of whoever asks, in a day.
    ClientDaily,
    /// Of whoever asks, in a month.
    ClientMonthly,
}

impl From<&engine::Spending> for Spending {
    fn from(spending: &engine::Spending) -> Self {
        Self {
            scope: match spending.scope {
                engine::Scope::Daily => Scope::Daily,
                engine::Scope::Monthly => Scope::Monthly,
                engine::Scope::ClientDaily => Scope::ClientDaily,
                engine::Scope::ClientMonthly => Scope::ClientMonthly,
            },
            spent_micro_usd: spending.spent,
            limit_micro_usd: spending.limit,
            resets_at: Time(spending.resets),
        }
    }
}
