//! The functions on AWS: how long a new process takes to its first answer, and one that is warm to its next.
//!
//! The runtime around them, the table and the bucket are on this machine, so Amazon's own part of a cold start is
//! not in these figures.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use pixelprompt_aws::{AwsKey, DYNAMODB};
use pixelprompt_domain::Ids as _;
use pixelprompt_engine::RandomIds;
use pixelprompt_storage::DynamoStore;
use pixelprompt_testkit::{
    dynamodb::emulator,
    lambda::{Function, gateway_event},
    s3::{BUCKET, S3Server},
};
use serde_json::{Value, json};

use crate::{Row, load::Trouble, process::usage};

/// How often a process is started.
const STARTS: usize = 21;

const TABLE: &str = "bench";
const TIME: Duration = Duration::from_secs(30);

pub(crate) async fn measure(program: &Path) -> Result<Vec<Row>, Trouble> {
    let endpoint = format!("http://{}/", emulator());
    let key = AwsKey::parse(&"AKIATEST:secret".into()).ok_or("no key")?;
    let client =
        pixelprompt_studio::amazon_as("us-east-1", key)?.service(DYNAMODB, Some(&endpoint))?;
    let store = DynamoStore::new(client, TABLE, || RandomIds.random() as u64);
    store.create_table().await?;
    let bucket = S3Server::start().await;
    let variables = [
        ("AWS_REGION", "us-east-1"),
        ("AWS_ACCESS_KEY_ID", "AKIATEST"),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
        ("AWS_ENDPOINT_URL_DYNAMODB", &endpoint),
        ("AWS_ENDPOINT_URL_S3", bucket.endpoint()),
        ("PIXELPROMPT_BLOBS_PATH_STYLE", "true"),
        ("PIXELPROMPT_STORE_KIND", "dynamodb"),
        ("PIXELPROMPT_STORE_TABLE", TABLE),
        ("PIXELPROMPT_QUEUE_URL", "http://127.0.0.1:9/queue"),
        ("RUST_LOG", "warn"),
        ("S3_BUCKET", BUCKET),
    ];
    let mut rows = Vec::new();
    for (what, target) in [
        ("models", "/models"),
        ("a page of the gallery, from the table", "/gallery/list"),
    ] {
        let event = gateway_event("GET", target, "203.0.113.7", None);
        let (mut cold, mut warm, mut memory) = (Vec::new(), Vec::new(), 0.0);
        for _ in 0..STARTS {
            let function = Function::new(program, "api", &variables).await;
            cold.push(timed(&function, &event).await?);
            for _ in 0..5 {
                warm.push(timed(&function, &event).await?);
            }
            memory = function
                .process()
                .map_or(0.0, |process| usage(process).peak);
        }
        rows.push([
            format!(
                "API function, start of the process to its first answer: {what}, median of {STARTS}"
            ),
            format!("{:.1} ms, {memory:.0} MiB", median(cold)),
            "target ≤ 150 ms".into(),
        ]);
        rows.push([
            format!("API function, warm: {what}"),
            format!("{:.1} ms", median(warm)),
            "target ≤ 10 ms".into(),
        ]);
    }
    let tick = json!({ "source": "aws.events", "detail-type": "Scheduled Event", "detail": {} });
    let mut cold = Vec::new();
    for _ in 0..STARTS {
        let function = Function::new(program, "worker", &variables).await;
        cold.push(timed(&function, &tick).await?);
    }
    rows.push([
        format!(
            "worker function, start of the process to its first answer: a sweep, median of {STARTS}"
        ),
        format!("{:.1} ms", median(cold)),
        "target ≤ 150 ms".into(),
    ]);
    Ok(rows)
}

/// Milliseconds to an answer.
async fn timed(function: &Function, event: &Value) -> Result<f64, Trouble> {
    let began = Instant::now();
    let answer = function.call(event.clone(), TIME).await;
    let took = began.elapsed().as_secs_f64() * 1_000.0;
    match answer {
        Ok(said) if said["statusCode"].is_null() || said["statusCode"] == 200 => Ok(took),
        other => Err(format!("the function said {other:?}").into()),
    }
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
