//! The limiter's port.

use std::collections::BTreeMap;
use std::time::Duration;

use async_trait::async_trait;
use pixelprompt_domain::{Allowance, Left, Limiter, StoreError, Taken, Timestamp};
use serde_json::{Value, json};

use super::item::{Item, number, number_of};
use super::schema::limit_key;
use super::table::{CONDITION_OF_ONE, Committed};
use super::{Fault, Table, failed};

/// A [`Limiter`] in DynamoDB: any number of processes count together.
///
/// A window that is over is left to DynamoDB's time to live, which takes it away within a day or two.
#[derive(Clone, Debug)]
pub struct DynamoLimiter {
    table: Table,
}

impl DynamoLimiter {
    pub(super) fn new(table: Table) -> Self {
        Self { table }
    }
}

#[async_trait]
impl Limiter for DynamoLimiter {
    async fn take(&self, of: &[Allowance], now: Timestamp) -> Result<Taken, StoreError> {
        let taken = take(&self.table, of, now).await;
        taken.map_err(failed("count a request"))
    }
}

/// One count of the table, and how far it may go: the same allowance may be named twice.
struct Window {
    key: Item,
    limit: u32,
    expires: u64,
}

async fn take(table: &Table, of: &[Allowance], now: Timestamp) -> Result<Taken, Fault> {
    let windows = windows(of, now);
    if windows.is_empty() {
        return Ok(Taken::Granted(Vec::new()));
    }
    if windows.values().any(|window| window.limit == 0) {
        return Ok(Taken::Refused(left(table, &windows, of, now).await?));
    }
    if let (1, Some(window)) = (windows.len(), windows.values().next()) {
        return take_one(table, window, of, now).await;
    }
    let writes = windows
        .values()
        .map(|window| table.write("Update", window.update()));
    match table.commit(writes.collect()).await? {
        Committed::Yes => {
            let left = left(table, &windows, of, now).await;
            // It is counted, so it is granted, whoever may know how many are left. One less than all, at most.
            Ok(Taken::Granted(left.unwrap_or_else(|_| {
                of.iter().map(|allowance| allowance.left(1, now)).collect()
            })))
        }
        Committed::No(_) => Ok(Taken::Refused(left(table, &windows, of, now).await?)),
    }
}

/// One count is changed without a transaction: the calls of a busy window would be in each other's way.
async fn take_one(
    table: &Table,
    window: &Window,
    of: &[Allowance],
    now: Timestamp,
) -> Result<Taken, Fault> {
    let mut update = window.update();
    update["ReturnValues"] = json!("UPDATED_NEW");
    update["ReturnValuesOnConditionCheckFailure"] = json!("ALL_OLD");
    let left = |used: u32| {
        of.iter()
            .map(|allowance| allowance.left(used, now))
            .collect()
    };
    match table.ask("UpdateItem", update).await {
        Ok(answer) => Ok(Taken::Granted(left(number_of(
            &answer["Attributes"],
            "used",
        )?))),
        Err(error) if error.is(CONDITION_OF_ONE) => {
            let used = error.item().map(|item| number_of(item, "used"));
            Ok(Taken::Refused(left(used.unwrap_or(Ok(window.limit))?)))
        }
        Err(error) => Err(error.into()),
    }
}

impl Window {
    fn update(&self) -> Value {
        json!({
            "Key": self.key,
            "UpdateExpression": "SET #expires = :expires ADD #used :one",
            "ConditionExpression": "attribute_not_exists(#used) OR #used < :limit",
            "ExpressionAttributeNames": { "#used": "used", "#expires": "expires" },
            "ExpressionAttributeValues": {
                ":one": number(1),
                ":limit": number(self.limit),
                ":expires": number(self.expires),
            },
        })
    }
}

/// How long a window is kept after its end: callers read the clock before they call, so a window's last call may
/// arrive after its end.
const GRACE: Duration = Duration::from_hours(1);

/// By their places in the table.
fn windows(of: &[Allowance], now: Timestamp) -> BTreeMap<String, Window> {
    let mut windows: BTreeMap<String, Window> = BTreeMap::new();
    for allowance in of {
        let key = limit_key(allowance, now);
        let ends = allowance.left(0, now).resets.after(GRACE);
        let window = windows.entry(place(&key)).or_insert(Window {
            key,
            limit: allowance.limit,
            expires: ends.0.div_ceil(1000),
        });
        window.limit = window.limit.min(allowance.limit);
    }
    windows
}

fn place(key: &Item) -> String {
    key["pk"]["S"].as_str().unwrap_or_default().to_owned()
}

/// What is left of each allowance, read after whatever was changed.
async fn left(
    table: &Table,
    windows: &BTreeMap<String, Window>,
    of: &[Allowance],
    now: Timestamp,
) -> Result<Vec<Left>, Fault> {
    let keys: Vec<_> = windows.values().map(|window| window.key.clone()).collect();
    let mut used: BTreeMap<String, u32> = BTreeMap::new();
    for item in table.items(&keys).await? {
        if let Some(pk) = item["pk"]["S"].as_str() {
            used.insert(pk.to_owned(), number_of(&item, "used")?);
        }
    }
    let left = |allowance: &Allowance| {
        let used = used.get(&place(&limit_key(allowance, now)));
        allowance.left(used.copied().unwrap_or(0), now)
    };
    Ok(of.iter().map(left).collect())
}
