//! A request as the protocols read it.

use std::ops::RangeInclusive;

use axum::http::{HeaderMap, Method};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use pixelprompt_domain::Size;
use serde_json::{Map, Value};

use super::said::No;

/// A request to one of the protocols.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) method: Method,
    /// Behind the protocol's prefix.
    pub(super) path: String,
    pub(super) query: String,
    pub(super) headers: HeaderMap,
    /// JSON as it came; the fields of a form as texts.
    pub(super) body: Value,
    pub(super) is_form: bool,
    /// How the client calls this server: `http://127.0.0.1:8090`.
    pub(super) origin: String,
}

impl Asked {
    pub(super) fn posts(&self, path: &str) -> bool {
        self.method == Method::POST && self.path == path
    }

    pub(super) fn gets(&self, path: &str) -> bool {
        self.method == Method::GET && self.path == path
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// What stands behind a scheme in `Authorization`.
    pub(super) fn authorization(&self, scheme: &str) -> Option<&str> {
        let value = self.header("authorization")?;
        let (given, key) = value.split_once(' ')?;
        given.eq_ignore_ascii_case(scheme).then_some(key)
    }

    /// `user:password`
    pub(super) fn basic(&self) -> Option<String> {
        let file = STANDARD.decode(self.authorization("basic")?).ok()?;
        String::from_utf8(file).ok()
    }

    /// A parameter of the query.
    pub(super) fn parameter(&self, name: &str) -> Option<String> {
        let mut pairs = self
            .query
            .split('&')
            .filter_map(|pair| pair.split_once('='));
        pairs
            .find(|(key, _)| *key == name)
            .map(|(_, value)| unescaped(value))
    }

    /// A value of the body, by its place: `/input/prompt`.
    pub(super) fn at(&self, place: &str) -> Option<&Value> {
        self.body.pointer(place).filter(|value| !value.is_null())
    }

    pub(super) fn str_at(&self, place: &str) -> Option<&str> {
        self.at(place)?.as_str()
    }

    /// A text that must be there, of so many characters at most.
    pub(super) fn prompt(&self, place: &str, longest: usize) -> Result<String, No> {
        match self.str_at(place) {
            None | Some("") => Err(No::invalid(&place[1..], "Field required")),
            Some(text) if text.chars().count() > longest => Err(No::invalid(
                &place[1..],
                format!("String should have at most {longest} characters"),
            )),
            Some(text) => Ok(text.to_owned()),
        }
    }

    /// A whole number in a range, if it is there.
    pub(super) fn whole(&self, place: &str, range: RangeInclusive<u64>) -> Result<Option<u64>, No> {
        let Some(value) = self.at(place) else {
            return Ok(None);
        };
        let number = match value {
            Value::String(text) if self.is_form => text.parse().ok(),
            value => value.as_u64(),
        };
        match number {
            Some(number) if range.contains(&number) => Ok(Some(number)),
            _ => Err(No::invalid(
                &place[1..],
                format!(
                    "Input should be a whole number from {} to {}, not {value}",
                    range.start(),
                    range.end()
                ),
            )),
        }
    }

    /// A number in a range, if it is there.
    pub(super) fn real(&self, place: &str, range: RangeInclusive<f64>) -> Result<Option<f64>, No> {
        let Some(value) = self.at(place) else {
            return Ok(None);
        };
        let number = match value {
            Value::String(text) if self.is_form => text.parse().ok(),
            value => value.as_f64(),
        };
        match number {
            Some(number) if range.contains(&number) => Ok(Some(number)),
            _ => Err(No::invalid(
                &place[1..],
                format!(
                    "Input should be a number from {} to {}, not {value}",
                    range.start(),
                    range.end()
                ),
            )),
        }
    }

    /// One of some texts, if it is there.
    pub(super) fn one_of(&self, place: &str, known: &[&str]) -> Result<Option<&str>, No> {
        match self.at(place) {
            None => Ok(None),
            Some(value) => {
                let text = value.as_str().filter(|text| known.contains(text));
                let wrong = || {
                    No::invalid(
                        &place[1..],
                        format!("Input should be one of {}, not {value}", known.join(", ")),
                    )
                };
                text.map(Some).ok_or_else(wrong)
            }
        }
    }

    /// `1024x768`, if it is there.
    pub(super) fn size(&self, place: &str) -> Result<Option<Size>, No> {
        let Some(value) = self.at(place) else {
            return Ok(None);
        };
        let size = value.as_str().and_then(|text| {
            let (width, height) = text.split_once('x')?;
            Some(Size {
                width: width.parse().ok()?,
                height: height.parse().ok()?,
            })
        });
        let wrong = || No::invalid(&place[1..], format!("Invalid size {value}"));
        size.map(Some).ok_or_else(wrong)
    }

    /// Width and height in fields of their own, each in steps, if they are there.
    pub(super) fn sides(
        &self,
        places: (&str, &str),
        sides: RangeInclusive<u64>,
        step: u64,
    ) -> Result<Option<Size>, No> {
        let side = |place: &str| {
            let side = self.whole(place, sides.clone())?;
            match side {
                Some(side) if side % step != 0 => Err(No::invalid(
                    &place[1..],
                    format!("Input should be a multiple of {step}, not {side}"),
                )),
                side => Ok(side.map(|side| side as u32)),
            }
        };
        let (width, height) = (side(places.0)?, side(places.1)?);
        Ok(width
            .zip(height)
            .map(|(width, height)| Size { width, height }))
    }

    /// Refuses fields that nobody knows.
    pub(super) fn knows_only(&self, known: &[&str]) -> Result<(), No> {
        let mut fields = self.body.as_object().into_iter().flat_map(Map::keys);
        match fields.find(|field| !known.contains(&field.as_str())) {
            Some(field) => Err(No::invalid(field, format!("Unknown parameter: '{field}'."))),
            None => Ok(()),
        }
    }
}

fn unescaped(text: &str) -> String {
    let mut bytes = text.bytes();
    let mut plain = vec![];
    while let Some(byte) = bytes.next() {
        plain.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
                match (digit(bytes.next()), digit(bytes.next())) {
                    (Some(high), Some(low)) => (high * 16 + low) as u8,
                    _ => b'%',
                }
            }
            byte => byte,
        });
    }
    String::from_utf8_lossy(&plain).into_owned()
}

