//! Recraft: OpenAI's protocol with a seed.

use serde_json::json;

use super::openai::data;
use crate::providers::asked::Asked;
use crate::providers::order::{MEGAPIXEL, Order, Pictures, Wanted, Work, shaped};
use crate::providers::protocol::{Protocol, Step, admitted};
use crate::providers::said::{No, Said};

/// <https://www.recraft.ai/docs/api-reference/endpoints>
pub(super) struct Recraft;

const MODELS: &[&str] = &[
    "recraftv4_1",
    "recraftv3",
    "recraftv4_1_flash",
    "recraftv4_1_pro",
    "recraftv4",
    "recraftv4_pro",
    "recraftv2",
];

impl Protocol for Recraft {
    fn family(&self) -> &'static str {
        "recraft"
    }

    fn title(&self) -> &'static str {
        "Recraft"
    }

    fn prefix(&self) -> &'static str {
        "/recraft"
    }

    fn base(&self) -> &'static str {
        "/recraft/v1"
    }

    fn models(&self) -> &'static [&'static str] {
        MODELS
    }

    fn admit(&self, asked: &Asked, key: &str) -> Result<(), No> {
        admitted(asked.authorization("bearer"), key)
    }

    fn read(&self, asked: &Asked) -> Result<Step, No> {
        if asked.gets("/v1/users/me") {
            return Ok(Step::Say(Said::json(
                200,
                &json!({"credits": 1000, "email": "mock@example.org", "id": "mock", "name": "Mock"}),
            )));
        }
        if !asked.posts("/v1/images/generations") {
            return Err(No::Nowhere);
        }
        let model = asked.str_at("/model").unwrap_or(MODELS[0]);
        if !MODELS.contains(&model) {
            return Err(No::invalid("model", format!("unknown model {model}")));
        }
        let old = model.starts_with("recraftv2") || model.starts_with("recraftv3");
        asked.knows_only(&[
            "prompt",
            "model",
            "n",
            "size",
            "style",
            "substyle",
            "style_id",
            "negative_prompt",
            "random_seed",
            "controls",
            "text_layout",
            "image_format",
            "response_format",
        ])?;
        let size = match asked.str_at("/size") {
            Some(size) if size.contains(':') => shaped(size, MEGAPIXEL),
            _ => asked.size("/size")?,
        };
        let format = asked.one_of("/response_format", &["url", "b64_json"])?;
        asked.one_of("/image_format", &["webp", "png"])?;
        Ok(Step::Order(Order {
            model: model.to_owned(),
            prompt: asked.prompt("/prompt", if old { 1000 } else { 10_000 })?,
            wanted: Wanted::Pictures(Pictures {
                count: asked.whole("/n", 1..=6)?.unwrap_or(1),
                size: size.unwrap_or(Pictures::default().size),
                seed: asked.whole("/random_seed", 0..=u64::from(u32::MAX))?,
                by_address: format != Some("b64_json"),
                ..Pictures::default()
            }),
        }))
    }

    fn refuse(&self, no: &No) -> Said {
        let (status, code, words) = match no {
            No::Content => (
                400,
                "content_policy",
                "The prompt was rejected by our moderation policy".to_owned(),
            ),
            No::Key(_) => (401, "unauthorized", no.words()),
            No::Quota => (
                402,
                "not_enough_credits",
                "You have not enough credits to complete this operation".to_owned(),
            ),
            No::RateLimited(_) => (429, "rate_limit_exceeded", no.words()),
            No::Invalid { .. } => (400, "invalid_request_parameter", no.words()),
            no => (no.status(), "error", no.words()),
        };
        Said::json(status, &json!({"code": code, "message": words})).hinting(no)
    }

    fn answer(&self, work: &Work, origin: &str) -> Said {
        let data = data(work.pictures(origin), &json!({"image_id": work.id}));
        Said::json(
            200,
            &json!({"created": 1_795_305_600, "credits": 35, "data": data}),
        )
    }
}
