//! xAI: OpenAI's protocol with shapes, and JPEG whatever is asked.

use pixelprompt_domain::MediaType;
use serde_json::json;

use super::openai::{data, known};
use crate::providers::asked::Asked;
use crate::providers::order::{MEGAPIXEL, Order, Pictures, Wanted, Work, shaped};
use crate::providers::protocol::{Protocol, Step, admitted};
use crate::providers::said::{No, Said};

/// <https://docs.x.ai/docs/guides/image-generations>
pub(super) struct Xai;

const MODELS: &[&str] = &["grok-imagine-image-2.0", "grok-imagine-image"];

const SHAPES: &[&str] = &[
    "1:1", "3:4", "4:3", "9:16", "16:9", "2:3", "3:2", "9:19.5", "19.5:9", "9:20", "20:9", "1:2",
    "2:1",
];

impl Protocol for Xai {
    fn family(&self) -> &'static str {
        "xai"
    }

    fn title(&self) -> &'static str {
        "xAI"
    }

    fn prefix(&self) -> &'static str {
        "/xai"
    }

    fn base(&self) -> &'static str {
        "/xai/v1"
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
        let model = known(asked, MODELS)?;
        asked.knows_only(&[
            "model",
            "prompt",
            "n",
            "aspect_ratio",
            "resolution",
            "quality",
            "response_format",
            "user",
        ])?;
        let shape = asked.one_of("/aspect_ratio", SHAPES)?.unwrap_or("1:1");
        let pixels = match asked.one_of("/resolution", &["1k", "2k"])? {
            Some("2k") => 4.0,
            _ => 1.0,
        };
        asked.one_of("/quality", &["low", "medium", "high"])?;
        let format = asked.one_of("/response_format", &["url", "b64_json"])?;
        Ok(Step::Order(Order {
            model,
            prompt: asked.prompt("/prompt", 32_000)?,
            wanted: Wanted::Pictures(Pictures {
                count: asked.whole("/n", 1..=10)?.unwrap_or(1),
                size: shaped(shape, MEGAPIXEL * pixels).unwrap_or(Pictures::default().size),
                media_type: MediaType::Jpeg,
                by_address: format != Some("b64_json"),
                seed: None,
            }),
        }))
    }

    fn refuse(&self, no: &No) -> Said {
        match no {
            No::Content => Said::json(
                400,
                &json!({
                    "code": "Client specified an invalid argument",
                    "error": "Generated image rejected by content moderation.",
                    "usage": {"cost_in_usd_ticks": 600_000_000},
                }),
            )
            .billed(),
            No::Key(_) => Said::json(
                400,
                &json!({"code": "Client specified an invalid argument", "error": format!("Incorrect API key provided: {}", no.words())}),
            ),
            No::Quota => Said::json(
                429,
                &json!({
                    "code": "Some resource has been exhausted",
                    "error": "Your team has used all available credits: insufficient balance.",
                }),
            ),
            no => Said::json(
                no.status(),
                &json!({"code": "The request failed", "error": no.words()}),
            )
            .hinting(no),
        }
    }

    fn answer(&self, work: &Work, origin: &str) -> Said {
        let pictures = work.pictures(origin);
        let cost = 600_000_000 * pictures.len();
        let data = data(
            pictures,
            &json!({"revised_prompt": "", "respect_moderation": true}),
        );
        Said::json(
            200,
            &json!({"data": data, "usage": {"cost_in_usd_ticks": cost}}),
        )
    }
}
