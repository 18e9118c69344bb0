//! What the adapters ask of DynamoDB is what they say that they need to be allowed.

use std::collections::BTreeSet;
use std::time::Duration;

use pixelprompt_domain::{
    Allowance, JobStore, Limiter, Mark, ModelId, Money, Once, Timestamp, Wanted,
};
use pixelprompt_storage::dynamodb::{ACTIONS, CHECK_ACTIONS, INDEX_ACTIONS};
use pixelprompt_testkit::amazon::Call;
use pixelprompt_testkit::build;

use crate::{claimed, patient, priced, two_ways};

/// The actions that a call needs to be allowed, and whether on an index.
fn needed(call: &Call) -> Vec<(String, bool)> {
    let allowed = |action: &str| format!("dynamodb:{action}");
    if call.action == "TransactWriteItems" {
        let writes = call.body["TransactItems"].as_array().unwrap();
        let kinds = writes
            .iter()
            .flat_map(|write| write.as_object().unwrap().keys());
        return kinds
            .map(|kind| (allowed(&format!("{kind}Item")), false))
            .collect();
    }
    let index = !call.body["IndexName"].is_null();
    vec![(allowed(&call.action), index)]
}

/// Every question and every change of both ports.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_that_is_asked_is_declared_and_nothing_else() {
    let (_straight, store, line) = two_ways(patient()).await;
    let (jobs, limiter) = (store.jobs(), store.limiter());
    let (job, runs) = build::job(1, "fox", &["a"]);
    let run = priced(runs[0].clone(), 5);
    let once = Once {
        key: "k".to_owned(),
        digest: "d".to_owned(),
    };
    let model: ModelId = "a".parse().unwrap();
    let wanted = Wanted {
        limit: 3,
        words: Some("fox".to_owned()),
        model: Some(model.clone()),
        favourite: true,
        ..Wanted::default()
    };
    jobs.create(&job, std::slice::from_ref(&run), Some(&once), &[])
        .await
        .unwrap();
    jobs.created_by("k").await.unwrap();
    jobs.spent(&["day".to_owned()]).await.unwrap();
    let claim = claimed(&run, 5);
    let sent = claim.sent(Timestamp(6)).unwrap();
    let done = sent.complete(Timestamp(7), build::stored_image(), Some(Money(9)));
    for step in [claim, sent, done.unwrap()] {
        assert!(jobs.replace(&step).await.unwrap());
    }
    jobs.run(&run.id).await.unwrap();
    jobs.job(&job.id).await.unwrap();
    jobs.due(Timestamp(9), std::slice::from_ref(&model), 5)
        .await
        .unwrap();
    jobs.leased(Timestamp(9)).await.unwrap();
    jobs.line(&model, 5).await.unwrap();
    jobs.mark(&job.id, Mark::Favourite(true)).await.unwrap();
    jobs.page(&wanted).await.unwrap();
    let of = ["x", "y"].map(|key| Allowance {
        key: key.to_owned(),
        limit: 5,
        window: Duration::from_secs(1),
    });
    limiter.take(&of[..1], Timestamp(1)).await.unwrap();
    limiter.take(&of, Timestamp(1)).await.unwrap();
    assert!(jobs.forget(&job.id).await.unwrap());

    let calls = line.calls();
    let needed: BTreeSet<_> = calls.iter().flat_map(needed).collect();
    let of = |index: bool| -> Vec<&str> {
        let needed = needed.iter().filter(|(_, on_index)| *on_index == index);
        needed.map(|(action, _)| action.as_str()).collect()
    };
    assert_eq!(of(false), ACTIONS);
    assert_eq!(of(true), INDEX_ACTIONS);
    let by_name = calls.iter().filter(|call| match call.action.as_str() {
        "GetItem" => true,
        "Query" => call.body["IndexName"].is_null(),
        _ => false,
    });
    for call in by_name {
        assert_eq!(call.body["ConsistentRead"], true, "{call:?}");
    }

    store.check().await.unwrap();
    let needed: BTreeSet<_> = line.calls().iter().flat_map(self::needed).collect();
    let needed: Vec<_> = needed.iter().map(|(action, _)| action.as_str()).collect();
    assert_eq!(needed, CHECK_ACTIONS);
}
