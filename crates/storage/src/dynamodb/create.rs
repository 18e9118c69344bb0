//! Keeping a new job.

use pixelprompt_domain::{Booking, Ceiling, Created, Job, Once, Run};
use serde_json::{Value, json};

use super::accounts::{book, overdrawn};
use super::item::{Item, text, text_of};
use super::read::once_of;
use super::schema::{job_item, once_key, run_item};
use super::table::{CONDITION, Committed};
use super::{Fault, Table};

/// Keeps all of it, or nothing.
pub(super) async fn create(
    table: &Table,
    job: &Job,
    runs: &[Run],
    once: Option<&Once>,
    within: &[Ceiling],
) -> Result<Created, Fault> {
    let item = job_item(job, once)?;
    let body = item["body"]["S"].clone();
    let mut writes = vec![new(table, &item)];
    if let Some(once) = once {
        let mut item = once_key(&once.key);
        item.insert("digest".into(), text(&once.digest));
        item.insert("job".into(), text(job.id.as_str()));
        writes.push(new(table, &item));
    }
    let bookings = Booking::of(runs.iter().map(|run| (None, &run.bill)));
    writes.extend(book(table, &bookings, within));
    let token = table.token();
    for run in runs {
        writes.push(new(table, &run_item(run, &token)?));
    }

    let reasons = match table.commit(writes).await? {
        Committed::Yes => return Ok(Created::New),
        Committed::No(reasons) => reasons,
    };
    let (of_job, rest) = reasons.split_first().ok_or(Fault::Incomplete)?;
    let (of_once, of_accounts) = rest.split_at(rest.len().min(usize::from(once.is_some())));
    if let (Some(once), Some(item)) = (once, of_once.first().and_then(|reason| reason.item())) {
        let (digest, earlier) = once_of(item)?;
        return Ok(if digest == once.digest {
            Created::Already(earlier)
        } else {
            Created::Conflict
        });
    }
    if of_job.code == CONDITION {
        // An earlier call of the same kept it and could not say so. Ids are not made twice.
        let kept = of_job
            .item()
            .map(|item| text_of(item, "body"))
            .transpose()?;
        return if kept == body.as_str() {
            Ok(Created::New)
        } else {
            Err(Fault::Taken)
        };
    }
    match overdrawn(&bookings, within, of_accounts)? {
        Some(over) => Ok(Created::Over(over)),
        None => Err(Fault::Taken),
    }
}

/// Puts an item where none may be yet.
fn new(table: &Table, item: &Item) -> Value {
    let put = json!({ "Item": item, "ConditionExpression": "attribute_not_exists(pk)" });
    table.write("Put", put)
}
