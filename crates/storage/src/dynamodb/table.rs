//! Asking one table.

use std::fmt;
use std::time::{Duration, Instant};

use pixelprompt_aws::{AwsClient, AwsError, Reason, Retry};
use serde_json::{Value, json};

use super::item::{Item, Unusable};

/// One table, and the way to it.
#[derive(Clone)]
pub(super) struct Table {
    client: AwsClient,
    name: String,
    random: fn() -> u64,
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table")
            .field("client", &self.client)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// What went wrong with a question or a change.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error(transparent)]
    Aws(#[from] AwsError),
    #[error(transparent)]
    Unusable(#[from] Unusable),
    #[error("an item's body is not what was kept in it: {0}")]
    Body(#[from] serde_json::Error),
    #[error(
        "the answer to an earlier attempt was lost, and meanwhile the run went on: it may be kept or not"
    )]
    InDoubt,
    #[error("another job has this id")]
    Taken,
    #[error("DynamoDB kept back a part of the answer again and again")]
    Incomplete,
}

/// Why a transaction was not carried out.
pub(super) const CONDITION: &str = "ConditionalCheckFailed";

/// The code of a single write whose condition was not met.
pub(super) const CONDITION_OF_ONE: &str = "ConditionalCheckFailedException";

/// How a transaction ended.
pub(super) enum Committed {
    /// All of it is kept.
    Yes,
    /// Nothing is; at least one of its parts did not meet its condition. One reason for each part, in their
    /// order.
    No(Vec<Reason>),
}

/// The longest pauses between two attempts at something that others are changing at the same moment: they need
/// milliseconds for it.
const CONFLICT_PAUSES: (Duration, Duration) =
    (Duration::from_millis(20), Duration::from_millis(400));

impl Table {
    pub(super) fn new(client: AwsClient, name: String, random: fn() -> u64) -> Self {
        Self {
            client,
            name,
            random,
        }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// A name for one write that no other has.
    pub(super) fn token(&self) -> String {
        format!("{:016x}{:016x}", (self.random)(), (self.random)())
    }

    /// Asks something of the table.
    pub(super) async fn ask(
        &self,
        action: &'static str,
        mut body: Value,
    ) -> Result<Value, AwsError> {
        body["TableName"] = json!(self.name);
        self.patiently(action, &body).await
    }

    /// Asks, and asks again as long as somebody else's transaction is at work on the same item.
    async fn patiently(&self, action: &'static str, body: &Value) -> Result<Value, AwsError> {
        let (pause, longest_pause) = CONFLICT_PAUSES;
        let retry = Retry {
            pause,
            longest_pause,
            ..self.client.retry()
        };
        let began = Instant::now();
        let (mut tried, mut in_doubt) = (0, false);
        loop {
            let error = match self.client.call(action, body).await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            tried += 1;
            in_doubt |= error.in_doubt();
            let pause = retry.pause_after(tried, (self.random)());
            if !in_the_way(&error) || began.elapsed().saturating_add(pause) >= retry.within {
                return Err(error.with_doubt(in_doubt));
            }
            tokio::time::sleep(pause).await;
        }
    }

    /// Everything that a query finds, page by page, until `enough` says so of what was found so far.
    pub(super) async fn query(
        &self,
        mut body: Value,
        enough: impl Fn(usize) -> bool,
    ) -> Result<Vec<Value>, AwsError> {
        let mut found = Vec::new();
        loop {
            let mut answer = self.ask("Query", body.clone()).await?;
            if let Value::Array(items) = answer["Items"].take() {
                found.extend(items);
            }
            let last = answer["LastEvaluatedKey"].take();
            if last.is_null() || enough(found.len()) {
                return Ok(found);
            }
            body["ExclusiveStartKey"] = last;
        }
    }

    /// Carries out all of these writes or none. However often the call is repeated, they are carried out once.
    pub(super) async fn commit(&self, writes: Vec<Value>) -> Result<Committed, AwsError> {
        let body = json!({
            "TransactItems": writes,
            "ClientRequestToken": self.token(),
        });
        match self.patiently("TransactWriteItems", &body).await {
            Ok(_) => Ok(Committed::Yes),
            Err(error)
                if error
                    .reasons()
                    .iter()
                    .any(|reason| reason.code == CONDITION) =>
            {
                Ok(Committed::No(error.reasons().to_vec()))
            }
            Err(error) => Err(error),
        }
    }

    /// The items of these keys that there are, in any order. No key twice.
    pub(super) async fn items(&self, keys: &[Item]) -> Result<Vec<Value>, Fault> {
        let mut found = Vec::new();
        for keys in keys.chunks(MOST_KEYS) {
            let mut left = json!({ &self.name: { "Keys": keys, "ConsistentRead": true } });
            let mut tried = 0;
            while left.get(&self.name).is_some() {
                tried += 1;
                if tried > MOST_PARTS {
                    return Err(Fault::Incomplete);
                }
                if tried > 1 {
                    let pause = self.client.retry().pause_after(tried, (self.random)());
                    tokio::time::sleep(pause).await;
                }
                let body = json!({ "RequestItems": left });
                let mut answer = self.client.call("BatchGetItem", &body).await?;
                if let Value::Array(items) = answer["Responses"][&self.name].take() {
                    found.extend(items);
                }
                left = answer["UnprocessedKeys"].take();
            }
        }
        Ok(found)
    }

    /// One write of a transaction: `kind` is `Put`, `Update` or `Delete`. Where its condition is not met, the
    /// item comes back.
    pub(super) fn write(&self, kind: &str, mut what: Value) -> Value {
        what["TableName"] = json!(self.name);
        what["ReturnValuesOnConditionCheckFailure"] = json!("ALL_OLD");
        json!({ kind: what })
    }

    /// What is asked of the service besides the adapters' questions.
    pub(super) fn client(&self) -> &AwsClient {
        &self.client
    }
}

/// The most keys in one `BatchGetItem`.
const MOST_KEYS: usize = 100;

/// The most answers that it takes to get all of them.
const MOST_PARTS: u32 = 10;

/// Whether somebody else's transaction was in the way, and nothing else.
fn in_the_way(error: &AwsError) -> bool {
    const PASSING: [&str; 3] = [
        "TransactionConflict",
        "ThrottlingError",
        "ProvisionedThroughputExceeded",
    ];
    let reasons = error.reasons();
    error.is("TransactionConflictException")
        || (reasons
            .iter()
            .any(|one| PASSING.contains(&one.code.as_str()))
            && reasons
                .iter()
                .all(|one| one.code == "None" || PASSING.contains(&one.code.as_str())))
}
