//! What runs have taken of the budgets.

use pixelprompt_domain::{Booking, Ceiling, Money, Overdrawn};
use rusqlite::{Connection, OptionalExtension, params};

use super::Fault;

/// Books all of it, or nothing if an account does not have so much left.
pub(super) fn book(
    db: &Connection,
    bookings: &[Booking],
    within: &[Ceiling],
) -> Result<Option<Overdrawn>, Fault> {
    let mut after = Vec::with_capacity(bookings.len());
    for booking in bookings {
        let held = spent(db, &booking.account)?;
        if let Some(over) = booking.overdraws(held, within) {
            return Ok(Some(over));
        }
        after.push(booking.after(held));
    }
    let mut put = db.prepare_cached(
        "INSERT INTO accounts (name, spent) VALUES (?, ?)
         ON CONFLICT (name) DO UPDATE SET spent = excluded.spent",
    )?;
    for (booking, sum) in bookings.iter().zip(after) {
        // A sum that does not fit is more than anybody has.
        let sum = i64::try_from(sum.0).unwrap_or(i64::MAX);
        put.execute(params![booking.account, sum])?;
    }
    Ok(None)
}

/// What an account holds.
pub(super) fn spent(db: &Connection, account: &str) -> Result<Money, Fault> {
    let held: Option<i64> = db
        .prepare_cached("SELECT spent FROM accounts WHERE name = ?")?
        .query_row((account,), |row| row.get(0))
        .optional()?;
    Ok(Money(held.unwrap_or_default().cast_unsigned()))
}
