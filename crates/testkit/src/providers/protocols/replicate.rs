//! Replicate: predictions.

use serde_json::{Value, json};

use crate::providers::asked::Asked;
use crate::providers::order::{MEGAPIXEL, Order, Pictures, Stand, Wanted, Work, shaped};
use crate::providers::protocol::{Protocol, Step, admitted};
use crate::providers::said::{No, Said, seconds};

/// <https://replicate.com/docs/reference/http>
pub(super) struct Replicate;

const MODELS: &[&str] = &[
    "black-forest-labs/flux-schnell",
    "black-forest-labs/flux-dev",
    "stability-ai/stable-diffusion-3.5-large",
    "black-forest-labs/flux-2-pro",
];

impl Protocol for Replicate {
    fn family(&self) -> &'static str {
        "replicate"
    }

    fn title(&self) -> &'static str {
        "Replicate"
    }

    fn prefix(&self) -> &'static str {
        "/replicate"
    }

    fn base(&self) -> &'static str {
        "/replicate/v1"
    }

    fn models(&self) -> &'static [&'static str] {
        MODELS
    }

    fn admit(&self, asked: &Asked, key: &str) -> Result<(), No> {
        admitted(asked.authorization("bearer"), key)
    }

    fn read(&self, asked: &Asked) -> Result<Step, No> {
        if let Some(id) = asked.path.strip_prefix("/v1/predictions/")
            && asked.method == "GET"
        {
            return Ok(Step::Ask(id.to_owned()));
        }
        if asked.method != "POST" {
            return Err(No::Nowhere);
        }
        let named = asked
            .path
            .strip_prefix("/v1/models/")
            .and_then(|rest| rest.strip_suffix("/predictions"));
        let model = match named {
            Some(model) if MODELS.contains(&model) => model.to_owned(),
            Some(model) => return Err(No::UnknownModel(model.to_owned())),
            None if asked.path == "/v1/predictions" => asked.prompt("/version", 300)?,
            None => return Err(No::Nowhere),
        };
        let most_steps = if model.ends_with("flux-schnell") {
            4
        } else {
            50
        };
        asked.whole("/input/num_inference_steps", 1..=most_steps)?;
        asked.whole("/input/steps", 1..=50)?;
        asked.real("/input/guidance", 0.0..=20.0)?;
        asked.real("/input/cfg", 0.0..=20.0)?;
        let shape = asked.str_at("/input/aspect_ratio").map(|shape| {
            shaped(shape, MEGAPIXEL).ok_or_else(|| {
                No::invalid("input.aspect_ratio", "input.aspect_ratio must be one of …")
            })
        });
        let sides = asked.sides(("/input/width", "/input/height"), 64..=2048, 16)?;
        Ok(Step::Order(Order {
            model,
            prompt: asked.prompt("/input/prompt", 32_000)?,
            wanted: Wanted::Pictures(Pictures {
                count: asked.whole("/input/num_outputs", 1..=4)?.unwrap_or(1),
                size: shape
                    .transpose()?
                    .or(sides)
                    .unwrap_or(Pictures::default().size),
                seed: asked.whole("/input/seed", 0..=u64::MAX)?,
                ..Pictures::default()
            }),
        }))
    }

    fn refuses_late(&self) -> bool {
        true
    }

    fn refuse(&self, no: &No) -> Said {
        let status = match no {
            No::Invalid { .. } => 422,
            no => no.status(),
        };
        let mut body = json!({"type": "about:blank", "title": "Refused", "status": status, "detail": no.words()});
        if let No::RateLimited(wait) = no {
            body["detail"] = format!(
                "Request was throttled. Your rate limit resets in ~{}s.",
                seconds(*wait)
            )
            .into();
            body["retry_after"] = seconds(*wait).into();
        }
        Said::json(status, &body)
    }

    fn has_tickets(&self) -> bool {
        true
    }

    fn answer(&self, work: &Work, origin: &str) -> Said {
        Said::json(
            201,
            &prediction(work, "starting", &Value::Null, &Value::Null, "", origin),
        )
    }

    fn stands(&self, work: &Work, stand: Stand, origin: &str) -> Said {
        let null = Value::Null;
        let body = match stand {
            // A state that is not documented is a failure here: all are documented.
            Stand::Queued | Stand::Unheard => {
                prediction(work, "starting", &null, &null, "", origin)
            }
            Stand::Running(part) => {
                let logs = format!("{:3}%|████      |", (part * 100.0) as u32);
                prediction(work, "processing", &null, &null, &logs, origin)
            }
            Stand::Done if work.is_refused() => {
                let error = json!(
                    "NSFW content detected. Try running it again, or try a different prompt."
                );
                prediction(work, "failed", &null, &error, "", origin)
            }
            Stand::Done if work.has_failed() => {
                let error = json!("CUDA out of memory");
                prediction(work, "failed", &null, &error, "", origin)
            }
            Stand::Done => {
                let pictures = work.pictures(origin).into_iter();
                let output: Vec<_> = pictures.map(|picture| picture.address).collect();
                prediction(
                    work,
                    "succeeded",
                    &json!(output),
                    &null,
                    "100%|██████████|",
                    origin,
                )
            }
        };
        Said::json(200, &body)
    }
}

fn prediction(
    work: &Work,
    status: &str,
    output: &Value,
    error: &Value,
    logs: &str,
    origin: &str,
) -> Value {
    let this = format!("{origin}/replicate/v1/predictions/{}", work.id);
    json!({
        "id": work.id, "model": work.order.model, "version": "hidden", "status": status, "input": work.body["input"],
        "output": output, "error": error, "logs": logs, "created_at": "2026-11-22T10:00:00Z",
        "urls": {"get": this, "cancel": format!("{this}/cancel"), "web": format!("{origin}/")},
    })
}
