//! Amazon Bedrock: Stability's models by `invoke`, language models by `converse`.

use serde_json::{Value, json};

use super::openai::text_of;
use super::stability::SHAPES;
use crate::providers::asked::Asked;
use crate::providers::order::{MEGAPIXEL, Order, Picture, Pictures, Wanted, Work, shaped};
use crate::providers::protocol::{Protocol, Step, admitted};
use crate::providers::said::{No, Said};

/// <https://docs.aws.amazon.com/bedrock/latest/APIReference/>
pub(super) struct Bedrock;

const PAINTERS: &[&str] = &[
    "stability.sd3-5-large-v1:0",
    "stability.stable-image-core-v1:1",
    "stability.stable-image-ultra-v1:1",
];
const WRITERS: &[&str] = &["us.amazon.nova-2-lite-v1:0"];

impl Protocol for Bedrock {
    fn family(&self) -> &'static str {
        "bedrock"
    }

    fn title(&self) -> &'static str {
        "Amazon Bedrock"
    }

    fn prefix(&self) -> &'static str {
        "/bedrock"
    }

    fn base(&self) -> &'static str {
        "/bedrock"
    }

    fn models(&self) -> &'static [&'static str] {
        PAINTERS
    }

    fn writers(&self) -> &'static [&'static str] {
        WRITERS
    }

    /// A key of Bedrock's own, or a signature by the access key of that name. Signatures themselves are
    /// not checked: there is nobody to keep out.
    fn admit(&self, asked: &Asked, key: &str) -> Result<(), No> {
        match asked.authorization("AWS4-HMAC-SHA256") {
            Some(signed) => {
                let given = signed
                    .strip_prefix("Credential=")
                    .and_then(|rest| rest.split('/').next());
                admitted(given, key)
            }
            None => admitted(asked.authorization("bearer"), key),
        }
    }

    fn read(&self, asked: &Asked) -> Result<Step, No> {
        let path = asked.path.replace("%3A", ":").replace("%3a", ":");
        let call = path
            .strip_prefix("/model/")
            .and_then(|rest| rest.rsplit_once('/'));
        match call {
            Some((model, "invoke")) if asked.method == "POST" => {
                painting(asked, model).map(Step::Order)
            }
            Some((model, "converse")) if asked.method == "POST" => {
                conversation(asked, model).map(Step::Order)
            }
            _ => Err(No::Nowhere),
        }
    }

    fn refuse(&self, no: &No) -> Said {
        let (status, name) = match no {
            No::Content => {
                let refused =
                    json!({"seeds": [], "finish_reasons": ["Filter reason: prompt"], "images": []});
                return Said::json(200, &refused);
            }
            No::Key(_) => (403, "AccessDeniedException"),
            No::Quota => (400, "ServiceQuotaExceededException"),
            No::RateLimited(_) => (429, "ThrottlingException"),
            No::ServerError => (500, "InternalServerException"),
            No::Unavailable => (503, "ServiceUnavailableException"),
            No::Invalid { .. } => (400, "ValidationException"),
            No::UnknownModel(_) | No::Nowhere | No::Gone => (404, "ResourceNotFoundException"),
        };
        Said::json(status, &json!({"message": no.words()})).with("x-amzn-errortype", name)
    }

    fn answer(&self, work: &Work, origin: &str) -> Said {
        if let Wanted::Words { .. } = work.order.wanted {
            let (content, reason) = if work.is_refused() {
                (json!([]), "guardrail_intervened")
            } else {
                (json!([{"text": work.words()}]), "end_turn")
            };
            return Said::json(
                200,
                &json!({
                    "output": {"message": {"role": "assistant", "content": content}}, "stopReason": reason,
                    "usage": {"inputTokens": 12, "outputTokens": 30, "totalTokens": 42}, "metrics": {"latencyMs": 640},
                }),
            );
        }
        let pictures = work.pictures(origin);
        let seeds: Vec<_> = pictures.iter().map(|picture| picture.seed).collect();
        let images: Vec<_> = pictures.iter().map(Picture::base64).collect();
        let reasons = vec![Value::Null; images.len()];
        Said::json(
            200,
            &json!({"seeds": seeds, "finish_reasons": reasons, "images": images}),
        )
    }
}

fn painting(asked: &Asked, model: &str) -> Result<Order, No> {
    if !PAINTERS.contains(&model) {
        return Err(No::UnknownModel(model.to_owned()));
    }
    asked.knows_only(&[
        "prompt",
        "mode",
        "aspect_ratio",
        "seed",
        "negative_prompt",
        "output_format",
        "image",
        "strength",
    ])?;
    asked.one_of("/mode", &["text-to-image", "image-to-image"])?;
    asked.one_of("/output_format", &["png", "jpeg"])?;
    let shape = asked.one_of("/aspect_ratio", SHAPES)?;
    if asked.str_at("/negative_prompt") == Some("") {
        return Err(No::invalid(
            "negative_prompt",
            "expected minLength: 1, actual: 0",
        ));
    }
    Ok(Order {
        model: model.to_owned(),
        prompt: asked.prompt("/prompt", 10_000)?,
        wanted: Wanted::Pictures(Pictures {
            size: shaped(shape.unwrap_or("1:1"), MEGAPIXEL).unwrap_or(Pictures::default().size),
            seed: asked.whole("/seed", 0..=4_294_967_294)?,
            ..Pictures::default()
        }),
    })
}

fn conversation(asked: &Asked, model: &str) -> Result<Order, No> {
    if !WRITERS.contains(&model) {
        return Err(No::UnknownModel(model.to_owned()));
    }
    asked.knows_only(&[
        "messages",
        "system",
        "inferenceConfig",
        "guardrailConfig",
        "additionalModelRequestFields",
    ])?;
    let messages = asked.at("/messages").and_then(Value::as_array);
    let mut messages = messages.into_iter().flatten().rev();
    let user = messages.find(|message| message["role"] == "user");
    let user = user
        .ok_or_else(|| No::invalid("messages", "A conversation must start with a user message"))?;
    Ok(Order {
        model: model.to_owned(),
        prompt: text_of(&user["content"]),
        wanted: Wanted::Words {
            system: asked.at("/system").map(text_of).unwrap_or_default(),
        },
    })
}
