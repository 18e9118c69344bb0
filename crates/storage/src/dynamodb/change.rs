//! Changing and forgetting jobs.

use pixelprompt_domain::{JobId, Mark};
use serde_json::{Value, json};

use super::item::{number, text, truth};
use super::schema::{job_key, list, once_key};
use super::table::{CONDITION_OF_ONE, Committed};
use super::{Fault, Table, read};

/// Changes what people may change. False if there is no such job.
pub(super) async fn mark(table: &Table, id: &JobId, mark: Mark) -> Result<bool, Fault> {
    let (expression, names, values) = match mark {
        Mark::Favourite(favourite) => (
            "SET favourite = :favourite",
            None,
            json!({ ":favourite": truth(favourite) }),
        ),
        Mark::Trashed(None) => (
            "SET #list = :list REMOVE trashed",
            Some("list"),
            json!({ ":list": text(list(false)) }),
        ),
        Mark::Trashed(Some(since)) => (
            "SET #list = :list, trashed = :since",
            Some("list"),
            json!({ ":list": text(list(true)), ":since": number(since.0) }),
        ),
    };
    let mut update = json!({
        "Key": job_key(id),
        "UpdateExpression": expression,
        "ExpressionAttributeValues": values,
        "ConditionExpression": "attribute_exists(pk)",
    });
    if let Some(name) = names {
        update["ExpressionAttributeNames"] = json!({ "#list": name });
    }
    match table.ask("UpdateItem", update).await {
        Ok(_) => Ok(true),
        Err(error) if error.is(CONDITION_OF_ONE) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Forgets a job with its runs and its request. False if one of its runs has not ended, or there is no such job.
pub(super) async fn forget(table: &Table, id: &JobId) -> Result<bool, Fault> {
    let Some((job, runs)) = read::items(table, id).await? else {
        return Ok(false);
    };
    let waits = |run: &Value| run.get("work").is_some();
    if runs.iter().any(waits) {
        return Ok(false);
    }
    let delete = |key: Value, condition: &str| {
        let delete = json!({ "Key": key, "ConditionExpression": condition });
        table.write("Delete", delete)
    };
    let key_of = |item: &Value| json!({ "pk": item["pk"], "sk": item["sk"] });
    let mut writes = vec![delete(key_of(&job), "attribute_exists(pk)")];
    // A person may retry one meanwhile.
    for run in &runs {
        let ended = "attribute_exists(pk) AND attribute_not_exists(#work)";
        let mut write = delete(key_of(run), ended);
        write["Delete"]["ExpressionAttributeNames"] = json!({ "#work": "work" });
        writes.push(write);
    }
    if let Some(once) = job["once"]["S"].as_str() {
        writes.push(delete(json!(once_key(once)), "attribute_exists(pk)"));
    }
    Ok(matches!(table.commit(writes).await?, Committed::Yes))
}
