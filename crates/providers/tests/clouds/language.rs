//! What becomes of a prompt that a language model shall enrich, whatever its servers do.

use std::sync::Arc;

use axum::response::Response;
use pixelprompt_domain::{Enhancer, ErrorKind, Outcome, Prompt, ProviderError, Timestamp};
use pixelprompt_providers::{
    http::{Bounds, HttpClient},
    language::{Speaking, language_family},
};
use serde_json::{Value, json};

use crate::upstream::{Answering, KEY, Seen, Upstream, fault, json};

const SAID: &str = "{\"concise\": \"A fox in snow.\", \"rich\": \"A red fox, snow all around.\"}";

fn enhancer(family: &str, model: &str, base_url: &str) -> Arc<dyn Enhancer> {
    let speaking = Speaking {
        model: model.to_owned(),
        api_key: Some(KEY.into()),
        aws_key: None,
        base_url: Some(base_url.parse().unwrap()),
        region: None,
        client: HttpClient::new(Bounds::default()).unwrap(),
        now: Timestamp::default,
    };
    let family = language_family(family).unwrap();
    family.enhancer(speaking).unwrap().0
}

async fn proposals(enhancer: &dyn Enhancer, words: &str) -> Result<Vec<String>, ProviderError> {
    let proposals = enhancer.enhance(&Prompt::new(words).unwrap(), 7).await?;
    Ok(proposals.into_iter().map(Into::into).collect())
}

/// The model says what it should; each of the cases fails as it should, with one request.
async fn behaves(
    family: &str,
    model: &str,
    answering: Answering,
    cases: &[(&str, ErrorKind, Outcome)],
) {
    use ErrorKind::{BadResponse, RequestRejected};
    use Outcome::{Answered, Refused};

    let upstream = Upstream::start(answering).await;
    let base = format!("http://{}", upstream.at);
    let model = enhancer(family, model, &base);
    assert_eq!(
        proposals(model.as_ref(), "a fox").await.unwrap(),
        ["A fox in snow.", "A red fox, snow all around."]
    );
    let everywhere = [
        ("nothing said", BadResponse, Answered),
        ("other json", BadResponse, Answered),
        ("status 404", RequestRejected, Refused),
    ];
    for &(words, kind, outcome) in everywhere.iter().chain(cases) {
        let before = upstream.seen().len();
        let error = proposals(model.as_ref(), words).await.unwrap_err();
        let got = (error.kind, error.outcome);
        assert_eq!(got, (kind, outcome), "{words}: {error:?}");
        assert!(!format!("{error} {error:?}").contains(KEY), "{error:?}");
        assert_eq!(upstream.seen().len() - before, 1, "{words}");
    }
}

fn chat(seen: &Seen) -> Response {
    assert_eq!(seen.line, "POST /chat/completions");
    assert_eq!(seen.header("authorization"), format!("Bearer {KEY}"));
    let choice = |message: Value, finish: &str| {
        json(
            200,
            &json!({
                "id": "chatcmpl-1", "object": "chat.completion", "model": "gpt-6-luna",
                "choices": [{"index": 0, "finish_reason": finish, "message": message}],
                "usage": {"prompt_tokens": 21, "completion_tokens": 38, "total_tokens": 59},
            }),
        )
    };
    let error = |status: u16, code: &str, message: &str| {
        let kind = "invalid_request_error";
        json(
            status,
            &json!({"error": {"message": message, "type": kind, "param": null, "code": code}}),
        )
    };
    assert_eq!(seen.body["messages"][0]["role"], "system");
    match seen.body["messages"][1]["content"].as_str().unwrap() {
        "a fox" => choice(
            json!({"role": "assistant", "content": SAID, "refusal": null}),
            "stop",
        ),
        "refused" => choice(
            json!({"role": "assistant", "content": null, "refusal": format!("No, {KEY}.")}),
            "stop",
        ),
        "filtered" => choice(
            json!({"role": "assistant", "content": ""}),
            "content_filter",
        ),
        "nothing said" => choice(json!({"role": "assistant", "content": ""}), "length"),
        "no credit" => error(
            429,
            "insufficient_quota",
            "You exceeded your current quota.",
        ),
        "bad prompt" => error(
            400,
            "invalid_prompt",
            "Invalid prompt: your prompt was flagged.",
        ),
        "bad key" => error(401, "invalid_api_key", &format!("Incorrect API key: {KEY}")),
        words => fault(words),
    }
}

