//! What happened in a browser, for the server's log.

use axum::extract::State as Shared;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::{
    http::{Always, Answer, BadBody, JsonBody, TooMany, json, limits},
    middleware::Caller,
    studio::State,
};

/// The longest part of a field that is logged, in characters.
const LONGEST: usize = 4_000;

/// A line for the log.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LogRequest {
    level: Level,
    /// What happened.
    message: String,
    /// Where it happened.
    stack: Option<String>,
    /// Whatever else helps.
    #[schema(value_type = Option<Object>)]
    metadata: Option<Map<String, Value>>,
}

/// How grave it is.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Level {
    Error,
    Warning,
    Info,
    Debug,
}

/// It is in the log.
#[derive(Serialize, ToSchema)]
pub(crate) struct LogAnswer {
    success: bool,
    #[schema(example = "Log received successfully")]
    message: &'static str,
}

/// Put a line into the server's log.
#[utoipa::path(
    post,
    path = "/log",
    operation_id = "log",
    tag = "operation",
    request_body = LogRequest,
    responses((status = 200, description = "Logged", body = LogAnswer), BadBody, TooMany, Always)
)]
pub(crate) async fn log(
    Shared(app): Shared<State>,
    caller: Caller,
    JsonBody(line): JsonBody<LogRequest>,
) -> Answer {
    let left = app.engine().count_log(caller.client).await?;
    write(&line);
    let mut response = json(&LogAnswer {
        success: true,
        message: "Log received successfully",
    })?;
    limits(&mut response, &left, app.engine().now());
    Ok(response)
}

/// Written as Rust writes texts in code, so that no line break or colour of a stranger's gets into the log.
fn write(line: &LogRequest) {
    let message = cut(&line.message);
    let stack = line.stack.as_deref().map(cut);
    let metadata = line
        .metadata
        .as_ref()
        .map(|map| Value::Object(map.clone()).to_string());
    let metadata = metadata.as_deref().map(cut);
    macro_rules! write {
        ($level:ident) => {
            tracing::$level!(target: "page", ?message, ?stack, ?metadata, "the page reports")
        };
    }
    match line.level {
        Level::Error => write!(error),
        Level::Warning => write!(warn),
        Level::Info => write!(info),
        Level::Debug => write!(debug),
    }
}

fn cut(text: &str) -> &str {
    let end = text.char_indices().nth(LONGEST).map(|(end, _)| end);
    &text[..end.unwrap_or(text.len())]
}
