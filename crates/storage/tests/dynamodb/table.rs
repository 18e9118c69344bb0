//! The table itself: made, checked, and swept of what is over.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use pixelprompt_domain::{Allowance, Limiter, Taken, Timestamp};
use pixelprompt_storage::DynamoStore;
use pixelprompt_storage::dynamodb::table_definition;
use serde_json::{Value, json};

use crate::{client, name, patient, random, store, url};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_table_that_was_made_by_the_definition_is_fit() {
    store().await.check().await.unwrap();
}

type Spoil = fn(&mut Value);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wrong_with_a_table_is_said() {
    let asking = client(&url(), patient());
    let absent = DynamoStore::new(asking.clone(), "nowhere", random);
    let error = absent.check().await.unwrap_err().to_string();
    assert!(error.starts_with("there is no table nowhere"), "{error}");

    let spoiled: [(&str, Spoil); 4] = [
        ("KeySchema", |table| {
            table["KeySchema"][1]["AttributeName"] = json!("at");
            table["AttributeDefinitions"]
                .as_array_mut()
                .unwrap()
                .remove(1);
        }),
        ("index line", |table| {
            table["GlobalSecondaryIndexes"]
                .as_array_mut()
                .unwrap()
                .remove(1);
            table["AttributeDefinitions"]
                .as_array_mut()
                .unwrap()
                .remove(4);
        }),
        ("index work", |table| {
            let projection = &mut table["GlobalSecondaryIndexes"][0]["Projection"];
            *projection = json!({ "ProjectionType": "KEYS_ONLY" });
        }),
        ("TimeToLiveSpecification", |_| {}),
    ];
    for (what, spoil) in spoiled {
        let name = name();
        let mut table = table_definition();
        table
            .as_object_mut()
            .unwrap()
            .remove("TimeToLiveSpecification");
        table["TableName"] = json!(name);
        spoil(&mut table);
        asking.call("CreateTable", &table).await.unwrap();
        let store = DynamoStore::new(asking.clone(), &name, random);
        let error = store.check().await.unwrap_err().to_string();
        let expected = format!("the table {name} has another {what} than the adapters need");
        assert!(error.starts_with(&expected), "{error}");
    }
}

/// A window goes an hour after its end, by itself. The emulator forgets to look into tables that have indexes, so
/// this one has none, for limits need none; and it looks into one table after the other, so this is its only one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn windows_that_are_over_go_by_themselves() {
    let emulator = pixelprompt_testkit::dynamodb::start();
    let url = format!("http://{}", emulator.address);
    let (asking, name) = (client(&url, patient()), name());
    let mut table = table_definition();
    let definition = table.as_object_mut().unwrap();
    let time_to_live = definition.remove("TimeToLiveSpecification");
    definition.remove("GlobalSecondaryIndexes");
    definition["AttributeDefinitions"]
        .as_array_mut()
        .unwrap()
        .truncate(2);
    table["TableName"] = json!(name);
    asking.call("CreateTable", &table).await.unwrap();
    let body = json!({ "TableName": name, "TimeToLiveSpecification": time_to_live });
    asking.call("UpdateTimeToLive", &body).await.unwrap();

    let store = DynamoStore::new(asking.clone(), &name, random);
    let of = [Allowance {
        key: "k".to_owned(),
        limit: 1,
        window: Duration::from_secs(10),
    }];
    let granted = |now| {
        let (limiter, of) = (store.limiter(), &of);
        async move { matches!(limiter.take(of, now).await.unwrap(), Taken::Granted(_)) }
    };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let at = |since: Duration| Timestamp(since.as_millis() as u64 / 10_000 * 10_000);
    // Not years ago: DynamoDB takes that for a mistake.
    let long_ago = at(now.saturating_sub(Duration::from_mins(70)));
    let lately = at(now.saturating_sub(Duration::from_mins(50)));
    for now in [long_ago, lately] {
        assert!(granted(now).await);
    }
    let body = json!({
        "TableName": name,
        "Key": { "pk": { "S": format!("LIMIT#k#10000#{}", lately.0) }, "sk": { "S": "LIMIT" } },
    });
    let kept = asking.call("GetItem", &body).await.unwrap();
    let ends = lately.0 / 1000 + 10 + 3600;
    assert_eq!(kept["Item"]["expires"], json!({ "N": ends.to_string() }));
    let began = Instant::now();
    while !granted(long_ago).await {
        assert!(
            began.elapsed() < Duration::from_mins(2),
            "it is still there"
        );
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    assert!(!granted(lately).await, "a call may come late");
}
