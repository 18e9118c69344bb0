//! Numbers with a unit.

use std::{fmt, time::Duration};

use super::{Value, Within, Wrong, quoted};
use crate::raw::Raw;

/// A length of time in whole seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seconds(pub u32);

impl From<Seconds> for Duration {
    fn from(seconds: Seconds) -> Self {
        Self::from_secs(seconds.0.into())
    }
}

impl Value for Seconds {
    fn kind((least, greatest): Within) -> String {
        format!("a whole number of seconds from {least} to {greatest}")
    }

    fn read(raw: &Raw, within: Within) -> Result<Self, Wrong> {
        u32::read(raw, within)
            .map(Self)
            .map_err(|_| Wrong::new::<Self>(raw, within))
    }

    fn shown(&self) -> Option<String> {
        Some(self.0.to_string())
    }
}

/// A number of bytes, written as such or like `"64 KiB"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ByteSize(pub u64);

impl ByteSize {
    /// So many times 1024 bytes.
    pub const fn kib(kib: u64) -> Self {
        Self(kib * 1024)
    }

    /// So many times 1024 KiB.
    pub const fn mib(mib: u64) -> Self {
        Self::kib(mib * 1024)
    }

    /// The size in the memory of this machine.
    pub fn bytes(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// The units, the largest first.
const UNITS: [(&str, u64); 4] = [
    ("GiB", 1 << 30),
    ("MiB", 1 << 20),
    ("KiB", 1 << 10),
    ("B", 1),
];

impl fmt::Display for ByteSize {
    /// In the largest unit that needs no fraction.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, unit) = UNITS
            .into_iter()
            .find(|(_, unit)| self.0 >= *unit && self.0.is_multiple_of(*unit))
            .unwrap_or(("B", 1));
        write!(f, "{} {name}", self.0 / unit)
    }
}

impl Value for ByteSize {
    fn kind((least, greatest): Within) -> String {
        let (least, greatest) = (Self(least), Self(greatest));
        format!("a size from {least} to {greatest}, as a number of bytes or such as \"64 KiB\"")
    }

    fn read(raw: &Raw, within: Within) -> Result<Self, Wrong> {
        raw.whole()
            .and_then(|number| u64::try_from(number).ok())
            .or_else(|| raw.text().and_then(parse))
            .filter(|bytes| (within.0..=within.1).contains(bytes))
            .map(Self)
            .ok_or_else(|| Wrong::new::<Self>(raw, within))
    }

    fn shown(&self) -> Option<String> {
        Some(quoted(&self.to_string()))
    }
}

fn parse(text: &str) -> Option<u64> {
    let text = text.to_lowercase();
    let (number, unit) = UNITS
        .into_iter()
        .find_map(|(name, unit)| Some((text.strip_suffix(&name.to_lowercase())?, unit)))?;
    number.trim().parse::<u64>().ok()?.checked_mul(unit)
}
