//! Anthropic: messages.

use serde_json::{Value, json};

use super::openai::{known, text_of};
use crate::providers::asked::Asked;
use crate::providers::order::{Order, Wanted, Work};
use crate::providers::protocol::{Protocol, Step, admitted};
use crate::providers::said::{No, Said};

/// <https://docs.claude.com/en/api/messages>
pub(super) struct Anthropic;

const WRITERS: &[&str] = &["claude-haiku-5-5", "claude-sonnet-5-5", "claude-haiku-4-5"];

impl Protocol for Anthropic {
    fn family(&self) -> &'static str {
        "anthropic"
    }

    fn title(&self) -> &'static str {
        "Anthropic"
    }

    fn prefix(&self) -> &'static str {
        "/anthropic"
    }

    fn base(&self) -> &'static str {
        "/anthropic"
    }

    fn models(&self) -> &'static [&'static str] {
        &[]
    }

    fn writers(&self) -> &'static [&'static str] {
        WRITERS
    }

    fn admit(&self, asked: &Asked, key: &str) -> Result<(), No> {
        // The documentation has the one, the official library sends the other.
        let given = asked.header("x-api-key");
        admitted(given.or_else(|| asked.authorization("bearer")), key)
    }

    fn read(&self, asked: &Asked) -> Result<Step, No> {
        if !asked.posts("/v1/messages") {
            return Err(No::Nowhere);
        }
        if asked.header("anthropic-version").is_none() {
            return Err(No::invalid("anthropic-version", "header is required"));
        }
        let model = known(asked, WRITERS)?;
        if asked.whole("/max_tokens", 1..=64_000)?.is_none() {
            return Err(No::invalid("max_tokens", "Field required"));
        }
        for gone in ["/temperature", "/top_p", "/top_k"] {
            if asked.at(gone).is_some() {
                return Err(No::invalid(&gone[1..], "Extra inputs are not permitted"));
            }
        }
        let messages = asked.at("/messages").and_then(Value::as_array);
        let mut messages = messages.into_iter().flatten().rev();
        let user = messages.find(|message| message["role"] == "user");
        let user =
            user.ok_or_else(|| No::invalid("messages", "at least one message is required"))?;
        Ok(Step::Order(Order {
            model,
            prompt: text_of(&user["content"]),
            wanted: Wanted::Words {
                system: asked.at("/system").map(text_of).unwrap_or_default(),
            },
        }))
    }

    fn refuse(&self, no: &No) -> Said {
        let (status, kind) = match no {
            No::Unavailable => (529, "overloaded_error"),
            No::Quota => (402, "billing_error"),
            No::Key(_) => (401, "authentication_error"),
            No::RateLimited(_) => (429, "rate_limit_error"),
            No::ServerError => (500, "api_error"),
            No::Content | No::Invalid { .. } => (400, "invalid_request_error"),
            No::UnknownModel(_) | No::Nowhere | No::Gone => (404, "not_found_error"),
        };
        let message = match no {
            No::UnknownModel(id) => format!("model: {id}"),
            no => no.words(),
        };
        let error = json!({"type": "error", "error": {"type": kind, "message": message}, "request_id": "req_mock"});
        Said::json(status, &error).hinting(no)
    }

    fn answer(&self, work: &Work, _origin: &str) -> Said {
        let (content, reason) = if work.is_refused() {
            (json!([]), "refusal")
        } else {
            (json!([{"type": "text", "text": work.words()}]), "end_turn")
        };
        Said::json(
            200,
            &json!({
                "id": format!("msg_{}", work.id), "type": "message", "role": "assistant",
                "model": work.order.model, "content": content, "stop_reason": reason, "stop_sequence": null,
                "usage": {"input_tokens": 20, "output_tokens": 36},
            }),
        )
    }
}
