//! What lies where.

use pixelprompt_aws::sha256;
use pixelprompt_domain::{Allowance, Job, JobId, ModelId, Once, Run, RunId, RunState, Timestamp};
use serde_json::{Value, json};

use super::Fault;
use super::item::{Item, Unusable, body_of, key, number, number_of, set, text, text_of, truth};

/// The actions that the adapters need to be allowed on the table: `TransactWriteItems` is not one of them, its
/// parts are.
pub const ACTIONS: &[&str] = &[
    "dynamodb:BatchGetItem",
    "dynamodb:DeleteItem",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:UpdateItem",
];

/// The actions that the adapters need to be allowed on the table's indexes.
pub const INDEX_ACTIONS: &[&str] = &["dynamodb:Query"];

/// The index of runs that have not ended.
pub(super) const WORK: &str = "work";
/// The index of runs that wait.
pub(super) const LINE: &str = "line";
/// The index of jobs.
pub(super) const LIST: &str = "list";

pub(super) const GALLERY: &str = "LIST#gallery";
pub(super) const TRASH: &str = "LIST#trash";

/// So many parts share the writes of the index of work.
pub(super) const SHARDS: u8 = 8;

/// The table: properties of `AWS::DynamoDB::Table`, and of `CreateTable` but for the time to live.
pub fn table_definition() -> Value {
    let string = |name: &str| json!({ "AttributeName": name, "AttributeType": "S" });
    let schema = |hash: &str, range: &str| {
        json!([
            { "AttributeName": hash, "KeyType": "HASH" },
            { "AttributeName": range, "KeyType": "RANGE" },
        ])
    };
    let index = |name: &str, range: &str, projection: Value| {
        json!({
            "IndexName": name,
            "KeySchema": schema(name, range),
            "Projection": projection,
        })
    };
    let names = ["pk", "sk", "work", "at", "line", "list", "id"];
    json!({
        "AttributeDefinitions": names.map(string),
        "KeySchema": schema("pk", "sk"),
        "GlobalSecondaryIndexes": [
            index(WORK, "at", json!({
                "ProjectionType": "INCLUDE",
                "NonKeyAttributes": ["model", "state"],
            })),
            index(LINE, "at", json!({ "ProjectionType": "KEYS_ONLY" })),
            index(LIST, "id", json!({ "ProjectionType": "ALL" })),
        ],
        "BillingMode": "PAY_PER_REQUEST",
        "TimeToLiveSpecification": { "AttributeName": "expires", "Enabled": true },
    })
}

/// The part that all items of a job share.
pub(super) fn job_pk(id: &JobId) -> String {
    format!("JOB#{id}")
}

pub(super) fn job_key(id: &JobId) -> Item {
    key(job_pk(id), "JOB")
}

pub(super) fn run_key(id: &RunId) -> Item {
    key(job_pk(&id.job), format!("RUN#{:03}", id.place))
}

pub(super) fn once_key(once: &str) -> Item {
    key(named("ONCE", once), "ONCE")
}

pub(super) fn account_key(account: &str) -> Item {
    key(named("ACCOUNT", account), "ACCOUNT")
}

pub(super) fn limit_key(allowance: &Allowance, now: Timestamp) -> Item {
    let (window, start) = (allowance.window.as_millis(), allowance.window_start(now).0);
    let pk = format!("{}#{window}#{start}", named("LIMIT", &allowance.key));
    key(pk, "LIMIT")
}

/// A name that somebody else chose, and perhaps a long one: a key of DynamoDB has at most 2048 bytes. No short
/// name is taken for the digest of a long one.
fn named(kind: &str, name: &str) -> String {
    if name.len() <= 1024 {
        return format!("{kind}#{name}");
    }
    format!("{kind}-SHA256#{}", sha256(name.as_bytes()))
}

/// The item of a job.
pub(super) fn job_item(job: &Job, once: Option<&Once>) -> Result<Item, Fault> {
    let mut item = job_key(&job.id);
    item.insert("body".into(), text(serde_json::to_string(job)?));
    item.insert("id".into(), text(job.id.as_str()));
    item.insert("list".into(), text(list(job.trashed.is_some())));
    item.insert("favourite".into(), truth(job.favourite));
    if let Some(since) = job.trashed {
        item.insert("trashed".into(), number(since.0));
    }
    if let Some(models) = set(job.models.iter().map(ModelId::as_str)) {
        item.insert("models".into(), models);
    }
    if let Some(once) = once {
        item.insert("once".into(), text(&once.key));
    }
    Ok(item)
}

/// A job as its item has it: what people may change of it lies beside its body.
pub(super) fn job_of(item: &Value) -> Result<Job, Fault> {
    let job: Job = body_of(item)?;
    let trashed = match item.get("trashed") {
        Some(_) => Some(Timestamp(number_of(item, "trashed")?)),
        None => None,
    };
    let favourite = item["favourite"]["BOOL"].as_bool();
    Ok(Job {
        favourite: favourite.ok_or(Unusable("favourite"))?,
        trashed,
        ..job
    })
}

