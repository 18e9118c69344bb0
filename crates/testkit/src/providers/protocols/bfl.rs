//! Black Forest Labs: a task, an address to ask at, an address of the picture.

use serde_json::{Value, json};

use crate::providers::asked::Asked;
use crate::providers::order::{MEGAPIXEL, Order, Pictures, Stand, Wanted, Work, shaped};
use crate::providers::protocol::{Protocol, Step, admitted};
use crate::providers::said::{No, Said, seconds};

/// <https://docs.bfl.ai>
pub(super) struct Bfl;

const MODELS: &[&str] = &[
    "flux-2-pro",
    "flux-2-flex",
    "flux-3-image",
    "flux-2-max",
    "flux-2-klein-4b",
    "flux-2-klein-9b",
    "flux-pro-1.1",
    "flux-pro-1.1-ultra",
    "flux-kontext-pro",
    "flux-kontext-max",
    "flux-dev",
];

impl Protocol for Bfl {
    fn family(&self) -> &'static str {
        "bfl"
    }

    fn title(&self) -> &'static str {
        "Black Forest Labs"
    }

    fn prefix(&self) -> &'static str {
        "/bfl"
    }

    fn base(&self) -> &'static str {
        "/bfl"
    }

    fn models(&self) -> &'static [&'static str] {
        MODELS
    }

    fn admit(&self, asked: &Asked, key: &str) -> Result<(), No> {
        admitted(asked.header("x-key"), key)
    }

    fn read(&self, asked: &Asked) -> Result<Step, No> {
        if asked.gets("/v1/credits") {
            return Ok(Step::Say(Said::json(200, &json!({"credits": 1000.0}))));
        }
        if asked.gets("/v1/get_result") {
            return Ok(Step::Ask(asked.parameter("id").unwrap_or_default()));
        }
        let model = asked
            .path
            .strip_prefix("/v1/")
            .filter(|_| asked.method == "POST");
        let model = model
            .filter(|model| MODELS.contains(model))
            .ok_or(No::Nowhere)?;
        let size = match model {
            "flux-3-image" | "flux-pro-1.1-ultra" | "flux-kontext-pro" | "flux-kontext-max" => {
                let pixels = match asked.one_of("/resolution", &["1k", "2k", "4k"])? {
                    Some("2k") => 4.0,
                    Some("4k") => 16.0,
                    _ if model == "flux-pro-1.1-ultra" => 4.0,
                    _ => 1.0,
                };
                let shape = asked.str_at("/aspect_ratio").unwrap_or("1:1");
                let wrong = || No::invalid("aspect_ratio", "Input should be a ratio such as 16:9");
                Some(shaped(shape, MEGAPIXEL * pixels).ok_or_else(wrong)?)
            }
            "flux-pro-1.1" | "flux-dev" => asked.sides(("/width", "/height"), 256..=1440, 32)?,
            _ => asked.sides(("/width", "/height"), 64..=4096, 16)?,
        };
        match model {
            "flux-2-flex" => {
                asked.whole("/steps", 1..=50)?;
                asked.real("/guidance", 1.5..=10.0)?;
            }
            "flux-dev" => {
                asked.whole("/steps", 1..=50)?;
                asked.real("/guidance", 1.5..=5.0)?;
            }
            _ => {}
        }
        asked.one_of("/output_format", &["jpeg", "png", "webp"])?;
        asked.whole("/safety_tolerance", 0..=6)?;
        Ok(Step::Order(Order {
            model: model.to_owned(),
            prompt: asked.prompt("/prompt", 32_000)?,
            wanted: Wanted::Pictures(Pictures {
                size: size.unwrap_or(Pictures::default().size),
                seed: asked.whole("/seed", 0..=u64::MAX)?,
                ..Pictures::default()
            }),
        }))
    }

    fn refuses_late(&self) -> bool {
        true
    }

    fn refuse(&self, no: &No) -> Said {
        match no {
            No::Key(_) => Said::json(
                403,
                &json!({"detail": format!("Not authenticated - {}", no.words())}),
            ),
            No::Invalid { field, message } => Said::json(
                422,
                &json!({"detail": [{"loc": ["body", field], "msg": message, "type": "value_error"}]}),
            ),
            No::RateLimited(wait) => Said::json(
                429,
                &json!({"error": "rate_limit", "message": "Too many active tasks", "retry_after": seconds(*wait)}),
            ),
            No::Gone => Said::json(
                200,
                &json!({"id": "", "status": "Task not found", "result": null}),
            ),
            no => Said::json(no.status(), &json!({"detail": no.words()})),
        }
    }

    fn has_tickets(&self) -> bool {
        true
    }

    fn answer(&self, work: &Work, origin: &str) -> Said {
        let id = &work.id;
        Said::json(
            200,
            &json!({
                "id": id, "polling_url": format!("{origin}/bfl/v1/get_result?id={id}"), "cost": 5.0,
                "input_mp": 0.0, "output_mp": 1.05,
            }),
        )
    }

    fn stands(&self, work: &Work, stand: Stand, origin: &str) -> Said {
        let (status, progress) = match stand {
            _ if work.is_refused() => ("Request Moderated", None),
            Stand::Queued => ("Pending", None),
            Stand::Running(part) => ("Generating", Some(part)),
            Stand::Unheard => ("Contemplating", None),
            Stand::Done if work.has_failed() => ("Error", None),
            Stand::Done => ("Ready", Some(1.0)),
        };
        let mut details = Value::Null;
        let mut result = Value::Null;
        if work.is_refused() {
            details = json!({"Moderation Reasons": ["Violence"]});
        } else if stand == Stand::Done && !work.has_failed() {
            let first = work.pictures(origin).into_iter().next();
            result = first.map_or(Value::Null, |picture| {
                json!({"sample": picture.address, "prompt": work.order.prompt, "seed": picture.seed, "duration": 6.8})
            });
        }
        Said::json(
            200,
            &json!({"id": work.id, "status": status, "progress": progress, "details": details, "preview": null, "result": result}),
        )
    }
}
