//! What a picture costs, as data.

use serde::Serialize;

use crate::{Money, Operation, Parameters, Quality};

/// What a model's pictures cost.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Price {
    /// Nothing but the electricity of whoever runs it.
    Free,
    /// What a price list says. Lists change without notice: what the provider reports with a picture
    /// goes before it.
    Listed(PriceList),
    /// Nobody here knows. That is not zero: budgets have a policy for it.
    #[default]
    Unknown,
}

/// A price list, of one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PriceList {
    /// The first that covers what is asked holds.
    pub rates: Vec<Rate>,
    /// The day on which it was read, as `2026-11-22`.
    pub as_of: String,
    /// Where it was read: an address, or who says so.
    pub source: String,
}

/// What one picture costs within some bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rate {
    /// What is done.
    pub operation: Operation,
    /// Only at this quality; at any if `None`.
    pub quality: Option<Quality>,
    /// Only up to so many pixels; of any size if `None`.
    pub pixels: Option<u64>,
    /// Of one picture.
    pub picture: Money,
    /// Beside that, of each megapixel (1,048,576 pixels) that it has.
    pub megapixel: Money,
    /// Whether a megapixel that is begun counts whole, instead of as much of it as there is.
    pub whole: bool,
}

impl Rate {
    /// A picture of any size and quality.
    pub const fn picture(picture: Money) -> Self {
        Self {
            operation: Operation::Generate,
            quality: None,
            pixels: None,
            picture,
            megapixel: Money::ZERO,
            whole: false,
        }
    }

    /// A picture by its megapixels, the last one whole if it is begun.
    pub const fn megapixel(megapixel: Money) -> Self {
        Self {
            whole: true,
            ..Self::area(megapixel)
        }
    }

    /// A picture by its area, of which a megapixel costs so much.
    pub const fn area(megapixel: Money) -> Self {
        Self {
            megapixel,
            ..Self::picture(Money::ZERO)
        }
    }

    /// The same at one quality only.
    #[must_use]
    pub const fn at(self, quality: Quality) -> Self {
        Self {
            quality: Some(quality),
            ..self
        }
    }

    /// The same up to so many pixels only.
    #[must_use]
    pub const fn up_to(self, pixels: u64) -> Self {
        Self {
            pixels: Some(pixels),
            ..self
        }
    }
}

const MEGAPIXEL: u64 = 1 << 20;

impl Price {
    /// What one picture with these parameters, [fitted](crate::fit()) to the model, is expected to
    /// cost; `None` if nobody knows.
    pub fn of(&self, operation: Operation, parameters: &Parameters) -> Option<Money> {
        let list = match self {
            Self::Free => return Some(Money::ZERO),
            Self::Unknown => return None,
            Self::Listed(list) => list,
        };
        let pixels = parameters
            .size
            .map(|size| u64::from(size.width) * u64::from(size.height));
        let covers = |rate: &&Rate| {
            rate.operation == operation
                && rate.quality.is_none_or(|q| parameters.quality == Some(q))
                && rate
                    .pixels
                    .is_none_or(|most| pixels.is_some_and(|p| p <= most))
        };
        let rate = list.rates.iter().find(covers)?;
        if rate.megapixel == Money::ZERO {
            return Some(rate.picture);
        }
        let area = if rate.whole {
            rate.megapixel.times(pixels?.div_ceil(MEGAPIXEL))
        } else {
            Money(rate.megapixel.times(pixels?).0.div_ceil(MEGAPIXEL))
        };
        Some(rate.picture.plus(area))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Size;

    fn asked(quality: Option<Quality>, side: u32) -> Parameters {
        Parameters {
            quality,
            size: Some(Size::square(side)),
            ..Parameters::default()
        }
    }

    fn listed(rates: &[Rate]) -> Price {
        Price::Listed(PriceList {
            rates: rates.to_vec(),
            as_of: "2026-11-22".to_owned(),
            source: "a test".to_owned(),
        })
    }

    #[test]
    fn the_first_rate_that_covers_what_is_asked_holds() {
        let price = listed(&[
            Rate::picture(Money(6)).at(Quality::Low),
            Rate::picture(Money(50)).at(Quality::High).up_to(1 << 20),
            Rate::picture(Money(90)).at(Quality::High),
        ]);
        let of = |quality, side| price.of(Operation::Generate, &asked(quality, side));
        assert_eq!(of(Some(Quality::Low), 4096), Some(Money(6)));
        assert_eq!(of(Some(Quality::High), 1024), Some(Money(50)));
        assert_eq!(of(Some(Quality::High), 1025), Some(Money(90)));
        assert_eq!(of(Some(Quality::Medium), 1024), None, "not on the list");
        assert_eq!(of(None, 1024), None, "quality is not known");
        let edit = price.of(Operation::Edit, &asked(Some(Quality::Low), 64));
        assert_eq!(edit, None);
    }

    #[test]
    fn begun_megapixels_are_whole() {
        let price = listed(&[Rate::megapixel(Money(25))]);
        let of = |side| price.of(Operation::Generate, &asked(None, side)).unwrap();
        assert_eq!(of(512), Money(25));
        assert_eq!(of(1024), Money(25));
        assert_eq!(of(1040), Money(50));
        let area = listed(&[Rate::area(Money(1_000))]);
        let of = |side| area.of(Operation::Generate, &asked(None, side)).unwrap();
        assert_eq!(of(1024), Money(1_000));
        assert_eq!(of(512), Money(250));
        assert_eq!(of(1040), Money(1_032));
        let any = price.of(Operation::Generate, &Parameters::default());
        assert_eq!(any, None, "no size, no megapixels");
    }

    #[test]
    fn unknown_is_not_zero() {
        let of = |price: Price| price.of(Operation::Generate, &asked(None, 512));
        assert_eq!(of(Price::Free), Some(Money::ZERO));
        assert_eq!(of(Price::Unknown), None);
    }
}
