//! Making the table, and checking that it is as it must be.

use std::time::Duration;

use pixelprompt_aws::AwsError;
use serde_json::{Value, json};

use super::schema::table_definition;
use super::table::Table;

/// The actions that [`check`](super::DynamoStore::check) needs to be allowed on the table.
pub const CHECK_ACTIONS: &[&str] = &["dynamodb:DescribeTable", "dynamodb:DescribeTimeToLive"];

/// The table cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// There is none.
    #[error("there is no table {0}; the template in deploy/aws makes it")]
    Missing(String),
    /// It is not as the adapters need it.
    #[error("the table {table} has another {what} than the adapters need: {found}, not {needed}")]
    Different {
        /// Its name.
        table: String,
        /// What of it, as templates call it: `KeySchema`.
        what: String,
        /// What it has.
        found: String,
        /// What it should have.
        needed: String,
    },
    /// It did not become usable in time.
    #[error("the table {0} is not ready")]
    NotReady(String),
    /// DynamoDB could not be asked.
    #[error("DynamoDB could not be asked for the table {table}")]
    Aws {
        /// Its name.
        table: String,
        /// Why not.
        #[source]
        source: AwsError,
    },
}

/// Compares the table with its definition.
pub(super) async fn check(table: &Table) -> Result<(), TableError> {
    let found = ask(table, "DescribeTable", json!({})).await?;
    let found = &found["Table"];
    let needed = table_definition();
    same(
        table,
        "KeySchema",
        &found["KeySchema"],
        &needed["KeySchema"],
    )?;
    for index in list(&needed["GlobalSecondaryIndexes"]) {
        let name = &index["IndexName"];
        let what = format!("index {}", name.as_str().unwrap_or_default());
        let indexes = list(&found["GlobalSecondaryIndexes"]);
        let has = indexes.iter().find(|has| has["IndexName"] == *name);
        let has = has.map_or(Value::Null, |has| {
            json!({
                "IndexName": has["IndexName"],
                "KeySchema": has["KeySchema"],
                "Projection": sorted(&has["Projection"]),
            })
        });
        same(table, &what, &has, index)?;
    }
    // An index's attributes are of the same types as the definition's, or it would not be that index.
    for attribute in list(&needed["AttributeDefinitions"]) {
        if !list(&found["AttributeDefinitions"]).contains(attribute) {
            let what = "AttributeDefinitions";
            return same(table, what, &found[what], attribute);
        }
    }
    let found = ask(table, "DescribeTimeToLive", json!({})).await?;
    let found = &found["TimeToLiveDescription"];
    let status = found["TimeToLiveStatus"].as_str().unwrap_or_default();
    let has = json!({
        "AttributeName": found["AttributeName"],
        "Enabled": matches!(status, "ENABLED" | "ENABLING"),
    });
    let what = "TimeToLiveSpecification";
    same(table, what, &has, &needed[what])
}

/// Makes the table and waits until it can be used.
pub(super) async fn create(table: &Table) -> Result<(), TableError> {
    let mut definition = table_definition();
    let time_to_live = definition
        .as_object_mut()
        .and_then(|all| all.remove("TimeToLiveSpecification"));
    ask(table, "CreateTable", definition).await?;
    ready(table).await?;
    let body = json!({ "TimeToLiveSpecification": time_to_live });
    ask(table, "UpdateTimeToLive", body).await?;
    Ok(())
}

/// A table is made within seconds, its indexes with it.
async fn ready(table: &Table) -> Result<(), TableError> {
    for _ in 0..120 {
        let found = ask(table, "DescribeTable", json!({})).await?;
        let active = |of: &Value, status: &str| of[status] == "ACTIVE";
        let indexes = list(&found["Table"]["GlobalSecondaryIndexes"]);
        if active(&found["Table"], "TableStatus")
            && indexes.iter().all(|index| active(index, "IndexStatus"))
        {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    Err(TableError::NotReady(table.name().to_owned()))
}

async fn ask(table: &Table, action: &'static str, mut body: Value) -> Result<Value, TableError> {
    body["TableName"] = json!(table.name());
    let answer = table.client().call(action, &body).await;
    answer.map_err(|source| {
        let table = table.name().to_owned();
        if source.is("ResourceNotFoundException") {
            TableError::Missing(table)
        } else {
            TableError::Aws { table, source }
        }
    })
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Attributes of a projection have no order.
fn sorted(projection: &Value) -> Value {
    let mut projection = projection.clone();
    if let Some(Value::Array(names)) = projection.get_mut("NonKeyAttributes") {
        names.sort_by_key(Value::to_string);
    }
    projection
}

fn same(table: &Table, what: &str, found: &Value, needed: &Value) -> Result<(), TableError> {
    if found == needed {
        return Ok(());
    }
    Err(TableError::Different {
        table: table.name().to_owned(),
        what: what.to_owned(),
        found: found.to_string(),
        needed: needed.to_string(),
    })
}
