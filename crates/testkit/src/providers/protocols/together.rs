//! Together AI: OpenAI's protocol with the knobs of diffusion models.

use serde_json::{Value, json};

use super::openai::data;
use crate::providers::asked::Asked;
use crate::providers::order::{Order, Pictures, Wanted, Work};
use crate::providers::protocol::{Protocol, Step, admitted};
use crate::providers::said::{No, Said};

/// <https://docs.together.ai/reference/post-images-generations>
pub(super) struct Together;

const MODELS: &[&str] = &[
    "black-forest-labs/FLUX.1-schnell",
    "black-forest-labs/FLUX.2-pro",
    "black-forest-labs/FLUX.2-dev",
    "black-forest-labs/FLUX.2-flex",
    "black-forest-labs/FLUX.1.1-pro",
];

impl Protocol for Together {
    fn family(&self) -> &'static str {
        "together"
    }

    fn title(&self) -> &'static str {
        "Together AI"
    }

    fn prefix(&self) -> &'static str {
        "/together"
    }

    fn base(&self) -> &'static str {
        "/together/v1"
    }

    fn models(&self) -> &'static [&'static str] {
        MODELS
    }

    fn admit(&self, asked: &Asked, key: &str) -> Result<(), No> {
        admitted(asked.authorization("bearer"), key)
    }

    fn read(&self, asked: &Asked) -> Result<Step, No> {
        if !asked.posts("/v1/images/generations") {
            return Err(No::Nowhere);
        }
        order(asked, MODELS).map(Step::Order)
    }

    fn refuse(&self, no: &No) -> Said {
        let (status, kind) = match no {
            No::Content => (422, "invalid_request_error"),
            No::Invalid { .. } => (400, "invalid_request_error"),
            No::Key(_) => (401, "invalid_request_error"),
            no => (no.status(), "server_error"),
        };
        let message = match no {
            No::Content => "NSFW content detected in the prompt".to_owned(),
            no => no.words(),
        };
        let error = json!({"message": message, "type": kind, "param": null, "code": null});
        Said::json(status, &json!({"error": error})).hinting(no)
    }

    fn answer(&self, work: &Work, origin: &str) -> Said {
        answer(work, origin)
    }
}

/// A request in Together's words; an empty list knows every model.
pub(super) fn order(asked: &Asked, models: &[&str]) -> Result<Order, No> {
    let model = asked.prompt("/model", 200)?;
    if !models.is_empty() && !models.contains(&model.as_str()) {
        return Err(No::UnknownModel(model));
    }
    let knobs = ["FLUX.1-schnell", "FLUX.2-dev", "FLUX.2-flex"];
    if !models.is_empty()
        && asked.at("/steps").is_some()
        && !knobs.iter().any(|knob| model.ends_with(knob))
    {
        return Err(No::invalid(
            "steps",
            "steps is not supported for this model",
        ));
    }
    asked.whole("/steps", 1..=50)?;
    asked.real("/guidance_scale", 0.0..=20.0)?;
    let format = asked.one_of("/response_format", &["base64", "url"])?;
    asked.one_of("/output_format", &["jpeg", "png"])?;
    let size = asked.sides(("/width", "/height"), 64..=2048, 16)?;
    Ok(Order {
        model,
        prompt: asked.prompt("/prompt", 10_000)?,
        wanted: Wanted::Pictures(Pictures {
            count: asked.whole("/n", 1..=4)?.unwrap_or(1),
            size: size.unwrap_or(Pictures::default().size),
            seed: asked.whole("/seed", 0..=u64::MAX)?,
            by_address: format != Some("base64"),
            ..Pictures::default()
        }),
    })
}

/// The pictures in Together's words.
pub(super) fn answer(work: &Work, origin: &str) -> Said {
    let pictures = data(work.pictures(origin), &json!({}));
    let data = pictures.into_iter().zip(0..).map(|(mut picture, index)| {
        let kind = if picture.get("url").is_some() {
            "url"
        } else {
            "b64_json"
        };
        picture["index"] = Value::from(index);
        picture["type"] = kind.into();
        picture
    });
    Said::json(
        200,
        &json!({"id": work.id, "model": work.order.model, "object": "list", "data": data.collect::<Vec<_>>()}),
    )
}
