//! The real clock and the real dice.

use std::time::{SystemTime, UNIX_EPOCH};

use pixelprompt_domain::{Clock, Ids, Timestamp};

/// The computer's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let elapsed = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Timestamp::default().after(elapsed)
    }
}

/// Random bits from the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct RandomIds;

impl Ids for RandomIds {
    /// # Panics
    /// Without a source of randomness: ids that can be guessed would open strangers' galleries.
    fn random(&self) -> u128 {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).expect("the operating system has a source of randomness");
        u128::from_le_bytes(bytes)
    }
}
