//! What can go wrong at a provider, and how to ask for it.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use pixelprompt_domain::{ErrorKind, Outcome};

/// One way in which a provider fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// It answers late.
    Latency(Duration),
    /// 429, with the provider's own way to say how long to wait.
    RateLimited,
    /// 500.
    ServerError,
    /// 503.
    Unavailable,
    /// No answer ever comes.
    Hang,
    /// The answer ends in the middle.
    Truncated,
    /// A page where JSON is expected.
    Html,
    /// The provider's filter says no, in the provider's way.
    Refused,
    /// The key is not accepted.
    Unauthorized,
    /// The account has no credit left.
    Quota,
    /// The picture is none.
    Corrupt,
    /// The picture does not end for a long time.
    Giant,
    /// The connection ends after the request was read.
    Dropped,
    /// Every state of a job is told twice, the last one too.
    DuplicatePoll,
    /// Success without a picture.
    Empty,
    /// The picture's address has expired.
    Expired,
    /// A job needs many questions.
    SlowPoll,
    /// The work is accepted and fails; 500 where there are no jobs.
    WorkFailed,
    /// The work is accepted and nobody knows it afterwards; nothing happens where there are no jobs.
    Gone,
}

/// How late an answer comes if nobody says how late.
const LATE: Duration = Duration::from_secs(2);

impl Fault {
    /// All of them.
    pub const ALL: [Self; 19] = [
        Self::Latency(LATE),
        Self::RateLimited,
        Self::ServerError,
        Self::Unavailable,
        Self::Hang,
        Self::Truncated,
        Self::Html,
        Self::Refused,
        Self::Unauthorized,
        Self::Quota,
        Self::Corrupt,
        Self::Giant,
        Self::Dropped,
        Self::DuplicatePoll,
        Self::Empty,
        Self::Expired,
        Self::SlowPoll,
        Self::WorkFailed,
        Self::Gone,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Latency(_) => "latency",
            Self::RateLimited => "rate-limited",
            Self::ServerError => "server-error",
            Self::Unavailable => "unavailable",
            Self::Hang => "hang",
            Self::Truncated => "truncated",
            Self::Html => "html",
            Self::Refused => "refused",
            Self::Unauthorized => "unauthorized",
            Self::Quota => "quota",
            Self::Corrupt => "corrupt",
            Self::Giant => "giant",
            Self::Dropped => "dropped",
            Self::DuplicatePoll => "duplicate-poll",
            Self::Empty => "empty",
            Self::Expired => "expired",
            Self::SlowPoll => "slow-poll",
            Self::WorkFailed => "failed",
            Self::Gone => "gone",
        }
    }

    /// What a client has to make of it, if the provider is like most, and answers with the pictures: nothing
    /// if there is a picture in the end. `inside` says that pictures are in answers and not at addresses.
    pub fn verdict(self, inside: bool) -> Option<(ErrorKind, Outcome)> {
        use ErrorKind::{
            BadResponse, ContentRejected, QuotaExhausted, RateLimited, TimedOut, Unauthorized,
            Unavailable,
        };
        use Outcome::{Answered, Refused, Unknown};
        match self {
            // Nobody minds these.
            Self::Latency(_) | Self::DuplicatePoll | Self::SlowPoll | Self::Gone => None,
            Self::Expired if inside => None,
            // The provider says no, and bills nothing.
            Self::RateLimited => Some((RateLimited, Refused)),
            Self::Unavailable => Some((Unavailable, Refused)),
            Self::Refused => Some((ContentRejected, Refused)),
            Self::Unauthorized => Some((Unauthorized, Refused)),
            Self::Quota => Some((QuotaExhausted, Refused)),
            // Nobody knows whether it did its work.
            Self::ServerError | Self::WorkFailed | Self::Truncated | Self::Dropped => {
                Some((Unavailable, Unknown))
            }
            Self::Hang => Some((TimedOut, Unknown)),
            // It did, and nobody can use what it sent.
            Self::Html | Self::Corrupt | Self::Giant | Self::Empty | Self::Expired => {
                Some((BadResponse, Answered))
            }
        }
    }

    /// What happens, for people.
    pub fn about(self) -> &'static str {
        match self {
            Self::Latency(_) => "the answer comes late; fail:latency:500 for half a second",
            Self::RateLimited => "429, with the provider's own hint how long to wait",
            Self::ServerError => "500",
            Self::Unavailable => "503",
            Self::Hang => "no answer ever comes",
            Self::Truncated => "the answer ends in the middle",
            Self::Html => "a page where JSON is expected",
            Self::Refused => "the provider's filter says no, in the provider's way",
            Self::Unauthorized => "the key is not accepted",
            Self::Quota => "the account has no credit left",
            Self::Corrupt => "the picture is none",
            Self::Giant => "the picture does not end for a long time",
            Self::Dropped => "the connection ends without an answer",
            Self::DuplicatePoll => "every state of a job is told twice",
            Self::Empty => "success without a picture",
            Self::Expired => "the picture's address has expired",
            Self::SlowPoll => "a job needs many questions",
            Self::WorkFailed => "the work is accepted and fails; 500 where there are no jobs",
            Self::Gone => {
                "the work is accepted and not known afterwards; nothing where there are no jobs"
            }
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        match self {
            Self::Latency(late) => write!(f, ":{}", late.as_millis()),
            _ => Ok(()),
        }
    }
}

