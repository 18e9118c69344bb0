//! Ideogram: pictures behind addresses that soon expire.

use serde_json::json;

use crate::providers::asked::Asked;
use crate::providers::order::{MEGAPIXEL, Order, Pictures, Wanted, Work, shaped};
use crate::providers::protocol::{Protocol, Step, admitted};
use crate::providers::said::{No, Said};

/// <https://developer.ideogram.ai/api-reference>
pub(super) struct Ideogram;

impl Protocol for Ideogram {
    fn family(&self) -> &'static str {
        "ideogram"
    }

    fn title(&self) -> &'static str {
        "Ideogram"
    }

    fn prefix(&self) -> &'static str {
        "/ideogram"
    }

    fn base(&self) -> &'static str {
        "/ideogram"
    }

    fn models(&self) -> &'static [&'static str] {
        &["v3", "v3-turbo", "v4"]
    }

    fn admit(&self, asked: &Asked, key: &str) -> Result<(), No> {
        admitted(asked.header("api-key"), key)
    }

    fn read(&self, asked: &Asked) -> Result<Step, No> {
        let (version, prompt, speeds): (_, _, &[_]) = if asked.posts("/v1/ideogram-v3/generate") {
            (
                "v3",
                "/prompt",
                &["FLASH", "TURBO", "DEFAULT", "QUALITY", "BALANCED"],
            )
        } else if asked.posts("/v1/ideogram-v4/generate") {
            asked.knows_only(&[
                "text_prompt",
                "json_prompt",
                "resolution",
                "rendering_speed",
                "enable_copyright_detection",
            ])?;
            ("v4", "/text_prompt", &["TURBO", "DEFAULT", "QUALITY"])
        } else {
            return Err(No::Nowhere);
        };
        let speed = asked
            .one_of("/rendering_speed", speeds)?
            .unwrap_or("DEFAULT");
        asked.one_of("/magic_prompt", &["AUTO", "ON", "OFF"])?;
        let shape = asked
            .str_at("/aspect_ratio")
            .and_then(|shape| shaped(shape, MEGAPIXEL));
        let wanted = Pictures::default();
        Ok(Step::Order(Order {
            model: format!("{version}-{}", speed.to_lowercase()),
            prompt: asked.prompt(prompt, 10_000)?,
            wanted: Wanted::Pictures(Pictures {
                count: asked.whole("/num_images", 1..=8)?.unwrap_or(1),
                size: asked.size("/resolution")?.or(shape).unwrap_or(wanted.size),
                seed: asked.whole("/seed", 0..=2_147_483_647)?,
                ..wanted
            }),
        }))
    }

    fn refuse(&self, no: &No) -> Said {
        match no {
            No::Content => Said::json(
                422,
                &json!({"error": "Prompt provided failed safety check due to the inclusion of prohibited content."}),
            ),
            no => Said::json(no.status(), &json!({"error": no.words()})).hinting(no),
        }
    }

    fn answer(&self, work: &Work, origin: &str) -> Said {
        let data = work.pictures(origin).into_iter().map(|picture| {
            json!({
                "url": picture.address, "prompt": work.order.prompt, "resolution": picture.size.to_string(),
                "is_image_safe": true, "seed": picture.seed, "style_type": "GENERAL",
            })
        });
        Said::json(
            200,
            &json!({"created": "2026-11-22T10:00:00.000Z", "data": data.collect::<Vec<_>>()}),
        )
    }
}
