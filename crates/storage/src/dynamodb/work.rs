//! Finding runs that have not ended.

use futures::future::try_join_all;
use pixelprompt_domain::{ModelId, RunId, Timestamp};
use serde_json::{Value, json};

use super::item::{Item, text, text_of};
use super::schema::{IN_PROGRESS, LINE, SHARDS, WORK, line, model_of, moment, run_id_of, shard};
use super::{Fault, Table};

/// The most that one query is asked to look at: DynamoDB stops after a megabyte in any case.
const MOST: usize = 1000;

/// Runs that are due, the longest due first. Each part of the index tells its first ones; of all of them the first
/// are the answer.
pub(super) async fn due(
    table: &Table,
    now: Timestamp,
    except: &[ModelId],
    limit: usize,
) -> Result<Vec<(RunId, ModelId)>, Fault> {
    if limit == 0 {
        return Ok(Vec::new());
    }
    let mut values = Item::from_iter([(":end".to_owned(), text(next_moment(now)))]);
    let mut query = json!({ "KeyConditionExpression": "#work = :work AND #at < :end" });
    if except.is_empty() {
        query["Limit"] = json!(limit.min(MOST));
    } else {
        let names: Vec<_> = (0..except.len())
            .map(|number| format!(":m{number}"))
            .collect();
        values.extend(
            names
                .iter()
                .cloned()
                .zip(except.iter().map(|model| text(model.as_str()))),
        );
        // As many as one `IN` takes.
        let left_out = names
            .chunks(100)
            .map(|names| format!("NOT model IN ({})", names.join(", ")));
        query["FilterExpression"] = json!(left_out.collect::<Vec<_>>().join(" AND "));
    }
    let mut found = sharded(table, &query, &values, |found| found >= limit).await?;
    found.truncate(limit);
    let named = |item: &Value| Ok((run_id_of(item)?, model_of(item)?));
    found.iter().map(named).collect()
}

/// Runs that a worker holds.
pub(super) async fn leased(table: &Table, now: Timestamp) -> Result<Vec<RunId>, Fault> {
    let values = Item::from_iter([
        (":next".to_owned(), text(next_moment(now))),
        (":held".to_owned(), text(IN_PROGRESS)),
    ]);
    let query = json!({
        "KeyConditionExpression": "#work = :work AND #at >= :next",
        "FilterExpression": "#state = :held",
    });
    let found = sharded(table, &query, &values, |_| false).await?;
    Ok(found.iter().map(run_id_of).collect::<Result<_, _>>()?)
}

/// Runs of a model that wait, the one that is due first before all others.
pub(super) async fn waiting(
    table: &Table,
    model: &ModelId,
    limit: usize,
) -> Result<Vec<RunId>, Fault> {
    if limit == 0 {
        return Ok(Vec::new());
    }
    let query = json!({
        "IndexName": LINE,
        "KeyConditionExpression": "#line = :line",
        "ExpressionAttributeNames": { "#line": "line" },
        "ExpressionAttributeValues": { ":line": text(line(model)) },
        "Limit": limit.min(MOST),
    });
    let mut found = table.query(query, |found| found >= limit).await?;
    found.truncate(limit);
    Ok(found.iter().map(run_id_of).collect::<Result<_, _>>()?)
}

/// Asks all parts of the index of work at once, and sorts what they say by when it is due, then by name.
async fn sharded(
    table: &Table,
    query: &Value,
    values: &Item,
    enough: impl Fn(usize) -> bool,
) -> Result<Vec<Value>, Fault> {
    let parts = (0..SHARDS).map(|number| {
        let mut query = query.clone();
        let mut values = values.clone();
        values.insert(":work".to_owned(), text(shard(number)));
        query["IndexName"] = json!(WORK);
        query["ExpressionAttributeValues"] = json!(values);
        query["ExpressionAttributeNames"] = json!({ "#work": "work", "#at": "at" });
        if query.to_string().contains("#state") {
            query["ExpressionAttributeNames"]["#state"] = json!("state");
        }
        table.query(query, &enough)
    });
    let mut found = Vec::new();
    for item in try_join_all(parts).await?.into_iter().flatten() {
        found.push((text_of(&item, "at")?.to_owned(), item));
    }
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(found.into_iter().map(|(_, item)| item).collect())
}

/// The least text of a moment after this one: all that are due until now stand before it.
fn next_moment(now: Timestamp) -> String {
    moment(Timestamp(now.0.saturating_add(1)))
}
