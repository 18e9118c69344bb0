//! A run that this worker has claimed.

use std::time::Duration;

use pixelprompt_domain::{NotAllowed, Run, StoreError, Timestamp};
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

use crate::Parts;

/// How long a store may be out of reach before a run is given up.
const PATIENCE: Duration = Duration::from_mins(5);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// The run is not this worker's any more: its lease ran out and another has it, it ended, or the store
/// could not be reached for too long.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lost;

/// A claimed run. All its changes go through here, one after the other, each stored before it counts.
pub(super) struct Holding<'a> {
    parts: &'a Parts,
    run: Mutex<Run>,
    /// Cancelled as soon as it is known that somebody wants the run to stop.
    stop: CancellationToken,
}

impl<'a> Holding<'a> {
    pub(super) fn new(parts: &'a Parts, run: Run, stop: CancellationToken) -> Self {
        Self {
            parts,
            run: Mutex::new(run),
            stop,
        }
    }

    /// The run as it was last stored.
    pub(super) async fn run(&self) -> Run {
        self.run.lock().await.clone()
    }

    /// Takes a step by a rule, and tells whoever watches.
    pub(super) async fn step(
        &self,
        rule: impl Fn(&Run, Timestamp) -> Result<Run, NotAllowed>,
    ) -> Result<Run, Lost> {
        let next = self.store(rule).await?;
        self.parts.tell(&next);
        Ok(next)
    }

    /// Renews the lease for as long as it is this worker's. Returns when it is not.
    pub(super) async fn keep_alive(&self, lease: Duration) -> Lost {
        loop {
            tokio::time::sleep(lease / 3).await;
            let renewed = self.store(|run, now| run.renew(now, lease)).await;
            if let Err(lost) = renewed {
                return lost;
            }
        }
    }

    async fn store(
        &self,
        rule: impl Fn(&Run, Timestamp) -> Result<Run, NotAllowed>,
    ) -> Result<Run, Lost> {
        let mut run = self.run.lock().await;
        loop {
            let next = rule(&run, self.parts.clock.now()).map_err(|_| Lost)?;
            if patiently(&run, || self.parts.jobs.replace(&next)).await? {
                *run = next.clone();
                return Ok(next);
            }
            // Somebody asked for a stop, or a write whose answer was not waited for has arrived.
            let stored = patiently(&run, || self.parts.jobs.run(&run.id)).await?;
            match stored {
                Some(stored) if stored.attempts == run.attempts && !stored.has_ended() => {
                    if stored.stopping {
                        self.stop.cancel();
                    }
                    *run = stored;
                }
                _ => return Err(Lost),
            }
        }
    }
}

/// Asks a store again while it fails: a picture may have been paid for, and is worth the wait.
async fn patiently<T, F>(run: &Run, ask: impl Fn() -> F) -> Result<T, Lost>
where
    F: Future<Output = Result<T, StoreError>>,
{
    let mut pause = Duration::from_millis(50);
    let mut waited = Duration::ZERO;
    loop {
        match ask().await {
            Ok(answer) => return Ok(answer),
            Err(error) if waited >= PATIENCE => {
                tracing::error!(run = %run.id, %error, "gave up: the job store is out of reach");
                return Err(Lost);
            }
            Err(error) => {
                tracing::warn!(run = %run.id, %error, cause = ?error.source, "the job store failed, trying again");
            }
        }
        tokio::time::sleep(pause).await;
        waited += pause;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}
