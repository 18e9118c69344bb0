//! Sums of money, and what to do where they are not known.

use pixelprompt_domain::Money;

use super::{Value, Within, Wrong, quoted};
use crate::raw::Raw;

fn dollars(raw: &Raw) -> Option<Money> {
    match raw {
        Raw::Whole(whole) => whole.to_string().parse().ok(),
        Raw::Fraction(number) => number.parse().ok(),
        raw => raw.text()?.parse().ok(),
    }
}

/// As TOML has it, without the sign of the dollar.
fn shown(money: Money) -> String {
    money.to_string().trim_start_matches('$').to_owned()
}

impl Value for Money {
    fn kind(_: Within) -> String {
        "a sum of dollars such as 12.50".to_owned()
    }

    fn read(raw: &Raw, within: Within) -> Result<Self, Wrong> {
        dollars(raw).ok_or_else(|| Wrong::new::<Self>(raw, within))
    }

    fn shown(&self) -> Option<String> {
        Some(shown(*self))
    }
}

/// What becomes of models whose price nobody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownPrice {
    /// They do not paint while there is a ceiling.
    Refuse,
    /// They paint, and are not counted.
    Allow,
    /// A picture counts as so much.
    Assume(Money),
}

impl Value for UnknownPrice {
    fn kind(_: Within) -> String {
        "\"refuse\", \"allow\" or a sum of dollars such as 0.10".to_owned()
    }

    fn read(raw: &Raw, within: Within) -> Result<Self, Wrong> {
        match raw.text().map(str::to_lowercase).as_deref() {
            Some("refuse") => Ok(Self::Refuse),
            Some("allow") => Ok(Self::Allow),
            _ => dollars(raw)
                .map(Self::Assume)
                .ok_or_else(|| Wrong::new::<Self>(raw, within)),
        }
    }

    fn shown(&self) -> Option<String> {
        Some(match self {
            Self::Refuse => quoted("refuse"),
            Self::Allow => quoted("allow"),
            Self::Assume(money) => shown(*money),
        })
    }
}
