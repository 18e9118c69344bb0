//! fal: a queue.

use pixelprompt_domain::Size;
use serde_json::{Value, json};

use crate::providers::asked::Asked;
use crate::providers::order::{MEGAPIXEL, Order, Pictures, Stand, Wanted, Work, shaped};
use crate::providers::protocol::{Protocol, Step, admitted};
use crate::providers::said::{No, Said};

/// <https://docs.fal.ai/model-apis/model-endpoints/queue>
pub(super) struct Fal;

const APPS: &[&str] = &[
    "fal-ai/flux/dev",
    "fal-ai/flux/schnell",
    "fal-ai/flux-pro/v1.1",
    "fal-ai/nano-banana-2",
    "openai/gpt-image-2.5/flare/text-to-image",
];

impl Protocol for Fal {
    fn family(&self) -> &'static str {
        "fal"
    }

    fn title(&self) -> &'static str {
        "fal"
    }

    fn prefix(&self) -> &'static str {
        "/fal"
    }

    fn base(&self) -> &'static str {
        "/fal"
    }

    fn models(&self) -> &'static [&'static str] {
        APPS
    }

    fn admit(&self, asked: &Asked, key: &str) -> Result<(), No> {
        admitted(asked.authorization("key"), key)
    }

    fn read(&self, asked: &Asked) -> Result<Step, No> {
        if let Some((_, request)) = asked.path.split_once("/requests/")
            && asked.method == "GET"
        {
            return Ok(match request.strip_suffix("/status") {
                Some(id) => Step::Ask(id.to_owned()),
                None => Step::Collect(request.to_owned()),
            });
        }
        let app = asked.path.trim_start_matches('/');
        if asked.method != "POST" {
            return Err(No::Nowhere);
        }
        if !APPS.contains(&app) {
            return Err(No::UnknownModel(app.to_owned()));
        }
        order(asked, app).map(Step::Order)
    }

    fn refuses_late(&self) -> bool {
        true
    }

    fn refuse(&self, no: &No) -> Said {
        match no {
            No::Quota => Said::json(
                403,
                &json!({"detail": "User is locked. Reason: Exhausted balance. Top up your balance."}),
            ),
            No::Invalid { field, message } => Said::json(
                422,
                &json!({"detail": [{"loc": ["body", field], "msg": message, "type": "value_error"}]}),
            ),
            No::Content => refusal(),
            no => Said::json(no.status(), &json!({"detail": no.words()})).hinting(no),
        }
    }

    fn has_tickets(&self) -> bool {
        true
    }

    fn answer(&self, work: &Work, origin: &str) -> Said {
        let id = &work.id;
        // The addresses hold the owner and the first part of the app, and nothing behind that.
        let app: Vec<_> = work.order.model.splitn(3, '/').take(2).collect();
        let request = format!("{origin}/fal/{}/requests/{id}", app.join("/"));
        Said::json(
            200,
            &json!({
                "request_id": id, "response_url": request, "status_url": format!("{request}/status"),
                "cancel_url": format!("{request}/cancel"), "status": "IN_QUEUE", "queue_position": 0,
            }),
        )
    }

    fn stands(&self, work: &Work, stand: Stand, _origin: &str) -> Said {
        let (code, body) = match stand {
            Stand::Queued => (202, json!({"status": "IN_QUEUE", "queue_position": 1})),
            Stand::Running(_) => (202, json!({"status": "IN_PROGRESS", "logs": []})),
            Stand::Unheard => (202, json!({"status": "IN_LIMBO"})),
            Stand::Done => (
                200,
                json!({"status": "COMPLETED", "logs": [], "metrics": {"inference_time": 1.9}}),
            ),
        };
        let mut body = body;
        body["request_id"] = work.id.clone().into();
        Said::json(code, &body)
    }

    fn collected(&self, work: &Work, asked: &Asked) -> Said {
        if work.is_refused() {
            return refusal();
        }
        if work.has_failed() {
            let detail = json!([{"loc": ["body"], "msg": "Internal server error", "type": "internal_server_error"}]);
            return Said::json(500, &json!({"detail": detail}));
        }
        result(work, &asked.origin)
    }
}

fn refusal() -> Said {
    let detail = json!([{"loc": ["body", "prompt"], "msg": "flagged by content checker", "type": "content_policy_violation"}]);
    Said::json(422, &json!({"detail": detail}))
}

/// A request in fal's words.
pub(super) fn order(asked: &Asked, app: &str) -> Result<Order, No> {
    let most_steps = if app.ends_with("schnell") { 12 } else { 50 };
    asked.whole("/num_inference_steps", 1..=most_steps)?;
    asked.real("/guidance_scale", 0.0..=20.0)?;
    asked.one_of("/output_format", &["jpeg", "png"])?;
    let named = asked.str_at("/image_size").map(|name| match name {
        "square_hd" => Ok(Size::square(1024)),
        "square" => Ok(Size::square(512)),
        "portrait_4_3" => Ok(Size {
            width: 768,
            height: 1024,
        }),
        "portrait_16_9" => Ok(Size {
            width: 576,
            height: 1024,
        }),
        "landscape_4_3" => Ok(Size {
            width: 1024,
            height: 768,
        }),
        "landscape_16_9" => Ok(Size {
            width: 1024,
            height: 576,
        }),
        _ => Err(No::invalid("image_size", "unexpected value")),
    });
    let sides = asked.sides(("/image_size/width", "/image_size/height"), 64..=4096, 1)?;
    let shape = asked
        .str_at("/aspect_ratio")
        .and_then(|shape| shaped(shape, MEGAPIXEL));
    Ok(Order {
        model: app.to_owned(),
        prompt: asked.prompt("/prompt", 32_000)?,
        wanted: Wanted::Pictures(Pictures {
            count: asked.whole("/num_images", 1..=4)?.unwrap_or(1),
            size: named
                .transpose()?
                .or(sides)
                .or(shape)
                .unwrap_or(Pictures::default().size),
            seed: asked.whole("/seed", 0..=u64::MAX)?,
            ..Pictures::default()
        }),
    })
}

/// The pictures in fal's words.
pub(super) fn result(work: &Work, origin: &str) -> Said {
    let pictures = work.pictures(origin);
    let seed = pictures.first().map(|picture| picture.seed);
    let safe = vec![false; pictures.len()];
    let images: Vec<Value> = pictures
        .into_iter()
        .map(|picture| {
            json!({
                "url": picture.address, "width": picture.size.width, "height": picture.size.height,
                "content_type": "image/png", "file_name": "out.png", "file_size": picture.file.len(),
            })
        })
        .collect();
    Said::json(
        200,
        &json!({
            "images": images, "timings": {"inference": 1.9}, "seed": seed, "has_nsfw_concepts": safe,
            "prompt": work.order.prompt,
        }),
    )
}
