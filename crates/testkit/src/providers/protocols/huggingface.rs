//! Hugging Face's router: its own servers send the file itself, the others speak as they do.

use pixelprompt_domain::MediaType;
use serde_json::json;

use super::openai::data;
use super::{fal, together};
use crate::providers::asked::Asked;
use crate::providers::order::{Order, Pictures, Wanted, Work};
use crate::providers::protocol::{Protocol, Step, admitted};
use crate::providers::said::{No, Said};

/// <https://huggingface.co/docs/inference-providers/tasks/text-to-image>
pub(super) struct HuggingFace;

impl Protocol for HuggingFace {
    fn family(&self) -> &'static str {
        "huggingface"
    }

    fn title(&self) -> &'static str {
        "Hugging Face"
    }

    fn prefix(&self) -> &'static str {
        "/huggingface"
    }

    fn base(&self) -> &'static str {
        "/huggingface"
    }

    fn models(&self) -> &'static [&'static str] {
        &[
            "stabilityai/stable-diffusion-xl-base-1.0",
            "black-forest-labs/FLUX.1-schnell",
            "black-forest-labs/FLUX.1-dev:together",
        ]
    }

    fn admit(&self, asked: &Asked, key: &str) -> Result<(), No> {
        admitted(asked.authorization("bearer"), key)
    }

    fn read(&self, asked: &Asked) -> Result<Step, No> {
        if asked.method != "POST" {
            return Err(No::Nowhere);
        }
        if let Some(model) = asked.path.strip_prefix("/hf-inference/models/") {
            return own(asked, model).map(Step::Order);
        }
        match asked.path.as_str() {
            "/together/v1/images/generations" => together::order(asked, &[]).map(Step::Order),
            "/nscale/v1/images/generations" => nscale(asked).map(Step::Order),
            path => match path.strip_prefix("/fal-ai/") {
                Some(app) => fal::order(asked, app).map(Step::Order),
                None => Err(No::Nowhere),
            },
        }
    }

    fn refuse(&self, no: &No) -> Said {
        match no {
            // It has no way to say so of its own; the servers behind it do.
            No::Content => Said::json(
                400,
                &json!({"error": "Bad request: the request was rejected by the safety system."}),
            ),
            No::Unavailable => Said::json(
                503,
                &json!({"error": "Model is currently loading", "estimated_time": 1.0}),
            ),
            no => Said::json(no.status(), &json!({"error": no.words()})).hinting(no),
        }
    }

    fn answer(&self, work: &Work, origin: &str) -> Said {
        let pictures = work.pictures(origin);
        if work.body.get("inputs").is_some() {
            let file = pictures.into_iter().next().map(|picture| picture.file);
            return Said::of(200, "image/jpeg", file.unwrap_or_default());
        }
        if work.body["response_format"] == "b64_json" {
            return Said::json(
                200,
                &json!({"created": 1_795_305_600, "data": data(pictures, &json!({}))}),
            );
        }
        if work.body.get("model").is_some() {
            return together::answer(work, origin);
        }
        fal::result(work, origin)
    }
}

fn own(asked: &Asked, model: &str) -> Result<Order, No> {
    if !model.contains('/') {
        return Err(No::UnknownModel(model.to_owned()));
    }
    asked.knows_only(&["inputs", "parameters"])?;
    asked.whole("/parameters/num_inference_steps", 1..=100)?;
    asked.real("/parameters/guidance_scale", 0.0..=20.0)?;
    let size = asked.sides(("/parameters/width", "/parameters/height"), 64..=2048, 8)?;
    Ok(Order {
        model: model.to_owned(),
        prompt: asked.prompt("/inputs", 10_000)?,
        wanted: Wanted::Pictures(Pictures {
            size: size.unwrap_or(Pictures::default().size),
            seed: asked.whole("/parameters/seed", 0..=u64::MAX)?,
            media_type: MediaType::Jpeg,
            ..Pictures::default()
        }),
    })
}

fn nscale(asked: &Asked) -> Result<Order, No> {
    Ok(Order {
        model: asked.prompt("/model", 200)?,
        prompt: asked.prompt("/prompt", 10_000)?,
        wanted: Wanted::Pictures(Pictures {
            size: asked.size("/size")?.unwrap_or(Pictures::default().size),
            seed: asked.whole("/seed", 0..=u64::MAX)?,
            ..Pictures::default()
        }),
    })
}
