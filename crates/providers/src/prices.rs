//! The providers' price lists.
//!
//! Read on one day, in US dollars, without taxes and rebates. They are for estimates and budgets; where a
//! provider says with the picture what it cost, that counts instead.

use pixelprompt_domain::{Money, Price, PriceList, Rate};

/// The day on which the lists were read.
const AS_OF: &str = "2026-11-22";

/// Cents, as many lists have them: `cents(4)` is $0.04.
pub(crate) const fn cents(cents: u64) -> Money {
    Money(cents * 10_000)
}

/// Thousandths of a dollar: `mills(53)` is $0.053.
pub(crate) const fn mills(mills: u64) -> Money {
    Money(mills * 1000)
}

/// The price by a list that stands at `source`; unknown if the list has no rates for the model.
pub(crate) fn listed(source: &str, rates: &[Rate]) -> Price {
    if rates.is_empty() {
        return Price::Unknown;
    }
    Price::Listed(PriceList {
        rates: rates.to_vec(),
        as_of: AS_OF.to_owned(),
        source: source.to_owned(),
    })
}