#[tokio::test]
async fn whoever_speaks_openais_language() {
    use ErrorKind::{ContentRejected, QuotaExhausted, Unauthorized};
    use Outcome::{Answered, Refused};

    let cases = [
        ("refused", ContentRejected, Answered),
        ("filtered", ContentRejected, Answered),
        ("bad prompt", ContentRejected, Refused),
        ("no credit", QuotaExhausted, Refused),
        ("bad key", Unauthorized, Refused),
    ];
    behaves("openai", "gpt-6-luna", chat, &cases).await;
    behaves("ollama", "llama3.2", chat, &cases).await;
}

fn gemini(seen: &Seen) -> Response {
    assert_eq!(
        seen.line,
        "POST /v1beta/models/gemini-3.5-flash-lite:generateContent"
    );
    assert_eq!(seen.header("x-goog-api-key"), KEY);
    let candidate = |parts: Value, finish: &str| {
        let content = json!({"role": "model", "parts": parts});
        json(
            200,
            &json!({"candidates": [{"content": content, "finishReason": finish, "index": 0}]}),
        )
    };
    match seen.body["contents"][0]["parts"][0]["text"]
        .as_str()
        .unwrap()
    {
        "a fox" => candidate(
            json!([{"text": "Let me see …", "thought": true}, {"text": SAID}]),
            "STOP",
        ),
        "nothing said" => candidate(json!([]), "MAX_TOKENS"),
        "blocked" => json(
            200,
            &json!({"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}}),
        ),
        "unsafe" => json(200, &json!({"candidates": [{"finishReason": "SAFETY"}]})),
        words => fault(words),
    }
}

#[tokio::test]
async fn googles() {
    let cases = [
        ("blocked", ErrorKind::ContentRejected, Outcome::Refused),
        ("unsafe", ErrorKind::ContentRejected, Outcome::Answered),
    ];
    behaves("google_gemini", "gemini-3.5-flash-lite", gemini, &cases).await;
}

fn anthropic(seen: &Seen) -> Response {
    assert_eq!(seen.line, "POST /v1/messages");
    assert_eq!(seen.header("x-api-key"), KEY);
    assert_eq!(seen.header("anthropic-version"), "2023-06-01");
    let message = |content: Value, stop: &str| {
        json(
            200,
            &json!({"id": "msg_1", "type": "message", "role": "assistant", "content": content, "stop_reason": stop}),
        )
    };
    let error = |status: u16, kind: &str| {
        let told = json!({"type": kind, "message": format!("No, {KEY}.")});
        json(
            status,
            &json!({"type": "error", "error": told, "request_id": "req_1"}),
        )
    };
    match seen.body["messages"][0]["content"].as_str().unwrap() {
        "a fox" => message(
            json!([{"type": "thinking", "thinking": "Hm."}, {"type": "text", "text": SAID}]),
            "end_turn",
        ),
        "refused" => message(json!([]), "refusal"),
        "nothing said" => message(json!([]), "max_tokens"),
        "no credit" => error(402, "billing_error"),
        "bad key" => error(401, "authentication_error"),
        "overloaded" => error(529, "overloaded_error"),
        words => fault(words),
    }
}

#[tokio::test]
async fn anthropics() {
    use ErrorKind::{ContentRejected, QuotaExhausted, Unauthorized, Unavailable};
    use Outcome::{Answered, Refused, Unknown};

    let cases = [
        ("refused", ContentRejected, Answered),
        ("no credit", QuotaExhausted, Refused),
        ("bad key", Unauthorized, Refused),
        ("overloaded", Unavailable, Unknown),
    ];
    behaves("claude", "claude-haiku-5-5", anthropic, &cases).await;
}

fn bedrock(seen: &Seen) -> Response {
    assert_eq!(
        seen.line,
        "POST /model/us.amazon.nova-2-lite-v1%3A0/converse"
    );
    assert_eq!(seen.header("authorization"), format!("Bearer {KEY}"));
    let conversed = |content: Value, stop: &str| {
        let message = json!({"role": "assistant", "content": content});
        json(
            200,
            &json!({"output": {"message": message}, "stopReason": stop, "metrics": {"latencyMs": 640}}),
        )
    };
    match seen.body["messages"][0]["content"][0]["text"]
        .as_str()
        .unwrap()
    {
        "a fox" => conversed(
            json!([{"reasoningContent": {}}, {"text": SAID}]),
            "end_turn",
        ),
        "guarded" => conversed(json!([{"text": "Sorry."}]), "guardrail_intervened"),
        "filtered" => conversed(json!([]), "content_filtered"),
        "nothing said" => conversed(json!([]), "max_tokens"),
        words => fault(words),
    }
}

#[tokio::test]
async fn amazons() {
    let cases = [
        ("guarded", ErrorKind::ContentRejected, Outcome::Answered),
        ("filtered", ErrorKind::ContentRejected, Outcome::Answered),
    ];
    behaves("bedrock", "us.amazon.nova-2-lite-v1:0", bedrock, &cases).await;
}
