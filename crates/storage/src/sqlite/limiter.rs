//! The limiter's port.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use pixelprompt_domain::{Allowance, Limiter, StoreError, Taken, Timestamp};
use rusqlite::{Connection, OptionalExtension, params};

use super::columns::integer;
use super::{Fault, Shared};

/// A [`Limiter`] in SQLite: counts survive a restart.
///
/// Takes run one after the other on the writing thread, so they need no lock to be exact; a refusal
/// writes nothing and so costs no `fsync`.
#[derive(Clone)]
pub struct SqliteLimiter {
    shared: Arc<Shared>,
}

impl SqliteLimiter {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }
}

#[async_trait]
impl Limiter for SqliteLimiter {
    async fn take(&self, of: &[Allowance], now: Timestamp) -> Result<Taken, StoreError> {
        let of = of.to_vec();
        self.shared
            .write("count a request", move |db, _| take(db, &of, now))
            .await
    }
}

fn take(db: &Connection, of: &[Allowance], now: Timestamp) -> Result<Taken, Fault> {
    let before = of
        .iter()
        .map(|allowance| used(db, allowance, now))
        .collect::<Result<Vec<u32>, Fault>>()?;
    let free = |(allowance, used): (&Allowance, &u32)| *used < allowance.limit;
    let granted = of.iter().zip(&before).all(free);
    let one = u32::from(granted);
    let left = |(allowance, used): (&Allowance, &u32)| allowance.left(used + one, now);
    let left = of.iter().zip(&before).map(left).collect();
    if !granted {
        return Ok(Taken::Refused(left));
    }
    for allowance in of {
        count(db, allowance, now)?;
    }
    forget_what_is_over(db, now)?;
    Ok(Taken::Granted(left))
}

fn used(db: &Connection, allowance: &Allowance, now: Timestamp) -> Result<u32, Fault> {
    let used = db
        .prepare_cached("SELECT used FROM counts WHERE key = ? AND length = ? AND start = ?")?
        .query_row(
            params![
                allowance.key,
                length(allowance),
                integer(allowance.window_start(now))
            ],
            |row| row.get(0),
        )
        .optional()?;
    Ok(used.unwrap_or(0))
}

fn count(db: &Connection, allowance: &Allowance, now: Timestamp) -> Result<(), Fault> {
    db.prepare_cached(
        "INSERT INTO counts (key, length, start, used, ends) VALUES (?, ?, ?, 1, ?)
         ON CONFLICT (key, length, start) DO UPDATE SET used = used + 1",
    )?
    .execute(params![
        allowance.key,
        length(allowance),
        integer(allowance.window_start(now)),
        integer(allowance.left(0, now).resets)
    ])?;
    Ok(())
}

fn length(allowance: &Allowance) -> i64 {
    i64::try_from(allowance.window.as_millis()).unwrap_or(i64::MAX)
}

/// How long a window is kept after its end: callers read the clock before they call, so a window's
/// last call may arrive after its end.
const GRACE: Duration = Duration::from_mins(1);

/// A few with each take: more go than come, and no take pays for all.
fn forget_what_is_over(db: &Connection, now: Timestamp) -> Result<(), Fault> {
    let over = now.0.saturating_sub(Timestamp(0).after(GRACE).0);
    db.prepare_cached(
        "DELETE FROM counts WHERE (key, length, start) IN
         (SELECT key, length, start FROM counts WHERE ends < ? ORDER BY ends LIMIT 20)",
    )?
    .execute((integer(Timestamp(over)),))?;
    Ok(())
}
