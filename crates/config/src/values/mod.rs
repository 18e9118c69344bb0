//! What a key can hold, and how it is read and written.

mod choice;
mod money;
mod net;
mod plain;
mod secret;
mod units;

use crate::raw::Raw;

pub use choice::{BlobKind, Dialect, KnobName, LogFormat, StoreKind, WhenUnavailable};
pub use money::UnknownPrice;
pub use net::{CorsOrigins, covers};
pub use units::{ByteSize, Seconds};

pub(crate) use plain::quoted;

/// Least and greatest number.
pub(crate) type Within = (u64, u64);

/// Why a value was not taken.
pub(crate) struct Wrong {
    /// What was found: `is "many"`, `holds "x"`. Never a secret.
    pub(crate) found: String,
    /// What it must be: `a whole number from 1 to 20`.
    pub(crate) must: String,
}

impl Wrong {
    pub(crate) fn new<T: Value>(raw: &Raw, within: Within) -> Self {
        Self {
            found: format!("is {}", raw.shown()),
            must: T::kind(within),
        }
    }
}

/// A type that a key can have.
pub(crate) trait Value: Sized {
    /// What may be written, with its article.
    fn kind(within: Within) -> String;
    /// The same of several: `whole numbers`.
    fn kinds(within: Within) -> String {
        let kind = Self::kind(within);
        let bare = kind.split_once(' ').map_or(kind.as_str(), |(_, bare)| bare);
        bare.to_owned()
    }
    fn read(raw: &Raw, within: Within) -> Result<Self, Wrong>;
    /// As it is written in TOML; nothing where nothing is set. A secret shows only that it is set.
    fn shown(&self) -> Option<String>;
}

/// The place of a value of whatever type.
pub(crate) trait Setting {
    fn kind(&self, within: Within) -> String;
    fn put(&mut self, raw: &Raw, within: Within) -> Result<(), Wrong>;
    fn shown(&self) -> Option<String>;
}

impl<T: Value> Setting for T {
    fn kind(&self, within: Within) -> String {
        T::kind(within)
    }

    fn put(&mut self, raw: &Raw, within: Within) -> Result<(), Wrong> {
        *self = T::read(raw, within)?;
        Ok(())
    }

    fn shown(&self) -> Option<String> {
        Value::shown(self)
    }
}
