//! One service, asked in JSON.

use std::{
    fmt,
    time::{Duration, Instant},
};

use reqwest::{
    Method, Request, Response, Url,
    header::{CONTENT_TYPE, HeaderValue},
};
use serde_json::Value;

use crate::{
    Aws, AwsError, AwsKey, Retry, Scope, Service,
    error::{Fault, Hidden, Reason, Refusal},
    retry::{FLEETING, THROTTLED},
    sign,
    transport::Shared,
};

/// Asks one service. A clone shares its connections.
#[derive(Clone)]
pub struct AwsClient {
    aws: Aws,
    service: Service,
    scope: Scope,
    endpoint: Url,
}

impl fmt::Debug for AwsClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AwsClient")
            .field("service", &self.service.name)
            .field("endpoint", &self.endpoint.as_str())
            .finish_non_exhaustive()
    }
}

/// The longest answer. The largest that a service gives is DynamoDB's to `BatchGetItem`, 16 MB.
const LONGEST_ANSWER: usize = 32 << 20;

impl AwsClient {
    pub(crate) fn new(aws: Aws, service: Service, endpoint: Url) -> Self {
        let scope = Scope {
            service: service.name,
            region: aws.shared.settings.region.clone(),
        };
        Self {
            aws,
            service,
            scope,
            endpoint,
        }
    }

    /// How often and how long a call is tried.
    pub fn retry(&self) -> Retry {
        self.aws.shared.settings.retry
    }

    /// Asks for an action, such as `GetItem`.
    ///
    /// Throttling, a service in trouble, a broken connection and silence are tried again within the bounds of
    /// [`Retry`]. So an action may be carried out more than once: it has to be one that bears it,
    /// or its caller has to look at [`AwsError::in_doubt`].
    pub async fn call(&self, action: &'static str, body: &Value) -> Result<Value, AwsError> {
        let shared = &*self.aws.shared;
        let retry = &shared.settings.retry;
        let began = Instant::now();
        // The semaphore is never closed.
        let turn = tokio::time::timeout(retry.within, shared.turns.acquire()).await;
        let Ok(Ok(_turn)) = turn else {
            return Err(AwsError::new(action, 0, false, Fault::NoTime));
        };
        let body = body.to_string();
        let (mut tried, mut in_doubt) = (0, false);
        loop {
            let left = retry.within.saturating_sub(began.elapsed());
            tried += 1;
            let attempt = self.attempt(shared, action, &body, left.min(retry.patience));
            let fault = match attempt.await {
                Ok(answer) => return Ok(answer),
                Err(fault) => fault,
            };
            in_doubt |= is_in_doubt(&fault);
            let pause = retry.pause_after(tried, (shared.settings.random)());
            let time = began.elapsed().saturating_add(pause) < retry.within;
            if tried >= retry.attempts || !time || !may_pass(&fault) {
                return Err(AwsError::new(action, tried, in_doubt, fault));
            }
            tracing::debug!(action, tried, ?pause, %fault, "asking Amazon again");
            tokio::time::sleep(pause).await;
        }
    }

    async fn attempt(
        &self,
        shared: &Shared,
        action: &str,
        body: &str,
        patience: Duration,
    ) -> Result<Value, Fault> {
        let key = shared.settings.keys.key().await?;
        let mut request = Request::new(Method::POST, self.endpoint.clone());
        let target = format!("{}.{action}", self.service.target);
        let target = HeaderValue::try_from(target).map_err(|_| Fault::Unreadable)?;
        let headers = request.headers_mut();
        headers.insert("x-amz-target", target);
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.service.json));
        *request.body_mut() = Some(body.to_owned().into());
        *request.timeout_mut() = Some(patience);
        // Anew for each attempt: Lambda may have frozen the process for an hour since the last.
        sign(&mut request, &key, &self.scope, (shared.settings.now)())?;
        let mut response = shared.http.execute(request).await.map_err(unanswered)?;
        let status = response.status();
        let kind = error_header(&response);
        let body = read(&mut response).await?;
        if status.is_success() {
            // SQS has nothing to say to some actions.
            if body.is_empty() {
                return Ok(Value::Object(serde_json::Map::new()));
            }
            return serde_json::from_slice(&body).map_err(|_| Fault::Unreadable);
        }
        let body = serde_json::from_slice(&body).unwrap_or_default();
        let refusal = refusal(status.as_u16(), kind, body, &key);
        Err(Fault::Refused(Box::new(refusal)))
    }
}