pub(super) fn list(trashed: bool) -> &'static str {
    if trashed { TRASH } else { GALLERY }
}

/// The item of a run, written by the call of this name.
pub(super) fn run_item(run: &Run, writer: &str) -> Result<Item, Fault> {
    let mut item = run_key(&run.id);
    item.insert("body".into(), text(serde_json::to_string(run)?));
    item.insert("version".into(), number(run.version));
    item.insert("charges".into(), text(charges(run)?));
    item.insert("model".into(), text(run.model.as_str()));
    item.insert("state".into(), text(state(run)));
    item.insert("writer".into(), text(writer));
    if let Some(due) = run.due() {
        item.insert("work".into(), text(shard(shard_of(&run.id.job))));
        let at = format!("{}#{}#{:03}", moment(due), run.id.job, run.id.place);
        item.insert("at".into(), text(at));
    }
    if matches!(run.state, RunState::Pending { .. }) {
        item.insert("line".into(), text(line(&run.model)));
    }
    Ok(item)
}

/// What a run takes of its accounts, as one text to compare.
pub(super) fn charges(run: &Run) -> Result<String, Fault> {
    Ok(serde_json::to_string(&run.bill.charges)?)
}

pub(super) const IN_PROGRESS: &str = "in_progress";

fn state(run: &Run) -> &'static str {
    match run.state {
        RunState::Pending { .. } => "pending",
        RunState::InProgress { .. } => IN_PROGRESS,
        RunState::Completed { .. } | RunState::Error { .. } | RunState::Cancelled => "ended",
    }
}

pub(super) fn shard(number: u8) -> String {
    format!("WORK#{number}")
}

/// By the last, random letter of the id.
fn shard_of(job: &JobId) -> u8 {
    job.as_str().bytes().last().unwrap_or_default() % SHARDS
}

pub(super) fn line(model: &ModelId) -> String {
    format!("LINE#{model}")
}

/// A moment that is sorted as a text as it is in time.
pub(super) fn moment(at: Timestamp) -> String {
    format!("{:020}", at.0)
}

/// The run whose item this is, by its key alone.
pub(super) fn run_id_of(item: &Value) -> Result<RunId, Unusable> {
    let job = text_of(item, "pk")?.strip_prefix("JOB#");
    let place = text_of(item, "sk")?.strip_prefix("RUN#");
    Ok(RunId {
        job: parsed(job, "pk")?,
        place: parsed(place, "sk")?,
    })
}

pub(super) fn model_of(item: &Value) -> Result<ModelId, Unusable> {
    parsed(text_of(item, "model").ok(), "model")
}

pub(super) fn parsed<T: std::str::FromStr>(
    found: Option<&str>,
    name: &'static str,
) -> Result<T, Unusable> {
    let parsed = found.and_then(|text| text.parse().ok());
    parsed.ok_or(Unusable(name))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn every_name_has_a_place_of_its_own() {
        let long = "x".repeat(3_000);
        let digest = named("ONCE", &long);
        assert!(digest.len() < 100, "{digest}");
        let digest = digest.strip_prefix("ONCE-SHA256#").unwrap();
        let names = ["", "a", "a#1", "#", digest, &long, "x"];
        let mut places: Vec<_> = names.map(|name| named("ONCE", name)).into();
        places.sort_unstable();
        places.dedup();
        assert_eq!(places.len(), names.len());
    }

    #[test]
    fn windows_of_one_key_are_apart_from_those_of_others() {
        let of = |key: &str, window: u64, now: u64| {
            let allowance = Allowance {
                key: key.to_owned(),
                limit: 1,
                window: Duration::from_millis(window),
            };
            limit_key(&allowance, Timestamp(now))["pk"]["S"].to_string()
        };
        assert_eq!(of("a", 60, 59), of("a", 60, 0));
        let mut places = vec![
            of("a", 60, 0),
            of("a", 60, 60),
            of("a", 1, 60),
            of("a#60", 60, 0),
            of("a#60#0", 60, 0),
            of("", 60, 0),
        ];
        places.sort_unstable();
        places.dedup();
        assert_eq!(places.len(), 6);
    }

    #[test]
    fn every_attribute_of_a_key_is_defined_once() {
        let table = table_definition();
        let mut defined: Vec<_> = table["AttributeDefinitions"].as_array().unwrap().clone();
        let indexes = table["GlobalSecondaryIndexes"].as_array().unwrap();
        let schemas = indexes.iter().chain([&table]);
        let mut used: Vec<_> = schemas
            .flat_map(|index| index["KeySchema"].as_array().unwrap())
            .map(|part| json!({ "AttributeName": part["AttributeName"], "AttributeType": "S" }))
            .collect();
        for list in [&mut defined, &mut used] {
            list.sort_by_key(Value::to_string);
        }
        used.dedup();
        assert_eq!(defined, used);
    }
}
