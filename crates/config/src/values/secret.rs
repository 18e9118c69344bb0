//! What nobody may read.

use secrecy::SecretString;

use super::{Value, Within, Wrong};
use crate::raw::Raw;

impl Value for SecretString {
    fn kind(_: Within) -> String {
        "a text without spaces and line breaks, which messages never show".to_owned()
    }

    fn read(raw: &Raw, within: Within) -> Result<Self, Wrong> {
        // It goes into a header, which takes neither.
        let usable = |text: &&str| {
            !text.is_empty() && !text.contains(|c: char| c.is_whitespace() || c.is_control())
        };
        match raw.text().filter(usable) {
            Some(text) => Ok(text.into()),
            None => Err(Wrong {
                found: "cannot be used".to_owned(),
                must: Self::kind(within),
            }),
        }
    }

    fn shown(&self) -> Option<String> {
        Some("set".to_owned())
    }
}
