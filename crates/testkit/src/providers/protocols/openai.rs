//! OpenAI: pictures, chat, moderation, models. Also the shape in which many others say no.

use serde_json::{Value, json};

use super::moderation;
use crate::providers::asked::Asked;
use crate::providers::order::{Order, Picture, Pictures, Wanted, Work};
use crate::providers::protocol::{Protocol, Step, admitted};
use crate::providers::said::{No, Said};

/// <https://platform.openai.com/docs/api-reference>
pub(super) struct OpenAi;

const PAINTERS: &[&str] = &[
    "gpt-image-2.5-flare",
    "gpt-image-2",
    "gpt-image-2.5-sunburst",
    "gpt-image-1.5",
    "gpt-image-1-mini",
];
const WRITERS: &[&str] = &["gpt-6-luna", "gpt-6-sol", "gpt-5.6-luna", "gpt-5.4-mini"];

const FIELDS: &[&str] = &[
    "prompt",
    "model",
    "n",
    "size",
    "quality",
    "background",
    "output_format",
    "output_compression",
    "moderation",
    "stream",
    "partial_images",
    "safety_identifier",
    "user",
];

impl Protocol for OpenAi {
    fn family(&self) -> &'static str {
        "openai"
    }

    fn title(&self) -> &'static str {
        "OpenAI"
    }

    fn prefix(&self) -> &'static str {
        "/openai"
    }

    fn base(&self) -> &'static str {
        "/openai/v1"
    }

    fn models(&self) -> &'static [&'static str] {
        PAINTERS
    }

    fn writers(&self) -> &'static [&'static str] {
        WRITERS
    }

    fn admit(&self, asked: &Asked, key: &str) -> Result<(), No> {
        admitted(asked.authorization("bearer"), key)
    }

    fn read(&self, asked: &Asked) -> Result<Step, No> {
        if asked.gets("/v1/models") {
            return Ok(Step::Say(models(&[PAINTERS, WRITERS].concat())));
        }
        if asked.posts("/v1/images/generations") {
            return generation(asked).map(Step::Order);
        }
        if asked.posts("/v1/chat/completions") {
            return chat(asked, WRITERS).map(Step::Order);
        }
        if asked.posts("/v1/moderations") {
            return moderation::order(asked).map(Step::Order);
        }
        Err(No::Nowhere)
    }

    fn refuse(&self, no: &No) -> Said {
        refusal(no)
    }

    fn answer(&self, work: &Work, origin: &str) -> Said {
        match &work.order.wanted {
            Wanted::Pictures(_) => pictures(work, origin),
            Wanted::Words { .. } => completion(work),
            Wanted::Judgement => moderation::answer(work),
        }
    }
}

fn generation(asked: &Asked) -> Result<Order, No> {
    asked.knows_only(FIELDS)?;
    let model = known(asked, PAINTERS)?;
    let any_size = model.starts_with("gpt-image-2");
    let size = match asked.str_at("/size") {
        None | Some("auto") => None,
        Some(_) if any_size => {
            let size = asked.size("/size")?;
            if size.is_some_and(|size| size.width % 16 != 0 || size.height % 16 != 0) {
                return Err(No::invalid(
                    "size",
                    "Invalid size: both sides must be multiples of 16.",
                ));
            }
            size
        }
        Some(_) => {
            asked.one_of("/size", &["1024x1024", "1536x1024", "1024x1536"])?;
            asked.size("/size")?
        }
    };
    let qualities: &[&str] = if model.starts_with("gpt-image-2.5") {
        &["auto", "low", "medium", "high", "xhigh", "max"]
    } else {
        &["auto", "low", "medium", "high"]
    };
    asked.one_of("/quality", qualities)?;
    asked.one_of("/output_format", &["png", "jpeg", "webp"])?;
    asked.one_of("/moderation", &["auto", "low"])?;
    let mut wanted = Pictures {
        count: asked.whole("/n", 1..=10)?.unwrap_or(1),
        ..Pictures::default()
    };
    if asked.str_at("/output_format") == Some("jpeg") {
        wanted.media_type = pixelprompt_domain::MediaType::Jpeg;
    }
    wanted.size = size.unwrap_or(wanted.size);
    Ok(Order {
        model,
        prompt: asked.prompt("/prompt", 32_000)?,
        wanted: Wanted::Pictures(wanted),
    })
}

/// The model that is asked, if it is among those, perhaps with a date behind it.
pub(super) fn known(asked: &Asked, models: &[&str]) -> Result<String, No> {
    let model = asked.prompt("/model", 200)?;
    let is = |known: &&str| {
        model
            .strip_prefix(*known)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with("-20"))
    };
    if models.iter().any(is) {
        Ok(model)
    } else {
        Err(No::UnknownModel(model))
    }
}

/// A request for words; an empty list knows every model.
pub(super) fn chat(asked: &Asked, models: &[&str]) -> Result<Order, No> {
    let model = if models.is_empty() {
        asked.prompt("/model", 200)?
    } else {
        known(asked, models)?
    };
    if !models.is_empty() && asked.at("/max_tokens").is_some() {
        return Err(No::invalid(
            "max_tokens",
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        ));
    }
    if asked.at("/stream").is_some_and(|stream| *stream == true) {
        return Err(No::invalid("stream", "This server does not stream."));
    }
    let messages = asked.at("/messages").and_then(Value::as_array);
    let messages = messages
        .ok_or_else(|| No::invalid("messages", "Missing required parameter: 'messages'."))?;
    let of = |roles: &[&str]| {
        let role = |message: &&Value| {
            message["role"]
                .as_str()
                .is_some_and(|role| roles.contains(&role))
        };
        messages
            .iter()
            .rev()
            .find(role)
            .map(|message| text_of(&message["content"]))
    };
    let prompt =
        of(&["user"]).ok_or_else(|| No::invalid("messages", "There is no message of a user."))?;
    Ok(Order {
        model,
        prompt,
        wanted: Wanted::Words {
            system: of(&["system", "developer"]).unwrap_or_default(),
        },
    })
}

