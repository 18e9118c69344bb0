//! Whole numbers as JSON has them: `12.0` is one as much as `12`.

use std::fmt;

use serde::{Deserializer, de};

/// 2^53: up to here every whole number has a floating point number of its own.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Reads a number that may be absent. For `#[serde(default, deserialize_with = "whole")]`.
pub(crate) fn whole<'de, D, N>(deserializer: D) -> Result<Option<N>, D::Error>
where
    D: Deserializer<'de>,
    N: TryFrom<u64>,
{
    let number = deserializer.deserialize_option(Visitor)?;
    let fits = |number: u64| {
        N::try_from(number).map_err(|_| {
            let unexpected = de::Unexpected::Unsigned(number);
            de::Error::invalid_value(unexpected, &"a smaller number")
        })
    };
    number.map(fits).transpose()
}

struct Visitor;

impl<'de> de::Visitor<'de> for Visitor {
    type Value = Option<u64>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number from 0")
    }

    fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(Self)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Some(number))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Self::Value, E> {
        if number.fract() == 0.0 && (0.0..=EXACT).contains(&number) {
            Ok(Some(number as u64))
        } else {
            Err(E::invalid_type(de::Unexpected::Float(number), &self))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Request {
        #[serde(default, deserialize_with = "super::whole")]
        steps: Option<u32>,
    }

    fn read(text: &str) -> Result<Option<u32>, String> {
        let request: Result<Request, _> = serde_json::from_str(text);
        request
            .map(|request| request.steps)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn a_number_is_whole_however_it_is_written() {
        for text in [
            r#"{"steps": 12}"#,
            r#"{"steps": 12.0}"#,
            r#"{"steps": 1.2e1}"#,
        ] {
            assert_eq!(read(text), Ok(Some(12)), "{text}");
        }
        assert_eq!(read("{}"), Ok(None));
        assert_eq!(read(r#"{"steps": null}"#), Ok(None));
    }

    #[test]
    fn other_values_are_refused_and_never_rounded() {
        for text in [
            "12.5",
            "-1",
            "-1.0",
            "4294967296",
            "1e300",
            "\"12\"",
            "true",
            "[]",
        ] {
            assert!(read(&format!(r#"{{"steps": {text}}}"#)).is_err(), "{text}");
        }
    }
}
