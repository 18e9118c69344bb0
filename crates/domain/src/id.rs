//! Moments and ids, both handed in: the domain has no clock and no dice.

use std::{fmt, str::FromStr, time::Duration};

use serde::{Deserialize, Serialize};

/// A moment, in milliseconds since 1970-01-01 00:00 UTC.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(pub u64);

impl Timestamp {
    /// The moment so much later.
    #[must_use]
    pub fn after(self, wait: Duration) -> Self {
        Self(
            self.0
                .saturating_add(u64::try_from(wait.as_millis()).unwrap_or(u64::MAX)),
        )
    }

    /// How long ago `earlier` was; zero if it lies ahead.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(self.0.saturating_sub(earlier.0))
    }
}

/// Tells the time. Tests hand in one that they set.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Timestamp;
}

/// Makes ids. Tests hand in one that counts.
pub trait Ids: Send + Sync {
    /// 80 unguessable bits.
    fn random(&self) -> u128;

    /// A job's id for a moment.
    fn job(&self, now: Timestamp) -> JobId {
        JobId::new(now, self.random())
    }
}

/// Names a job: a ULID in lower case. Later jobs have greater ids, so a list of newest jobs needs no
/// other key, and nobody can guess the id of a stranger's job.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct JobId(String);

/// Crockford's base 32: no i, l, o, u.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH: usize = 26;
const RANDOM_BITS: u32 = 80;

impl JobId {
    /// 48 bits of the moment, then the lower 80 bits of `random`.
    pub fn new(created: Timestamp, random: u128) -> Self {
        let bits = (u128::from(created.0) << RANDOM_BITS) | (random & ((1 << RANDOM_BITS) - 1));
        let digit = |place: usize| DIGITS[(bits >> (5 * (LENGTH - 1 - place)) & 31) as usize];
        Self((0..LENGTH).map(|place| char::from(digit(place))).collect())
    }

    /// The least id that a job of a moment can have: jobs that were created before have lesser ones.
    pub fn first_of(moment: Timestamp) -> Self {
        let last = (1 << (u128::BITS - RANDOM_BITS)) - 1;
        Self::new(Timestamp(moment.0.min(last)), 0)
    }

    /// The id's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text that names no job.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a job's id has 26 digits and lower-case letters")]
pub struct JobIdError;

impl FromStr for JobId {
    type Err = JobIdError;

    fn from_str(text: &str) -> Result<Self, JobIdError> {
        // The first digit holds three bits: 26 times 5 is two more than 128.
        let fits = text.len() == LENGTH && matches!(text.as_bytes()[0], b'0'..=b'7');
        if fits && text.bytes().all(|byte| DIGITS.contains(&byte)) {
            Ok(Self(text.to_owned()))
        } else {
            Err(JobIdError)
        }
    }
}

impl TryFrom<String> for JobId {
    type Error = JobIdError;

    fn try_from(text: String) -> Result<Self, JobIdError> {
        text.parse()
    }
}

impl From<JobId> for String {
    fn from(id: JobId) -> Self {
        id.0
    }
}

/// Names a run: its job, and the place of its model among the job's models. Written `JOB-3`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RunId {
    /// The job.
    pub job: JobId,
    /// The model's place, from 0.
    pub place: u8,
}

impl fmt::Display for RunId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.job, self.place)
    }
}

impl FromStr for RunId {
    type Err = JobIdError;

    fn from_str(text: &str) -> Result<Self, JobIdError> {
        let (job, place) = text.split_once('-').ok_or(JobIdError)?;
        let id = Self {
            job: job.parse()?,
            place: place.parse().map_err(|_| JobIdError)?,
        };
        // One spelling for each run: no "+3", no "03".
        if id.place.to_string() == place {
            Ok(id)
        } else {
            Err(JobIdError)
        }
    }
}

impl TryFrom<String> for RunId {
    type Error = JobIdError;

    fn try_from(text: String) -> Result<Self, JobIdError> {
        text.parse()
    }
}

impl From<RunId> for String {
    fn from(id: RunId) -> Self {
        id.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ids_are_ulids() {
        // The time part as in the ULID specification's example of a JavaScript library.
        let id = JobId::new(Timestamp(1_469_918_176_385), 0);
        assert_eq!(id.as_str(), "01aryz6s410000000000000000");
    }

    #[test]
    fn only_ids_are_ids() {
        for bad in [
            "",
            "../../etc/passwd",
            "01ARZ3NDEKTSV4RRFFQ69G5FAV",
            "81arz3ndektsv4rrffq69g5fav",
            "01arz3ndektsv4rrffq69g5fa",
        ] {
            assert_eq!(bad.parse::<JobId>(), Err(JobIdError), "{bad:?}");
        }
        for bad in [
            "01arz3ndektsv4rrffq69g5fav",
            "01arz3ndektsv4rrffq69g5fav-",
            "01arz3ndektsv4rrffq69g5fav-03",
            "01arz3ndektsv4rrffq69g5fav-256",
        ] {
            assert_eq!(bad.parse::<RunId>(), Err(JobIdError), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn ids_survive_being_written_and_sort_by_time(
            a in 0..1_u64 << 48, b in 0..1_u64 << 48, random in any::<u128>(), place in any::<u8>()
        ) {
            let (first, second) = (JobId::new(Timestamp(a), random), JobId::new(Timestamp(b), random));
            prop_assert_eq!(first.as_str().parse::<JobId>(), Ok(first.clone()));
            prop_assert_eq!(first.cmp(&second), a.cmp(&b));
            let run = RunId { job: first, place };
            prop_assert_eq!(run.to_string().parse::<RunId>(), Ok(run));
            let bound = JobId::first_of(Timestamp(b));
            prop_assert_eq!(JobId::new(Timestamp(a), random) < bound, a < b);
            prop_assert!(bound < JobId::first_of(Timestamp(u64::MAX)) || b == (1 << 48) - 1);
        }
    }
}
