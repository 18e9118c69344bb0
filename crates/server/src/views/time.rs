//! Moments as RFC 3339 writes them.

use std::{
    fmt,
    str::FromStr,
    time::{Duration, UNIX_EPOCH},
};

use pixelprompt_domain::Timestamp;
use serde::{Serialize, Serializer};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, schema::Type},
};

/// The last moment that RFC 3339 can write: the year has four digits.
const LAST: u64 = 253_402_300_799_999;

/// UTC, with milliseconds: `2026-11-23T15:04:05.123Z`.
#[derive(Clone, Copy)]
pub(crate) struct Time(pub(crate) Timestamp);

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment = UNIX_EPOCH + Duration::from_millis(self.0.0.min(LAST));
        humantime::format_rfc3339_millis(moment).fmt(f)
    }
}

/// A text that names no moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NoTime;

impl fmt::Display for NoTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "write a moment since 1970 as RFC 3339 does, such as 2026-11-23T15:04:05Z or \
             2026-11-23T15:04:05+01:00 (in an address, + is written %2B)",
        )
    }
}

/// With any offset from UTC. What is finer than a millisecond is rounded up: no moment that counts lies
/// between the two, so before and after stay what they were.
impl FromStr for Time {
    type Err = NoTime;

    fn from_str(text: &str) -> Result<Self, NoTime> {
        let text = text.to_ascii_uppercase();
        let (local, ahead) = match text.strip_suffix('Z') {
            Some(local) => (local, 0),
            None => offset(&text).ok_or(NoTime)?,
        };
        let moment = humantime::parse_rfc3339(&format!("{local}Z")).map_err(|_| NoTime)?;
        let since = moment.duration_since(UNIX_EPOCH).map_err(|_| NoTime)?;
        let millis = i64::try_from(since.as_nanos().div_ceil(1_000_000)).map_err(|_| NoTime)?;
        let utc = millis - i64::from(ahead) * 60_000;
        Ok(Self(Timestamp(u64::try_from(utc).unwrap_or(0))))
    }
}

/// Divides what a clock shows from how many minutes it is ahead of UTC: `…+01:00`.
fn offset(text: &str) -> Option<(&str, i32)> {
    let (local, offset) = text.split_at_checked(text.len().checked_sub("+01:00".len())?)?;
    let (hours, minutes) = offset.get(1..)?.split_once(':')?;
    let number = |digits: &str, end: i32| {
        let plain = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits.parse().ok().filter(|_| plain);
        number.filter(|number| (0..end).contains(number))
    };
    let ahead = number(hours, 24)? * 60 + number(minutes, 60)?;
    match offset.as_bytes().first()? {
        b'+' => Some((local, ahead)),
        b'-' => Some((local, -ahead)),
        _ => None,
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl PartialSchema for Time {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .description(Some("UTC, with milliseconds"))
            .examples(["2026-11-23T15:04:05.123Z"])
            .into()
    }
}

impl ToSchema for Time {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_have_milliseconds_and_never_fail() {
        for (millis, text) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (1_795_446_245_123, "2026-11-23T15:04:05.123Z"),
            (u64::MAX, "9999-12-31T23:59:59.999Z"),
        ] {
            assert_eq!(Time(Timestamp(millis)).to_string(), text);
        }
    }

    #[test]
    fn moments_are_read_as_they_are_written() {
        let noon = 1_795_446_245_123;
        for (text, millis) in [
            ("2026-11-23T15:04:05.123Z", noon),
            ("2026-11-23t15:04:05.123z", noon),
            ("2026-11-23T16:04:05.123+01:00", noon),
            ("2026-11-23T09:34:05.123-05:30", noon),
            ("2026-11-23T15:04:05.122000001Z", noon),
            ("2026-11-23T15:04:05-00:00", 1_795_446_245_000),
            ("1970-01-01T00:00:00+14:00", 0),
        ] {
            let read = text.parse::<Time>().map(|time| time.0);
            assert_eq!(read, Ok(Timestamp(millis)), "{text}");
        }
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in [
            "",
            "Z",
            "yesterday",
            "2026-11-23",
            "2026-11-23T15:04:05",
            "2026-11-23T15:04Z",
            "2026-11-23T15:04:05 01:00",
            "2026-11-23T15:04:05+1:00",
            "2026-11-23T15:04:05+24:00",
            "2026-11-23T15:04:05+01:60",
            "2026-11-23T15:04:05+01:+1",
            "2026-11-23T15:04:05+00:00Z",
            "2026-02-30T00:00:00Z",
            "1969-12-31T23:59:59Z",
            "2026-11-23T15:04:05+01:0\u{e9}",
            "\u{1f98a}\u{1f98a}\u{1f98a}\u{1f98a}\u{1f98a}",
        ] {
            assert!(text.parse::<Time>().is_err(), "{text}");
        }
    }
}
