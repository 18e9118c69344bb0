//! Attributes as DynamoDB's JSON has them: `{"S": "text"}`, `{"N": "12"}`.

use std::str::FromStr;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::Fault;

/// The attributes of one item.
pub(super) type Item = Map<String, Value>;

pub(super) fn text(text: impl Into<String>) -> Value {
    json!({ "S": text.into() })
}

/// Up to 38 digits: every integer that there is here.
pub(super) fn number(number: impl Into<i128>) -> Value {
    let number: i128 = number.into();
    json!({ "N": number.to_string() })
}

pub(super) fn truth(truth: bool) -> Value {
    json!({ "BOOL": truth })
}

/// A set of texts; DynamoDB has no empty one, and none with a text twice.
pub(super) fn set<'a>(texts: impl IntoIterator<Item = &'a str>) -> Option<Value> {
    let mut texts: Vec<&str> = texts.into_iter().collect();
    texts.sort_unstable();
    texts.dedup();
    (!texts.is_empty()).then(|| json!({ "SS": texts }))
}

/// Where an item lies.
pub(super) fn key(pk: impl Into<String>, sk: impl Into<String>) -> Item {
    Item::from_iter([("pk".to_owned(), text(pk)), ("sk".to_owned(), text(sk))])
}

/// An attribute is missing, or is something else.
#[derive(Debug, thiserror::Error)]
#[error("an item has no usable {0}")]
pub(super) struct Unusable(pub(super) &'static str);

pub(super) fn text_of<'a>(item: &'a Value, name: &'static str) -> Result<&'a str, Unusable> {
    item[name]["S"].as_str().ok_or(Unusable(name))
}

pub(super) fn number_of<T: FromStr>(item: &Value, name: &'static str) -> Result<T, Unusable> {
    let digits = item[name]["N"].as_str().ok_or(Unusable(name))?;
    digits.parse().map_err(|_| Unusable(name))
}

/// What the item says that no index needs to know.
pub(super) fn body_of<T: DeserializeOwned>(item: &Value) -> Result<T, Fault> {
    Ok(serde_json::from_str(text_of(item, "body")?)?)
}
