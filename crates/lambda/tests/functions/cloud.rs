//! A deployment: a table, a queue, a bucket, and functions.

use std::{
    fmt::Write as _,
    path::Path,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use pixelprompt_aws::DYNAMODB;
use pixelprompt_domain::Ids as _;
use pixelprompt_engine::RandomIds;
use pixelprompt_storage::DynamoStore;
use pixelprompt_testkit::{
    amazon::Line,
    lambda::{Function, NoAnswer, gateway_event},
    providers::MockProviders,
    s3::{BUCKET, S3Server},
};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::time::{Instant, sleep};

use crate::{
    gateway::Answer,
    queue::{Delivery, Queue, key},
};

/// How long a worker may take for one event.
pub(crate) const TIME: Duration = Duration::from_mins(1);

/// By which the distribution proves itself.
pub(crate) const EDGE_KEY: &str = "7f3a";

/// A deployment of its own for one test.
pub(crate) struct Cloud {
    pub(crate) store: DynamoStore,
    pub(crate) table: Line,
    pub(crate) bucket: S3Server,
    pub(crate) queue: Queue,
    pub(crate) mock: MockProviders,
    pub(crate) api: Function,
    variables: Vec<(String, String)>,
    package: TempDir,
}

impl Cloud {
    /// The built-in models.
    pub(crate) async fn new() -> Self {
        Self::with("").await
    }

    /// These models of these providers at a mock, and the built-in ones where there is room for them.
    pub(crate) async fn buying(models: &[(&str, &str)]) -> Self {
        let mock = MockProviders::start().await;
        let mut file = String::new();
        for (family, model) in models {
            let (address, key) = (mock.base_url(family), mock.key(family));
            let account = MockProviders::user_id(family);
            let account = account.map(|id| format!("user_id = \"{id}\"\n"));
            let account = account.unwrap_or_default();
            let _ = write!(
                file,
                "[[models]]\nprovider = \"{family}\"\nid = \"{model}\"\nbase_url = \"{address}\"\n\
                 api_key = \"{key}\"\n{account}"
            );
        }
        Self::around(mock, &file).await
    }

    /// A deployment with a file of configuration in its package.
    pub(crate) async fn with(file: &str) -> Self {
        Self::around(MockProviders::start().await, file).await
    }

    async fn around(mock: MockProviders, file: &str) -> Self {
        static DEPLOYMENTS: AtomicU64 = AtomicU64::new(0);
        let name = format!(
            "pixelprompt-{}-{}",
            std::process::id(),
            DEPLOYMENTS.fetch_add(1, Ordering::Relaxed)
        );
        let table = Line::to(pixelprompt_testkit::dynamodb::emulator()).await;
        let aws = pixelprompt_studio::amazon_as("us-east-1", key()).unwrap();
        let client = aws.service(DYNAMODB, Some(&table.url())).unwrap();
        let store = DynamoStore::new(client, &name, || RandomIds.random() as u64);
        store.create_table().await.unwrap();
        let queue = Queue::new(&name).await;
        let bucket = S3Server::start().await;
        let package = tempfile::tempdir().unwrap();
        std::fs::write(package.path().join("pixelprompt.toml"), file).unwrap();
        let variables = [
            ("AWS_REGION", "us-east-1"),
            ("AWS_ACCESS_KEY_ID", "AKIATEST"),
            ("AWS_SECRET_ACCESS_KEY", "secret"),
            ("AWS_ENDPOINT_URL_DYNAMODB", &table.url()),
            ("AWS_ENDPOINT_URL_SQS", &Queue::endpoint()),
            ("AWS_ENDPOINT_URL_S3", bucket.endpoint()),
            ("PIXELPROMPT_BLOBS_PATH_STYLE", "true"),
            ("PIXELPROMPT_STORE_KIND", "dynamodb"),
            ("PIXELPROMPT_STORE_TABLE", &name),
            ("PIXELPROMPT_QUEUE_URL", &queue.url),
            ("PIXELPROMPT_WORK_LEASE_SECONDS", "3"),
            ("PIXELPROMPT_EDGE_KEY", EDGE_KEY),
            ("S3_BUCKET", BUCKET),
            ("CLOUDFRONT_DOMAIN", "https://pictures.example.com"),
            ("LAMBDA_TASK_ROOT", &package.path().to_string_lossy()),
        ];
        let variables: Vec<_> = variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let api = function("api", &variables).await;
        Self {
            store,
            table,
            bucket,
            queue,
            mock,
            api,
            variables,
            package,
        }
    }

    /// One more worker: an environment of the function.
    pub(crate) async fn worker(&self) -> Function {
        assert!(self.package.path().exists());
        function("worker", &self.variables).await
    }

    /// The answer to a request by a client with an address of its own.
    pub(crate) async fn ask(&self, method: &str, target: &str, body: Option<Value>) -> Answer {
        self.ask_as("203.0.113.7", method, target, body).await
    }

    pub(crate) async fn ask_as(
        &self,
        client: &str,
        method: &str,
        target: &str,
        body: Option<Value>,
    ) -> Answer {
        self.answer(gateway_event(method, target, client, body.as_ref()))
            .await
    }

    /// The answer to an event of the gateway.
    pub(crate) async fn answer(&self, event: Value) -> Answer {
        let said = self.api.call(event, Duration::from_secs(30)).await;
        Answer::of(&said.unwrap_or_else(|why| panic!("no answer: {why:?}")))
    }

    /// Accepts a job and returns its id.
    pub(crate) async fn generate(&self, body: Value) -> String {
        let answer = self.ask("POST", "/generate", Some(body)).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()["jobId"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn status(&self, job: &str) -> Value {
        self.ask("GET", &format!("/status/{job}"), None)
            .await
            .json()
    }

    /// Delivers what is in the queue until the job has ended.
    pub(crate) async fn until_ended(&self, job: &str, worker: &Function) -> Value {
        let began = Instant::now();
        loop {
            for delivery in self.queue.receive().await {
                self.deliver(&delivery, worker).await;
            }
            let status = self.status(job).await;
            if !["pending", "in_progress"].contains(&status["status"].as_str().unwrap()) {
                return status;
            }
            assert!(began.elapsed() < TIME, "{job} does not end: {status}");
            sleep(Duration::from_millis(100)).await;
        }
    }

    /// As the event source mapping does: what the function dealt with is deleted.
    pub(crate) async fn deliver(&self, delivery: &Delivery, worker: &Function) -> bool {
        let dealt_with = handed(delivery, worker).await;
        if dealt_with {
            self.queue.delete(delivery).await;
        }
        dealt_with
    }

    /// What the clock does each minute.
    pub(crate) async fn tick(&self, worker: &Function) {
        let event = json!({
            "version": "0", "id": "1", "detail-type": "Scheduled Event", "source": "aws.events",
            "account": "123456789012", "time": "2026-11-24T00:00:00Z", "region": "us-east-1",
            "resources": ["arn:aws:events:us-east-1:123456789012:rule/minute"], "detail": {},
        });
        worker.call(event, TIME).await.unwrap();
    }

    /// How often a real provider might have sent a bill, at most, for one model.
    pub(crate) fn most_paid(&self) -> usize {
        let mut orders = std::collections::HashMap::new();
        for seen in self.mock.seen().into_iter().filter(|seen| seen.paid) {
            *orders
                .entry((seen.family, seen.model, seen.prompt))
                .or_insert(0) += 1;
        }
        orders.into_values().max().unwrap_or(0)
    }
}

/// Whether the worker dealt with a message.
pub(crate) async fn handed(delivery: &Delivery, worker: &Function) -> bool {
    let event = json!({ "Records": [delivery.record] });
    match worker.call(event, TIME).await {
        Ok(said) => said["batchItemFailures"] == json!([]),
        Err(NoAnswer::Failed(_) | NoAnswer::Died | NoAnswer::Late) => false,
    }
}

async fn function(handler: &str, variables: &[(String, String)]) -> Function {
    let program = Path::new(env!("CARGO_BIN_EXE_pixelprompt-lambda"));
    let variables: Vec<_> = variables
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    Function::new(program, handler, &variables).await
}