/// The body of a request as JSON, and whether it was a form. A file is told by its length.
pub(super) fn body(kind: &str, body: &[u8]) -> (Value, bool) {
    if let Some(boundary) = kind.strip_prefix("multipart/form-data; boundary=") {
        return (Value::Object(parts(boundary.trim_matches('"'), body)), true);
    }
    if kind.starts_with("application/x-www-form-urlencoded") {
        let text = String::from_utf8_lossy(body);
        let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
        let fields = pairs.map(|(name, value)| (unescaped(name), Value::from(unescaped(value))));
        return (Value::Object(fields.collect()), true);
    }
    let text = || Value::from(String::from_utf8_lossy(body));
    (
        serde_json::from_slice(body).unwrap_or_else(|_| text()),
        false,
    )
}

fn parts(boundary: &str, body: &[u8]) -> Map<String, Value> {
    let text = String::from_utf8_lossy(body);
    let boundary = format!("--{boundary}");
    let parts = text.split(&boundary).skip(1);
    let fields = parts.filter_map(|part| {
        let (head, value) = part.split_once("\r\n\r\n")?;
        let name = head.split("name=\"").nth(1)?.split('"').next()?;
        let value = value.strip_suffix("\r\n").unwrap_or(value);
        let value = if head.contains("filename=") {
            Value::from(value.len())
        } else {
            Value::from(value)
        };
        Some((name.to_owned(), value))
    });
    fields.collect()
}
