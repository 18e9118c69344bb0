//! A Stable Diffusion web UI: one blocking request, and the progress beside it.

use pixelprompt_domain::{MediaType, Size};
use serde_json::{Value, json};

use crate::providers::asked::Asked;
use crate::providers::order::{Order, Picture, Pictures, Wanted, Work};
use crate::providers::painting::Painting;
use crate::providers::protocol::{Protocol, Step};
use crate::providers::said::{No, Said};

/// <https://github.com/AUTOMATIC1111/stable-diffusion-webui/wiki/API>
pub(super) struct WebUi;

const CHECKPOINTS: &[&str] = &["v1-5-pruned-emaonly", "sd_xl_base_1.0"];

/// Steps that are painted unless told otherwise.
const STEPS: u64 = 50;

impl Protocol for WebUi {
    fn family(&self) -> &'static str {
        "a1111"
    }

    fn title(&self) -> &'static str {
        "AUTOMATIC1111"
    }

    fn prefix(&self) -> &'static str {
        "/a1111"
    }

    fn base(&self) -> &'static str {
        "/a1111"
    }

    fn models(&self) -> &'static [&'static str] {
        CHECKPOINTS
    }

    /// `user:password`
    fn key(&self, key: &str) -> String {
        format!("artist:{key}")
    }

    fn admit(&self, asked: &Asked, key: &str) -> Result<(), No> {
        match asked.header("authorization") {
            None => Ok(()),
            Some(_) if asked.basic().as_deref() == Some(key) => Ok(()),
            Some(_) => Err(No::Key(asked.basic().unwrap_or_default())),
        }
    }

    fn read(&self, asked: &Asked) -> Result<Step, No> {
        if asked.gets("/sdapi/v1/progress") {
            return Ok(Step::Look);
        }
        if asked.gets("/sdapi/v1/sd-models") {
            let models = CHECKPOINTS.iter().map(|name| {
                json!({"title": format!("{name}.safetensors [6ce0161689]"), "model_name": name, "hash": "6ce0161689", "filename": format!("/models/{name}.safetensors")})
            });
            return Ok(Step::Say(Said::json(200, &models.collect())));
        }
        if !asked.posts("/sdapi/v1/txt2img") {
            return Err(No::Nowhere);
        }
        asked.whole("/steps", 1..=150)?;
        asked.real("/cfg_scale", 1.0..=30.0)?;
        let checkpoint = asked.str_at("/override_settings/sd_model_checkpoint");
        let size = asked.sides(("/width", "/height"), 64..=2048, 8)?;
        let count = asked.whole("/batch_size", 1..=8)?.unwrap_or(1)
            * asked.whole("/n_iter", 1..=8)?.unwrap_or(1);
        Ok(Step::Order(Order {
            // It paints with the one that is loaded if it does not know the one that is asked.
            model: checkpoint
                .filter(|name| CHECKPOINTS.contains(name))
                .unwrap_or(CHECKPOINTS[0])
                .to_owned(),
            prompt: asked.prompt("/prompt", 32_000)?,
            wanted: Wanted::Pictures(Pictures {
                count,
                size: size.unwrap_or(Size::square(512)),
                seed: asked.at("/seed").and_then(Value::as_u64),
                ..Pictures::default()
            }),
        }))
    }

    fn refuse(&self, no: &No) -> Said {
        match no {
            No::Key(_) => Said::json(401, &json!({"detail": no.words()})),
            No::Invalid { field, message } => Said::json(
                422,
                &json!({"detail": [{"loc": ["body", field], "msg": message, "type": "value_error"}]}),
            ),
            // It has no filter; whoever stands before it may.
            No::Content => Said::json(
                400,
                &json!({"error": "content_policy_violation", "detail": no.words(), "body": "", "errors": ""}),
            ),
            No::ServerError => Said::json(
                500,
                &json!({"error": "RuntimeError", "detail": "", "body": "", "errors": no.words()}),
            ),
            no => Said::json(no.status(), &json!({"detail": no.words()})),
        }
    }

    fn answer(&self, work: &Work, origin: &str) -> Said {
        let pictures = work.pictures(origin);
        let images: Vec<_> = pictures.iter().map(Picture::base64).collect();
        let seeds: Vec<_> = pictures.iter().map(|picture| picture.seed).collect();
        let info = json!({
            "seed": seeds.first(), "all_seeds": seeds, "index_of_first_image": 0, "sd_model_name": work.order.model,
            "sd_model_hash": "6ce0161689", "infotexts": [],
        });
        Said::json(
            200,
            &json!({"images": images, "parameters": *work.body, "info": info.to_string()}),
        )
    }

    fn looks(&self, at_work: &[Work], asked: &Asked) -> Said {
        let Some(work) = at_work.last() else {
            return Said::json(200, &now(0.0, 0, 0, None));
        };
        let steps = work.body["steps"].as_u64().unwrap_or(STEPS);
        let part = work.begun.elapsed().as_secs_f64() / work.lasts.as_secs_f64().max(0.001);
        let step = ((steps as f64 * part) as u64).min(steps);
        let hidden = asked.parameter("skip_current_image").as_deref() == Some("true");
        let picture = (!hidden).then(|| preview(work)).flatten();
        Said::json(200, &now(part.min(0.99), step, steps, picture.as_deref()))
    }
}

fn now(progress: f64, step: u64, steps: u64, picture: Option<&str>) -> Value {
    json!({
        "progress": progress, "eta_relative": 0.0, "current_image": picture, "textinfo": null,
        "state": {
            "skipped": false, "interrupted": false, "job": "txt2img", "job_count": 1, "job_no": 0,
            "sampling_step": step, "sampling_steps": steps,
        },
    })
}

/// The picture as it is, which is small.
pub(super) fn preview(work: &Work) -> Option<String> {
    sketch(work).map(|sketch| sketch.base64())
}

/// A small version of the first picture.
pub(super) fn sketch(work: &Work) -> Option<Painting> {
    let first = work.paintings().into_iter().next()?;
    let size = Size {
        width: (first.size.width / 8).max(8),
        height: (first.size.height / 8).max(8),
    };
    Some(Painting {
        size,
        media_type: MediaType::Png,
        ..first
    })
}
