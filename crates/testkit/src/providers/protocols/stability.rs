//! Stability AI, v2beta: forms in, JSON or the file out.

use serde_json::json;

use crate::providers::asked::Asked;
use crate::providers::order::{MEGAPIXEL, Order, Pictures, Wanted, Work, shaped};
use crate::providers::protocol::{Protocol, Step, admitted};
use crate::providers::said::{No, Said};

/// <https://platform.stability.ai/docs/api-reference>
pub(super) struct Stability;

pub(super) const SHAPES: &[&str] = &[
    "16:9", "1:1", "21:9", "2:3", "3:2", "4:5", "5:4", "9:16", "9:21",
];

const PATH: &str = "/v2beta/stable-image/generate/";
const SD3: &[&str] = &[
    "sd3.5-large",
    "sd3.5-large-turbo",
    "sd3.5-medium",
    "sd3.5-flash",
];

impl Protocol for Stability {
    fn family(&self) -> &'static str {
        "stability"
    }

    fn title(&self) -> &'static str {
        "Stability AI"
    }

    fn prefix(&self) -> &'static str {
        "/stability"
    }

    fn base(&self) -> &'static str {
        "/stability"
    }

    fn models(&self) -> &'static [&'static str] {
        &[
            "sd3.5-large",
            "core",
            "ultra",
            "sd3.5-medium",
            "sd3.5-large-turbo",
        ]
    }

    fn admit(&self, asked: &Asked, key: &str) -> Result<(), No> {
        admitted(asked.authorization("bearer"), key)
    }

    fn read(&self, asked: &Asked) -> Result<Step, No> {
        let route = asked
            .path
            .strip_prefix(PATH)
            .filter(|_| asked.method == "POST");
        let Some(route @ ("core" | "ultra" | "sd3")) = route else {
            return Err(No::Nowhere);
        };
        if !asked.is_form {
            return Err(No::invalid("content-type", "must be multipart/form-data"));
        }
        if !matches!(asked.header("accept"), Some("application/json" | "image/*")) {
            return Err(No::invalid(
                "accept",
                "must be one of: image/*, application/json",
            ));
        }
        let model = match route {
            "sd3" => asked.one_of("/model", SD3)?.unwrap_or(SD3[0]),
            route => route,
        };
        if route == "sd3" {
            asked.real("/cfg_scale", 1.0..=10.0)?;
        } else if asked.at("/cfg_scale").is_some() {
            return Err(No::invalid("cfg_scale", "is not a field of this route"));
        }
        asked.one_of("/output_format", &["jpeg", "png", "webp"])?;
        let shape = asked.one_of("/aspect_ratio", SHAPES)?;
        Ok(Step::Order(Order {
            model: model.to_owned(),
            prompt: asked.prompt("/prompt", 10_000)?,
            wanted: Wanted::Pictures(Pictures {
                size: shaped(shape.unwrap_or("1:1"), MEGAPIXEL).unwrap_or(Pictures::default().size),
                seed: asked
                    .whole("/seed", 0..=4_294_967_294)?
                    .filter(|seed| *seed > 0),
                by_address: asked.header("accept") == Some("image/*"),
                ..Pictures::default()
            }),
        }))
    }

    fn refuse(&self, no: &No) -> Said {
        let (status, name) = match no {
            No::Content => (403, "content_moderation"),
            No::Key(_) => (401, "unauthorized"),
            No::Quota => (402, "payment_required"),
            No::RateLimited(_) => (429, "rate_limit_exceeded"),
            No::ServerError => (500, "internal_error"),
            No::Unavailable => (503, "service_unavailable"),
            No::Invalid { .. } => (400, "bad_request"),
            No::UnknownModel(_) | No::Nowhere | No::Gone => (404, "not_found"),
        };
        let words = match no {
            No::Content => "Your request was flagged by our content moderation system".to_owned(),
            no => no.words(),
        };
        Said::json(
            status,
            &json!({"id": "mock", "name": name, "errors": [words]}),
        )
        .hinting(no)
    }

    fn answer(&self, work: &Work, origin: &str) -> Said {
        let Some(picture) = work.pictures(origin).into_iter().next() else {
            return Said::json(200, &json!({"finish_reason": "SUCCESS", "seed": 0}));
        };
        // Whoever accepts pictures gets the file itself.
        if picture.by_address {
            let said = Said::of(200, "image/png", picture.file);
            return said
                .with("finish-reason", "SUCCESS")
                .with("seed", picture.seed.to_string());
        }
        Said::json(
            200,
            &json!({"image": picture.base64(), "finish_reason": "SUCCESS", "seed": picture.seed}),
        )
    }
}