/// A text that names no fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoFault;

impl fmt::Display for NoFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no fault has that name")
    }
}

impl std::error::Error for NoFault {}

impl FromStr for Fault {
    type Err = NoFault;

    /// Reads `rate-limited`, and `latency:500` with its milliseconds.
    fn from_str(text: &str) -> Result<Self, NoFault> {
        if let Some(ms) = text.strip_prefix("latency:") {
            let ms = ms.parse().map_err(|_| NoFault)?;
            return Ok(Self::Latency(Duration::from_millis(ms)));
        }
        let mut all = Self::ALL.into_iter();
        all.find(|fault| fault.name() == text).ok_or(NoFault)
    }
}

/// What a prompt asks to fail: `fail:rate-limited`, or `fail:rate-limited:2` for the first two requests
/// with that prompt alone; `fail:poll:unavailable` for the questions about accepted work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    pub(super) fault: Fault,
    /// How many requests fail.
    pub(super) times: usize,
    /// Whether it is the questions about accepted work that fail.
    pub(super) polls: bool,
}

impl Marker {
    /// The first one in a prompt.
    pub(super) fn of(prompt: &str) -> Option<Self> {
        let (_, after) = prompt.split_once("fail:")?;
        let end = after
            .find(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit() && !"-:".contains(c));
        let marker = &after[..end.unwrap_or(after.len())];
        let (polls, marker) = match marker.strip_prefix("poll:") {
            Some(marker) => (true, marker),
            None => (false, marker),
        };
        let marker = marker.trim_end_matches(':');
        let whole = marker.parse().map(|fault| (fault, None));
        let (fault, times) = whole
            .or_else(|_| {
                let (name, times) = marker.rsplit_once(':').ok_or(NoFault)?;
                name.parse().map(|fault| (fault, times.parse().ok()))
            })
            .ok()?;
        Some(Self {
            fault,
            times: times.unwrap_or(usize::MAX),
            polls,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        for fault in Fault::ALL {
            assert_eq!(fault.to_string().parse(), Ok(fault));
        }
        assert_eq!("latency".parse(), Ok(Fault::Latency(LATE)));
        assert_eq!("latency:x".parse::<Fault>(), Err(NoFault));
        assert_eq!("".parse::<Fault>(), Err(NoFault));
    }

    #[test]
    fn a_prompt_asks_for_a_fault_anywhere() {
        let marker = |fault, times, polls| {
            Some(Marker {
                fault,
                times,
                polls,
            })
        };
        let late = Fault::Latency(Duration::from_millis(500));
        for (prompt, expected) in [
            ("a fox", None),
            ("a fox, fail:nothing", None),
            ("fail:hang", marker(Fault::Hang, usize::MAX, false)),
            (
                "a fox fail:rate-limited, please",
                marker(Fault::RateLimited, usize::MAX, false),
            ),
            (
                "fail:rate-limited:2 fox",
                marker(Fault::RateLimited, 2, false),
            ),
            ("fail:latency:500", marker(late, usize::MAX, false)),
            ("fail:latency:500:1", marker(late, 1, false)),
            ("fail:poll:html:3", marker(Fault::Html, 3, true)),
            ("fail:html: a fox", marker(Fault::Html, usize::MAX, false)),
        ] {
            assert_eq!(Marker::of(prompt), expected, "{prompt}");
        }
    }
}
