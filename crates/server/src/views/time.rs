//! Moments as RFC 3339 writes them.

use std::{
    fmt,
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
}
