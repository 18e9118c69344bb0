//! What runs have taken of the budgets.

use pixelprompt_aws::Reason;
use pixelprompt_domain::{Booking, Ceiling, Money, Overdrawn};
use serde_json::{Value, json};

use super::item::{number, number_of};
use super::schema::account_key;
use super::table::CONDITION;
use super::{Fault, Table};

/// The writes that book all of it, in the same order; each fails where its account does not have so much left.
pub(super) fn book(table: &Table, bookings: &[Booking], within: &[Ceiling]) -> Vec<Value> {
    let write = |booking: &Booking| {
        let added = i128::from(booking.more.0) - i128::from(booking.less.0);
        let mut update = json!({
            "Key": account_key(&booking.account),
            "UpdateExpression": "ADD spent :added",
            "ExpressionAttributeValues": { ":added": number(added) },
        });
        if let Some(ceiling) = ceiling(booking, within) {
            let room = i128::from(ceiling.limit.0) - added;
            // An account that nobody has taken of holds nothing, which is little enough unless there is no room
            // at all.
            update["ConditionExpression"] = json!(if room < 0 {
                "spent <= :room"
            } else {
                "attribute_not_exists(spent) OR spent <= :room"
            });
            update["ExpressionAttributeValues"][":room"] = number(room);
        }
        table.write("Update", update)
    };
    bookings.iter().map(write).collect()
}

/// The first account, in the order of the bookings, that does not have so much left, by the reasons of their
/// writes.
pub(super) fn overdrawn(
    bookings: &[Booking],
    within: &[Ceiling],
    reasons: &[Reason],
) -> Result<Option<Overdrawn>, Fault> {
    for (booking, reason) in bookings.iter().zip(reasons) {
        if reason.code == CONDITION
            && let Some(ceiling) = ceiling(booking, within)
        {
            return Ok(Some(Overdrawn {
                ceiling: ceiling.clone(),
                spent: reason.item().map_or(Ok(Money::ZERO), spent_of)?,
                asked: booking.more.minus(booking.less),
            }));
        }
    }
    Ok(None)
}

/// Giving back is always allowed.
fn ceiling<'a>(booking: &Booking, within: &'a [Ceiling]) -> Option<&'a Ceiling> {
    let of = |ceiling: &&Ceiling| ceiling.account == booking.account;
    within
        .iter()
        .find(of)
        .filter(|_| booking.more > booking.less)
}

/// What an account holds. A sum that does not fit is more than anybody has.
fn spent_of(item: &Value) -> Result<Money, Fault> {
    let spent: i128 = number_of(item, "spent")?;
    Ok(Money(u64::try_from(spent.max(0)).unwrap_or(u64::MAX)))
}

/// What these accounts hold, in their order.
pub(super) async fn spent(table: &Table, accounts: &[String]) -> Result<Vec<Money>, Fault> {
    let mut keys: Vec<_> = accounts.iter().map(|name| account_key(name)).collect();
    keys.sort_by_cached_key(|key| key["pk"].to_string());
    keys.dedup();
    let found = table.items(&keys).await?;
    let of = |account: &String| {
        let key = account_key(account);
        let item = found.iter().find(|item| item["pk"] == key["pk"]);
        item.map_or(Ok(Money::ZERO), spent_of)
    };
    accounts.iter().map(of).collect()
}
