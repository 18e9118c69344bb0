//! How servers say what a picture cost.

use pixelprompt_domain::Money;
use serde_json::Value;

use super::wire::Pictures;

/// How a server says what a picture cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tally {
    /// Not at all.
    Silent,
    /// OpenAI: `usage`, in tokens that have a price.
    Tokens(TokenPrices),
    /// Recraft: `credits`, of which a dollar buys a thousand.
    Credits,
    /// xAI: `usage.cost_in_usd_ticks`, of which a dollar has ten thousand millions.
    Ticks,
}

/// What a million tokens cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenPrices {
    /// Of the prompt.
    pub text: Money,
    /// Of pictures that were sent.
    pub image: Money,
    /// Of the picture that was painted.
    pub output: Money,
}

/// In millionths of a dollar.
const CREDIT: f64 = 1000.0;
const TICKS_OF_A_MICRO_DOLLAR: u64 = 10_000;

impl Tally {
    /// What the pictures of an answer cost; `None` if it does not say.
    pub(super) fn cost(self, answer: &Pictures<'_>) -> Option<Money> {
        let count = |name| answer.usage.pointer(name).and_then(Value::as_u64);
        match self {
            Self::Silent => None,
            Self::Tokens(price) => {
                let sums = [
                    price
                        .text
                        .times(count("/input_tokens_details/text_tokens")?),
                    price
                        .image
                        .times(count("/input_tokens_details/image_tokens").unwrap_or(0)),
                    price.output.times(count("/output_tokens")?),
                ];
                Some(Money(sums.into_iter().sum::<Money>().0.div_ceil(1_000_000)))
            }
            Self::Credits => {
                let credits = answer.credits.as_f64().filter(|credits| *credits >= 0.0)?;
                Some(Money((credits * CREDIT).ceil() as u64))
            }
            Self::Ticks => ticks(&answer.usage),
        }
    }
}

/// The cost in a `usage` of xAI's, rounded up to millionths of a dollar.
pub(crate) fn ticks(usage: &Value) -> Option<Money> {
    let ticks = usage.get("cost_in_usd_ticks")?.as_u64()?;
    Some(Money(ticks.div_ceil(TICKS_OF_A_MICRO_DOLLAR)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKENS: Tally = Tally::Tokens(TokenPrices {
        text: Money(5_000_000),
        image: Money(8_000_000),
        output: Money(30_000_000),
    });

    #[test]
    fn answers_are_understood() {
        for (tally, json, cost) in [
            (
                TOKENS,
                r#"{"data": [], "usage": {"input_tokens": 14, "output_tokens": 196,
                    "input_tokens_details": {"text_tokens": 14, "image_tokens": 0}}}"#,
                Some(5_950),
            ),
            (
                TOKENS,
                r#"{"data": [], "usage": {"total_tokens": 9}}"#,
                None,
            ),
            (TOKENS, r#"{"data": []}"#, None),
            (
                Tally::Credits,
                r#"{"data": [], "credits": 35}"#,
                Some(35_000),
            ),
            (
                Tally::Ticks,
                r#"{"data": [], "usage": {"cost_in_usd_ticks": 600000000}}"#,
                Some(60_000),
            ),
            (Tally::Credits, r#"{"data": [], "credits": "many"}"#, None),
            (Tally::Silent, r#"{"data": [], "credits": 35}"#, None),
        ] {
            let answer: Pictures<'_> = serde_json::from_str(json).unwrap();
            assert_eq!(tally.cost(&answer), cost.map(Money), "{json}");
        }
    }
}
