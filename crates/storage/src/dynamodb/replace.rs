//! Putting a run in the place of its predecessor.

use pixelprompt_domain::{Booking, Ceiling, Replaced, Run};
use serde_json::{Value, json};

use super::accounts::{book, overdrawn};
use super::item::{body_of, number, number_of, text, text_of};
use super::schema::{charges, run_item};
use super::table::{CONDITION, CONDITION_OF_ONE, Committed};
use super::{Fault, Table};

/// Most steps of a run change nothing of what it takes of its accounts. So the first try is one write, on the
/// condition that the predecessor has the right version and the same charges. Only where it has others, their
/// difference is booked in a transaction.
pub(super) async fn replace(
    table: &Table,
    run: &Run,
    within: &[Ceiling],
) -> Result<Replaced, Fault> {
    let Some(before) = run.version.checked_sub(1) else {
        return Ok(Replaced::No);
    };
    let writer = table.token();
    let item = json!(run_item(run, &writer)?);
    let put = json!({
        "Item": item,
        "ConditionExpression": "version = :before AND charges = :charges",
        "ExpressionAttributeValues": {
            ":before": number(before),
            ":charges": text(charges(run)?),
        },
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    });
    let error = match table.ask("PutItem", put).await {
        Ok(_) => return Ok(Replaced::Yes),
        Err(error) if error.is(CONDITION_OF_ONE) => error,
        Err(error) => return Err(error.into()),
    };
    let Some(stored) = error.item() else {
        return no(error.in_doubt());
    };
    if text_of(stored, "writer")? == writer {
        // The answer to an earlier attempt was lost.
        return Ok(Replaced::Yes);
    }
    let version: u64 = number_of(stored, "version")?;
    if version != before {
        return no(error.in_doubt() && version > run.version);
    }
    with_accounts(table, run, &body_of(stored)?, item, within).await
}

/// The run is not the successor of what is stored; unless it was, and what is stored came after it.
fn no(in_doubt: bool) -> Result<Replaced, Fault> {
    if in_doubt {
        return Err(Fault::InDoubt);
    }
    Ok(Replaced::No)
}

async fn with_accounts(
    table: &Table,
    run: &Run,
    predecessor: &Run,
    item: Value,
    within: &[Ceiling],
) -> Result<Replaced, Fault> {
    let bookings = Booking::of([(Some(&predecessor.bill), &run.bill)]);
    let put = json!({
        "Item": item,
        "ConditionExpression": "version = :before",
        "ExpressionAttributeValues": { ":before": number(predecessor.version) },
    });
    let mut writes = vec![table.write("Put", put)];
    writes.extend(book(table, &bookings, within));
    let reasons = match table.commit(writes).await? {
        Committed::Yes => return Ok(Replaced::Yes),
        Committed::No(reasons) => reasons,
    };
    let (of_run, of_accounts) = reasons.split_first().ok_or(Fault::Incomplete)?;
    if of_run.code == CONDITION {
        return Ok(Replaced::No);
    }
    let over = overdrawn(&bookings, within, of_accounts)?;
    over.map(Replaced::Over).ok_or(Fault::Incomplete)
}
