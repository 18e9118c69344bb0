//! Reading by name. Whatever was written before is seen.

use pixelprompt_domain::{Job, JobId, Run, RunId};
use serde_json::{Value, json};

use super::item::{Item, body_of, text, text_of};
use super::schema::{job_of, job_pk, once_key, parsed, run_key};
use super::{Fault, Table};

/// The items of a job: its own, then its runs in order of their places. None if there is no such job.
pub(super) async fn items(table: &Table, id: &JobId) -> Result<Option<(Value, Vec<Value>)>, Fault> {
    let query = json!({
        "KeyConditionExpression": "pk = :pk",
        "ExpressionAttributeValues": { ":pk": text(job_pk(id)) },
        "ConsistentRead": true,
    });
    let mut items = table.query(query, |_| false).await?.into_iter();
    // `JOB` stands before `RUN#`.
    let own = items.next().filter(|item| item["sk"]["S"] == "JOB");
    Ok(own.map(|job| (job, items.collect())))
}

/// A job with its runs.
pub(super) async fn job(table: &Table, id: &JobId) -> Result<Option<(Job, Vec<Run>)>, Fault> {
    let Some((job, runs)) = items(table, id).await? else {
        return Ok(None);
    };
    let runs: Result<_, Fault> = runs.iter().map(body_of).collect();
    Ok(Some((job_of(&job)?, runs?)))
}

/// One run.
pub(super) async fn run(table: &Table, id: &RunId) -> Result<Option<Run>, Fault> {
    let item = item(table, run_key(id)).await?;
    item.as_ref().map(body_of).transpose()
}

/// The digest and the job of an earlier request with this key.
pub(super) async fn request(table: &Table, key: &str) -> Result<Option<(String, JobId)>, Fault> {
    let item = item(table, once_key(key)).await?;
    item.as_ref().map(once_of).transpose()
}

/// The digest and the job that the item of a key has.
pub(super) fn once_of(item: &Value) -> Result<(String, JobId), Fault> {
    let digest = text_of(item, "digest")?.to_owned();
    Ok((digest, parsed(text_of(item, "job").ok(), "job")?))
}

async fn item(table: &Table, key: Item) -> Result<Option<Value>, Fault> {
    let get = json!({ "Key": key, "ConsistentRead": true });
    let mut answer = table.ask("GetItem", get).await?;
    Ok(Some(answer["Item"].take()).filter(Value::is_object))
}
