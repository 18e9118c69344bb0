//! Messages that come twice, late, in disorder, or not at all.

use std::time::Duration;

use futures::future::join_all;
use pixelprompt_domain::{Clock as _, JobStore as _};
use pixelprompt_engine::SystemClock;
use pixelprompt_testkit::{build, lambda::NoAnswer, providers::MockProviders};
use serde_json::json;
use tokio::time::sleep;

use crate::cloud::{Cloud, TIME, handed};

#[tokio::test]
async fn twenty_models_are_bought_once_each_however_often_and_in_whatever_order_messages_come() {
    let cloud = Cloud::buying(&MockProviders::twenty().collect::<Vec<_>>()).await;
    let models: Vec<String> = cloud.ask("GET", "/models", None).await.json()["models"]
        .as_array()
        .unwrap()
        .iter()
        .map(|model| model["id"].as_str().unwrap().to_owned())
        .filter(|id| !id.starts_with("painter/"))
        .collect();
    assert_eq!(models.len(), 20);
    let job = cloud
        .generate(json!({ "prompt": "a paper boat", "models": models }))
        .await;
    let mut deliveries = Vec::new();
    while deliveries.len() < 20 {
        deliveries.extend(cloud.queue.receive().await);
    }
    deliveries.reverse();
    let workers = join_all((0..3).map(|_| cloud.worker())).await;
    // Each worker gets every message, at the same time as the others.
    join_all(workers.iter().map(async |worker| {
        for delivery in &deliveries {
            handed(delivery, worker).await;
        }
    }))
    .await;
    let status = cloud.until_ended(&job, &workers[0]).await;
    assert_eq!(status["status"], "completed", "{status}");
    assert_eq!(cloud.most_paid(), 1);
    assert_eq!(cloud.mock.paid("a paper boat"), 20);
}

#[tokio::test]
async fn a_message_that_was_lost_is_sent_again_by_the_clock() {
    let cloud = Cloud::new().await;
    let young = cloud
        .generate(json!({ "prompt": "a red fox", "models": ["painter/noto"] }))
        .await;
    for lost in cloud.queue.receive().await {
        cloud.queue.delete(&lost).await;
    }
    // One of which nobody was told either, a while ago.
    let created = SystemClock.now().0 - 90_000;
    let (job, runs) = build::job(created, "a green bus", &["painter/noto"]);
    cloud
        .store
        .jobs()
        .create(&job, &runs, None, &[])
        .await
        .unwrap();
    let worker = cloud.worker().await;
    cloud.tick(&worker).await;
    let status = cloud.until_ended(job.id.as_str(), &worker).await;
    assert_eq!(status["status"], "completed");
    let status = cloud.status(&young).await;
    assert_eq!(
        status["status"], "pending",
        "its message may only be on its way"
    );
}

#[tokio::test]
async fn a_worker_that_is_killed_loses_nothing_and_buys_nothing_twice() {
    let cloud = Cloud::buying(&[("openai", "gpt-image-2.5-flare")]).await;
    let stalls = "a fox fail:hang:1";
    let models = ["openai/gpt-image-2.5-flare", "painter/noto"];
    let job = cloud
        .generate(json!({ "prompt": stalls, "models": models }))
        .await;
    let worker = cloud.worker().await;
    let mut deliveries = cloud.queue.receive().await;
    deliveries
        .sort_by_key(|delivery| !delivery.record["body"].as_str().unwrap().contains("openai"));
    let killed = async {
        while cloud.mock.paid(stalls) == 0 {
            sleep(Duration::from_millis(10)).await;
        }
        worker.kill();
    };
    let (dealt_with, ()) = tokio::join!(handed(&deliveries[0], &worker), killed);
    assert!(!dealt_with);
    // What was not dealt with comes again, to a new process.
    let status = cloud.until_ended(&job, &worker).await;
    assert_eq!(status["status"], "partial", "{status}");
    let bought = &status["results"][0];
    assert_eq!(bought["errorCode"], "INTERRUPTED", "{bought}");
    assert_eq!(bought["mayHaveBeenBilled"], true);
    assert_eq!(cloud.mock.paid(stalls), 1);
}

#[tokio::test]
async fn a_run_is_let_go_of_before_the_time_of_the_function_is_over() {
    let cloud = Cloud::buying(&[("openai", "gpt-image-2.5-flare")]).await;
    let job = cloud
        .generate(json!({ "prompt": "a fox fail:hang", "models": ["openai/gpt-image-2.5-flare"] }))
        .await;
    let worker = cloud.worker().await;
    let delivery = cloud.queue.receive().await.remove(0);
    let event = json!({ "Records": [delivery.record] });
    let answer = worker.call(event, Duration::from_secs(17)).await;
    assert_eq!(answer, Ok(json!({ "batchItemFailures": [] })));
    let status = cloud.status(&job).await;
    assert_eq!(status["results"][0]["errorCode"], "INTERRUPTED", "{status}");
}

#[tokio::test]
async fn a_message_that_is_none_is_laid_aside() {
    let cloud = Cloud::new().await;
    cloud.queue.send("not ours").await;
    let worker = cloud.worker().await;
    let delivery = cloud.queue.receive().await.remove(0);
    let id = delivery.record["messageId"].clone();
    let event = json!({ "Records": [delivery.record] });
    let answer = worker.call(event, TIME).await.unwrap();
    assert_eq!(
        answer,
        json!({ "batchItemFailures": [{ "itemIdentifier": id }] })
    );
    let other = worker.call(json!({ "hello": 1 }), TIME).await;
    assert!(matches!(other, Err(NoAnswer::Failed(_))), "{other:?}");
}