/// The text of a message's content: a text, or parts with texts.
pub(super) fn text_of(content: &Value) -> String {
    if let Some(text) = content.as_str() {
        return text.to_owned();
    }
    let parts = content.as_array().into_iter().flatten();
    let texts: Vec<_> = parts.filter_map(|part| part["text"].as_str()).collect();
    texts.join("\n")
}

/// The list of models.
pub(super) fn models(ids: &[&str]) -> Said {
    let models = ids.iter().map(
        |id| json!({"id": id, "object": "model", "created": 1_795_305_600, "owned_by": "mock"}),
    );
    Said::json(
        200,
        &json!({"object": "list", "data": models.collect::<Vec<_>>()}),
    )
}

/// The pictures of an answer, as addresses or in base64.
pub(super) fn data(pictures: Vec<Picture>, more: &Value) -> Vec<Value> {
    let picture = |picture: Picture| {
        let mut one = if picture.by_address {
            json!({"url": picture.address})
        } else {
            json!({"b64_json": picture.base64()})
        };
        if let (Some(one), Some(more)) = (one.as_object_mut(), more.as_object()) {
            one.extend(more.clone());
        }
        one
    };
    pictures.into_iter().map(picture).collect()
}

fn pictures(work: &Work, origin: &str) -> Said {
    let pictures = work.pictures(origin);
    let size = pictures.first().map(|picture| picture.size.to_string());
    let output = 196 * pictures.len();
    let quality = work.body["quality"].as_str().unwrap_or("low");
    Said::json(
        200,
        &json!({
            "created": 1_795_305_600, "background": "opaque", "output_format": "png", "quality": quality,
            "size": size, "data": data(pictures, &json!({})),
            "usage": {
                "input_tokens": 14, "input_tokens_details": {"text_tokens": 14, "image_tokens": 0},
                "output_tokens": output, "output_tokens_details": {"image_tokens": output, "text_tokens": 0},
                "total_tokens": 14 + output,
            },
        }),
    )
    .with("x-request-id", format!("req_{}", work.id))
}

/// Words as an assistant's message.
pub(super) fn completion(work: &Work) -> Said {
    let refused = work.is_refused();
    let message = if refused {
        json!({"role": "assistant", "content": null, "refusal": "I cannot help with that."})
    } else {
        json!({"role": "assistant", "content": work.words(), "refusal": null})
    };
    Said::json(
        200,
        &json!({
            "id": format!("chatcmpl-{}", work.id), "object": "chat.completion", "created": 1_795_305_600,
            "model": work.order.model,
            "choices": [{"index": 0, "finish_reason": "stop", "message": message, "logprobs": null}],
            "usage": {"prompt_tokens": 21, "completion_tokens": 38, "total_tokens": 59},
        }),
    )
}

/// An error as OpenAI words it.
pub(super) fn refusal(no: &No) -> Said {
    let (status, kind, code, param) = match no {
        No::Key(_) => (401, "invalid_request_error", Some("invalid_api_key"), None),
        No::Quota => (429, "insufficient_quota", Some("insufficient_quota"), None),
        No::RateLimited(_) => (429, "requests", Some("rate_limit_exceeded"), None),
        No::ServerError | No::Unavailable => (no.status(), "server_error", None, None),
        No::Content => (
            400,
            "image_generation_user_error",
            Some("moderation_blocked"),
            None,
        ),
        No::UnknownModel(_) => (
            404,
            "invalid_request_error",
            Some("model_not_found"),
            Some("model"),
        ),
        No::Invalid { field, message } if message.starts_with("Unknown parameter") => (
            400,
            "invalid_request_error",
            Some("unknown_parameter"),
            Some(field.as_str()),
        ),
        No::Invalid { field, .. } => (
            400,
            "invalid_request_error",
            Some("invalid_value"),
            Some(field.as_str()),
        ),
        No::Nowhere | No::Gone => (404, "invalid_request_error", None, None),
    };
    let message = match no {
        No::Key(given) if given.is_empty() => "You didn't provide an API key.".to_owned(),
        No::Key(given) => format!("Incorrect API key provided: {given}."),
        No::Quota => "You exceeded your current quota, please check your plan and billing details."
            .to_owned(),
        No::RateLimited(wait) => format!(
            "Rate limit reached. Please try again in {}ms.",
            wait.as_millis()
        ),
        No::Content => "Your request was rejected by the safety system.".to_owned(),
        No::UnknownModel(id) => {
            format!("The model `{id}` does not exist or you do not have access to it.")
        }
        No::Invalid { message, .. } => message.clone(),
        no => no.words(),
    };
    let mut error = json!({"message": message, "type": kind, "param": param, "code": code});
    if *no == No::Content {
        error["moderation_details"] =
            json!({"moderation_stage": "input", "categories": ["violence"]});
    }
    let said = Said::json(status, &json!({"error": error})).with("x-request-id", "req_mock");
    match no {
        No::RateLimited(wait) => said
            .hinting(no)
            .with("retry-after-ms", wait.as_millis().to_string()),
        _ => said,
    }
}
