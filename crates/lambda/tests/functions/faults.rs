//! Services in trouble.

use pixelprompt_testkit::{amazon::Fault, s3};
use serde_json::json;

use crate::cloud::Cloud;

#[tokio::test]
async fn a_throttled_table_and_a_bucket_in_trouble_cost_time_and_no_picture() {
    let cloud = Cloud::buying(&[
        ("openai", "gpt-image-2.5-flare"),
        ("fal", "fal-ai/flux/dev"),
    ])
    .await;
    let models = [
        "openai/gpt-image-2.5-flare",
        "fal/fal-ai/flux/dev",
        "painter/noto",
    ];
    let throttled = || Fault::refused(400, "ProvisionedThroughputExceededException");
    for action in [
        "TransactWriteItems",
        "Query",
        "PutItem",
        "UpdateItem",
        "GetItem",
    ] {
        cloud.table.fail(
            action,
            [
                throttled(),
                throttled(),
                Fault::refused(500, "InternalServerError"),
            ],
        );
    }
    let job = cloud
        .generate(json!({ "prompt": "a paper boat", "models": models }))
        .await;
    let worker = cloud.worker().await;
    cloud.bucket.fail_next(3, s3::Fault::SlowDown);
    cloud.table.fail(
        "PutItem",
        [throttled(), Fault::Unanswered, Fault::Unheard, throttled()],
    );
    let status = cloud.until_ended(&job, &worker).await;
    assert_eq!(status["status"], "completed", "{status}");
    assert_eq!(cloud.most_paid(), 1);
}

#[tokio::test]
async fn a_job_is_kept_once_though_the_answer_of_the_table_is_lost() {
    let cloud = Cloud::new().await;
    cloud
        .table
        .fail("TransactWriteItems", [Fault::Unanswered, Fault::Unanswered]);
    cloud
        .generate(json!({ "prompt": "a red fox", "models": ["painter/noto"] }))
        .await;
    let page = cloud.ask("GET", "/gallery/list", None).await.json();
    assert_eq!(page["galleries"].as_array().unwrap().len(), 1, "{page}");
}
