//! Sums of money.

use std::{fmt, iter::Sum, str::FromStr};

use serde::{Deserialize, Serialize};

/// Millionths of a US dollar: fine enough for a picture's price, coarse enough that a `u64` holds
/// every budget. Sums that do not fit stay at the largest one, those below zero at zero.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Money(pub u64);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Both together.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// What is left of it without the other.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// So many of it.
    #[must_use]
    pub const fn times(self, count: u64) -> Self {
        Self(self.0.saturating_mul(count))
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(sums: I) -> Self {
        sums.fold(Self::ZERO, Self::plus)
    }
}

impl fmt::Display for Money {
    /// With as many places as it needs, two at least: `$0.053`, `$12.00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let micros = format!("{:06}", self.0 % 1_000_000);
        let (cents, rest) = micros.split_at(2);
        write!(
            f,
            "${}.{cents}{}",
            self.0 / 1_000_000,
            rest.trim_end_matches('0')
        )
    }
}

/// A text that is no sum of dollars.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a sum of dollars is a number with at most six places, such as 0.04")]
pub struct MoneyError;

impl FromStr for Money {
    type Err = MoneyError;

    /// Dollars: `12`, `0.053`, `$1.50`.
    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let text = text.trim();
        let text = text.strip_prefix('$').unwrap_or(text);
        let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(part) || part.len() > 6 {
            return Err(MoneyError);
        }
        let whole: u64 = whole.parse().map_err(|_| MoneyError)?;
        let part: u64 = format!("{part:0<6}").parse().map_err(|_| MoneyError)?;
        let sum = whole
            .checked_mul(1_000_000)
            .and_then(|w| w.checked_add(part));
        sum.map(Self).ok_or(MoneyError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dollars_are_read_and_shown_exactly() {
        for (text, micros, shown) in [
            ("0.053", 53_000, "$0.053"),
            ("$12", 12_000_000, "$12.00"),
            ("0.1", 100_000, "$0.10"),
            ("0.000001", 1, "$0.000001"),
        ] {
            assert_eq!(text.parse(), Ok(Money(micros)));
            assert_eq!(Money(micros).to_string(), shown);
            assert_eq!(shown.parse(), Ok(Money(micros)));
        }
    }

    #[test]
    fn what_is_no_sum_is_refused() {
        for text in [
            "",
            "-1",
            "1.",
            ".5",
            "1.0000001",
            "1e3",
            "free",
            "18446744073710",
        ] {
            assert_eq!(text.parse::<Money>(), Err(MoneyError), "{text}");
        }
    }

    #[test]
    fn sums_stay_in_range() {
        assert_eq!(Money(u64::MAX).plus(Money(1)), Money(u64::MAX));
        assert_eq!(Money(1).minus(Money(2)), Money::ZERO);
        assert_eq!([Money(1), Money(2)].into_iter().sum::<Money>(), Money(3));
    }
}
