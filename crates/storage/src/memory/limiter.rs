//! Counts in memory, gone when the program ends.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use pixelprompt_domain::{Allowance, Limiter, StoreError, Taken, Timestamp};

/// A [`Limiter`] that is a map under a lock.
#[derive(Default)]
pub struct MemoryLimiter {
    counts: Mutex<Counts>,
}

#[derive(Default)]
struct Counts {
    used: HashMap<Window, u32>,
    /// When windows that are over were last forgotten.
    swept: Timestamp,
}

/// One window of one allowance.
#[derive(PartialEq, Eq, Hash)]
struct Window {
    key: String,
    length: Duration,
    start: Timestamp,
}

/// How often windows that are over are looked for, and how long one is kept after its end: callers
/// read the clock before they call, so a window's last call may arrive after its end.
const SWEEP: Duration = Duration::from_mins(1);

impl MemoryLimiter {
    /// Nothing is counted yet.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Counts {
    fn sweep(&mut self, now: Timestamp) {
        if now.since(self.swept) >= SWEEP {
            self.used
                .retain(|window, _| window.start.after(window.length).after(SWEEP) > now);
            self.swept = now;
        }
    }
}

#[async_trait]
impl Limiter for MemoryLimiter {
    async fn take(&self, of: &[Allowance], now: Timestamp) -> Result<Taken, StoreError> {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.sweep(now);
        let window = |allowance: &Allowance| Window {
            key: allowance.key.clone(),
            length: allowance.window,
            start: allowance.window_start(now),
        };
        let windows: Vec<Window> = of.iter().map(window).collect();
        let used = |window| counts.used.get(window).copied().unwrap_or(0);
        let before: Vec<u32> = windows.iter().map(used).collect();
        let free = |(allowance, used): (&Allowance, &u32)| *used < allowance.limit;
        let granted = of.iter().zip(&before).all(free);
        let one = u32::from(granted);
        let left = |(allowance, used): (&Allowance, &u32)| allowance.left(used + one, now);
        let left = of.iter().zip(&before).map(left).collect();
        if !granted {
            return Ok(Taken::Refused(left));
        }
        for (window, used) in windows.into_iter().zip(before) {
            counts.used.insert(window, used + 1);
        }
        Ok(Taken::Granted(left))
    }
}
