//! The queue: moto's SQS, one server for all tests, a queue for each.

use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    sync::OnceLock,
    thread::sleep,
    time::{Duration, Instant},
};

use pixelprompt_aws::{AwsClient, AwsKey, SQS};
use serde_json::{Value, json};

/// Where `scripts/setup.sh test` installs it.
const SERVER: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../tests/deploy/.venv/bin/moto_server"
);

/// The server ends when its own input does, and that ends with this process.
const KEEPER: &str = r#""$1" -H 127.0.0.1 -p "$2" >/dev/null 2>&1 </dev/null & server=$!; read -r _; kill -9 $server"#;

/// A queue, as a function that is called by it and a test that looks into it see it.
pub(crate) struct Queue {
    client: AwsClient,
    pub(crate) url: String,
}

/// A message on its way.
#[derive(Clone, Debug)]
pub(crate) struct Delivery {
    receipt: String,
    /// As a function gets it.
    pub(crate) record: Value,
}

pub(crate) fn server() -> SocketAddr {
    static STARTED: OnceLock<(SocketAddr, Child)> = OnceLock::new();
    STARTED.get_or_init(start).0
}

fn start() -> (SocketAddr, Child) {
    assert!(
        Path::new(SERVER).exists(),
        "moto is not installed in {SERVER}: run scripts/setup.sh test"
    );
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    let process = Command::new("sh")
        .args(["-c", KEEPER, "keeper", SERVER, &address.port().to_string()])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let began = Instant::now();
    while TcpStream::connect(address).is_err() {
        assert!(
            began.elapsed() < Duration::from_mins(2),
            "moto did not start"
        );
        sleep(Duration::from_millis(50));
    }
    (address, process)
}

pub(crate) fn key() -> AwsKey {
    AwsKey::parse(&"AKIATEST:secret".into()).unwrap()
}

impl Queue {
    /// A queue of its own, where a message that nobody deals with comes again after a second.
    pub(crate) async fn new(name: &str) -> Self {
        let endpoint = format!("http://{}/", server());
        let aws = pixelprompt_studio::amazon_as("us-east-1", key()).unwrap();
        let client = aws.service(SQS, Some(&endpoint)).unwrap();
        let asked = json!({ "QueueName": name, "Attributes": { "VisibilityTimeout": "1" } });
        let made = client.call("CreateQueue", &asked).await.unwrap();
        let url = made["QueueUrl"].as_str().unwrap().to_owned();
        Self { client, url }
    }

    pub(crate) fn endpoint() -> String {
        format!("http://{}/", server())
    }

    /// What is there to be dealt with now.
    pub(crate) async fn receive(&self) -> Vec<Delivery> {
        let asked =
            json!({ "QueueUrl": self.url, "MaxNumberOfMessages": 10, "WaitTimeSeconds": 0 });
        let answer = self.client.call("ReceiveMessage", &asked).await.unwrap();
        let messages = answer["Messages"].as_array().cloned().unwrap_or_default();
        let delivery = |message: Value| Delivery {
            receipt: message["ReceiptHandle"].as_str().unwrap().to_owned(),
            record: json!({
                "messageId": message["MessageId"], "receiptHandle": message["ReceiptHandle"],
                "body": message["Body"], "attributes": {}, "messageAttributes": {},
                "md5OfBody": message["MD5OfBody"], "eventSource": "aws:sqs",
                "eventSourceARN": "arn:aws:sqs:us-east-1:123456789012:runs", "awsRegion": "us-east-1",
            }),
        };
        messages.into_iter().map(delivery).collect()
    }

    /// It was dealt with.
    pub(crate) async fn delete(&self, delivery: &Delivery) {
        let asked = json!({ "QueueUrl": self.url, "ReceiptHandle": delivery.receipt });
        self.client.call("DeleteMessage", &asked).await.unwrap();
    }

    pub(crate) async fn send(&self, body: &str) {
        let asked = json!({ "QueueUrl": self.url, "MessageBody": body });
        self.client.call("SendMessage", &asked).await.unwrap();
    }
}
