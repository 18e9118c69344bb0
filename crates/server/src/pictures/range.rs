//! Which part of a file is asked for (RFC 9110, section 14).

use std::ops::Range;

/// A part of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it: also for several ranges at once, and for what is no range.
    Whole,
    /// These bytes; at least one.
    Of(Range<u64>),
    /// The file ends before it.
    Nothing,
}

/// What the Range header asks of a file of this length.
pub(super) fn part(header: Option<&str>, length: u64) -> Part {
    let range = header.and_then(|header| header.trim().strip_prefix("bytes="));
    let Some((first, last)) = range.and_then(|range| range.split_once('-')) else {
        return Part::Whole;
    };
    let (Ok(first), Ok(last)) = (number(first), number(last)) else {
        return Part::Whole;
    };
    let range = match (first, last) {
        (None, None) => return Part::Whole,
        (Some(first), Some(last)) if last < first => return Part::Whole,
        (Some(first), last) => {
            first
                ..last
                    .map_or(length, |last| last.saturating_add(1))
                    .min(length)
        }
        (None, Some(suffix)) => length.saturating_sub(suffix)..length,
    };
    if range.is_empty() {
        Part::Nothing
    } else {
        Part::Of(range)
    }
}

/// Digits, or nothing at all.
fn number(text: &str) -> Result<Option<u64>, ()> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(());
    }
    // What does not fit lies behind the end of every file.
    Ok(Some(text.parse().unwrap_or(u64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_the_standard_says() {
        for (header, expected) in [
            ("bytes=0-0", Part::Of(0..1)),
            ("bytes=2-4", Part::Of(2..5)),
            ("bytes=5-", Part::Of(5..10)),
            ("bytes=-3", Part::Of(7..10)),
            ("bytes=-30", Part::Of(0..10)),
            ("bytes=8-99999999999999999999999", Part::Of(8..10)),
            ("bytes=10-", Part::Nothing),
            ("bytes=99-100", Part::Nothing),
            ("bytes=-0", Part::Nothing),
            ("bytes=4-2", Part::Whole),
            ("bytes=-", Part::Whole),
            ("bytes=0-1,3-4", Part::Whole),
            ("bytes=+1-2", Part::Whole),
            ("lines=0-1", Part::Whole),
            ("", Part::Whole),
        ] {
            assert_eq!(part(Some(header), 10), expected, "{header:?}");
        }
        assert_eq!(part(None, 10), Part::Whole);
        assert_eq!(part(Some("bytes=0-"), 0), Part::Nothing);
    }
}
