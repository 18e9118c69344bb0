//! Google's Gemini: `generateContent`, for pictures and for words.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::openai::text_of;
use crate::providers::asked::Asked;
use crate::providers::order::{MEGAPIXEL, Order, Pictures, Wanted, Work, shaped};
use crate::providers::protocol::{Protocol, Step, admitted};
use crate::providers::said::{No, Said};

/// <https://ai.google.dev/api/generate-content>
pub(super) struct Gemini;

const PAINTERS: &[&str] = &[
    "gemini-nano-banana-2.1",
    "gemini-3.1-flash-image",
    "gemini-3-pro-image",
    "gemini-3.1-flash-lite-image",
];
const WRITERS: &[&str] = &[
    "gemini-3.5-flash-lite",
    "gemini-3.8-flash",
    "gemini-3.1-flash-lite",
];

const SHAPES: &[&str] = &[
    "1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9", "1:4", "4:1", "1:8",
    "8:1",
];

impl Protocol for Gemini {
    fn family(&self) -> &'static str {
        "gemini"
    }

    fn title(&self) -> &'static str {
        "Google Gemini"
    }

    fn prefix(&self) -> &'static str {
        "/gemini"
    }

    fn base(&self) -> &'static str {
        "/gemini"
    }

    fn models(&self) -> &'static [&'static str] {
        PAINTERS
    }

    fn writers(&self) -> &'static [&'static str] {
        WRITERS
    }

    fn admit(&self, asked: &Asked, key: &str) -> Result<(), No> {
        let of_query = asked.parameter("key");
        admitted(asked.header("x-goog-api-key").or(of_query.as_deref()), key)
    }

    fn read(&self, asked: &Asked) -> Result<Step, No> {
        // The documentation has the one, the official library asks the other.
        let path = asked
            .path
            .strip_prefix("/v1beta")
            .or_else(|| asked.path.strip_prefix("/v1"));
        let path = path.unwrap_or_default();
        if asked.method == "GET" && path == "/models" {
            let models = PAINTERS.iter().chain(WRITERS);
            let models = models.map(|id| json!({"name": format!("models/{id}"), "supportedGenerationMethods": ["generateContent"]}));
            return Ok(Step::Say(Said::json(
                200,
                &json!({"models": models.collect::<Vec<_>>()}),
            )));
        }
        let model = path
            .strip_prefix("/models/")
            .and_then(|rest| rest.strip_suffix(":generateContent"));
        let Some(model) = model.filter(|_| asked.method == "POST") else {
            return Err(No::Nowhere);
        };
        asked.knows_only(&[
            "contents",
            "generationConfig",
            "safetySettings",
            "systemInstruction",
            "tools",
            "toolConfig",
        ])?;
        let contents = asked
            .at("/contents")
            .and_then(Value::as_array)
            .and_then(|all| all.last());
        let contents =
            contents.ok_or_else(|| No::invalid("contents", "contents is not specified"))?;
        let prompt = text_of(&contents["parts"]);
        let wanted = if PAINTERS.contains(&model) {
            Wanted::Pictures(pictures(asked, model)?)
        } else if WRITERS.contains(&model) {
            asked.whole("/generationConfig/maxOutputTokens", 1..=65_536)?;
            Wanted::Words {
                system: asked
                    .at("/systemInstruction/parts")
                    .map(text_of)
                    .unwrap_or_default(),
            }
        } else {
            return Err(No::UnknownModel(model.to_owned()));
        };
        Ok(Step::Order(Order {
            model: model.to_owned(),
            prompt,
            wanted,
        }))
    }

    fn refuse(&self, no: &No) -> Said {
        let (code, status) = match no {
            No::Content => {
                return Said::json(
                    200,
                    &json!({"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}, "modelVersion": "mock"}),
                );
            }
            No::Key(given) if given.is_empty() => (403, "PERMISSION_DENIED"),
            No::Key(_) | No::Invalid { .. } => (400, "INVALID_ARGUMENT"),
            No::Quota | No::RateLimited(_) => (429, "RESOURCE_EXHAUSTED"),
            No::ServerError => (500, "INTERNAL"),
            No::Unavailable => (503, "UNAVAILABLE"),
            No::UnknownModel(_) | No::Nowhere | No::Gone => (404, "NOT_FOUND"),
        };
        let violation = |quota: &str| json!({"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [{"quotaId": quota}]});
        let details = match no {
            No::Key(given) if !given.is_empty() => vec![json!({
                "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID",
                "domain": "googleapis.com", "metadata": {"service": "generativelanguage.googleapis.com"},
            })],
            No::Quota => vec![violation("GenerateRequestsPerDayPerProjectPerModel")],
            No::RateLimited(wait) => vec![
                violation("GenerateRequestsPerMinutePerProjectPerModel"),
                json!({"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": format!("{}s", wait.as_secs_f64())}),
            ],
            _ => vec![],
        };
        let message = match no {
            No::UnknownModel(id) => format!(
                "models/{id} is not found for API version v1beta, or is not supported for generateContent."
            ),
            no => no.words(),
        };
        Said::json(
            code,
            &json!({"error": {"code": code, "message": message, "status": status, "details": details}}),
        )
    }

    fn answer(&self, work: &Work, origin: &str) -> Said {
        let candidate = |parts: Value| json!([{"index": 0, "finishReason": "STOP", "content": {"role": "model", "parts": parts}}]);
        let candidates = match &work.order.wanted {
            Wanted::Pictures(wanted) => {
                let kind = wanted.media_type.as_str();
                let parts = work.pictures(origin).into_iter().map(|picture| {
                    json!({"inlineData": {"mimeType": kind, "data": picture.base64()}, "thoughtSignature": STANDARD.encode(&work.id)})
                });
                let parts: Vec<_> = parts.collect();
                if parts.is_empty() {
                    json!([])
                } else {
                    candidate(parts.into())
                }
            }
            _ if work.is_refused() => json!([{"index": 0, "finishReason": "SAFETY"}]),
            _ => candidate(json!([{"text": work.words()}])),
        };
        Said::json(
            200,
            &json!({
                "candidates": candidates, "modelVersion": work.order.model, "responseId": work.id,
                "usageMetadata": {"promptTokenCount": 9, "candidatesTokenCount": 1120, "totalTokenCount": 1129},
            }),
        )
    }
}

fn pictures(asked: &Asked, model: &str) -> Result<Pictures, No> {
    let config = asked.at("/generationConfig").and_then(Value::as_object);
    let known = [
        "responseModalities",
        "imageConfig",
        "seed",
        "temperature",
        "thinkingConfig",
        "topP",
        "topK",
        "candidateCount",
    ];
    if let Some(field) = config
        .into_iter()
        .flat_map(|config| config.keys())
        .find(|field| !known.contains(&field.as_str()))
    {
        let message = format!(
            "Invalid JSON payload received. Unknown name \"{field}\" at 'generation_config': Cannot find field."
        );
        return Err(No::invalid(field, message));
    }
    let shape = asked.one_of("/generationConfig/imageConfig/aspectRatio", SHAPES)?;
    let scale = match asked.one_of(
        "/generationConfig/imageConfig/imageSize",
        &["512", "1K", "2K", "4K"],
    )? {
        Some("512") if model != "gemini-3.1-flash-image" => {
            return Err(No::invalid(
                "image_size",
                "512 is not supported by this model",
            ));
        }
        Some("512") => 0.5,
        Some("2K") => 2.0,
        Some("4K") => 4.0,
        _ => 1.0,
    };
    let size = shaped(shape.unwrap_or("1:1"), MEGAPIXEL * scale * scale);
    Ok(Pictures {
        size: size.unwrap_or(Pictures::default().size),
        seed: asked.whole("/generationConfig/seed", 0..=i32::MAX as u64)?,
        ..Pictures::default()
    })
}