fn unanswered(error: reqwest::Error) -> Fault {
    Fault::Unanswered {
        sent: !error.is_connect() && !error.is_builder(),
        source: error.without_url().into(),
    }
}

async fn read(response: &mut Response) -> Result<Vec<u8>, Fault> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(unanswered)? {
        if body.len() + chunk.len() > LONGEST_ANSWER {
            return Err(Fault::Unreadable);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// Where a service tells the kind of an error beside the body: `SomeException:http://…`.
fn error_header(response: &Response) -> Option<String> {
    let kind = response.headers().get("x-amzn-errortype")?.to_str().ok()?;
    Some(kind.to_owned())
}

/// Amazon's ways of naming an error: `com.amazonaws.dynamodb.v20120810#SomeException`, also with `:http://…` after
/// it (<https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html#operation-error-serialization>).
fn name_of(kind: &str) -> String {
    let name = kind.split(':').next().unwrap_or_default();
    name.rsplit('#').next().unwrap_or_default().to_owned()
}

fn refusal(status: u16, kind: Option<String>, mut body: Value, key: &AwsKey) -> Refusal {
    let text = |names: [&str; 2]| {
        let said = names.iter().find_map(|name| body[name].as_str());
        said.map(str::to_owned)
    };
    let kind = text(["__type", "code"]).or(kind).unwrap_or_default();
    let message = text(["message", "Message"]).unwrap_or_default();
    let reasons = match body["CancellationReasons"].take() {
        Value::Array(reasons) => reasons.into_iter().map(reason).collect(),
        _ => Vec::new(),
    };
    Refusal {
        status,
        code: name_of(&kind),
        message: one_line(&key.hide(&message)),
        reasons,
        item: hidden(body["Item"].take()),
    }
}

fn reason(mut reason: Value) -> Reason {
    Reason {
        code: reason["Code"].as_str().unwrap_or("None").to_owned(),
        item: hidden(reason["Item"].take()),
    }
}

fn hidden(item: Value) -> Hidden {
    Hidden(Some(item).filter(Value::is_object))
}

/// Fit for a log.
fn one_line(words: &str) -> String {
    let clean = |c: char| if c.is_control() { ' ' } else { c };
    words.chars().take(LONGEST_MESSAGE).map(clean).collect()
}

const LONGEST_MESSAGE: usize = 300;

/// Whether another attempt may end otherwise.
fn may_pass(fault: &Fault) -> bool {
    match fault {
        Fault::Refused(refusal) => {
            matches!(refusal.status, 429 | 500 | 502 | 503 | 504)
                || THROTTLED.contains(&refusal.code.as_str())
                || FLEETING.contains(&refusal.code.as_str())
        }
        Fault::Unanswered { .. } => true,
        Fault::NoKey(_) | Fault::StrangeKey(_) | Fault::Unreadable | Fault::NoTime => false,
    }
}

/// Whether what was asked may have been done although the attempt failed.
fn is_in_doubt(fault: &Fault) -> bool {
    match fault {
        // A service that says that it is throttled or not available has done nothing.
        Fault::Refused(refusal) => {
            let done_nothing = refusal.status == 503 && !refusal.code.is_empty();
            refusal.status >= 500 && !done_nothing && !THROTTLED.contains(&refusal.code.as_str())
        }
        Fault::Unanswered { sent, .. } => *sent,
        Fault::Unreadable => true,
        Fault::NoKey(_) | Fault::StrangeKey(_) | Fault::NoTime => false,
    }
}
