//! Recraft: `POST /images/generations` of <https://www.recraft.ai/docs/api-reference/endpoints>.
//!
//! OpenAI's protocol with a seed, and, before V4, a negative prompt. Models that draw SVG or need the
//! id of a style are refused while the configuration is read, before they cost anything.

#[cfg(test)]
mod tests;

use std::{sync::Arc, time::Duration};

use pixelprompt_domain::{Capability, ImageProvider, Operation, Price, Rate, Size, Sizes};

use crate::{
    Configured, Family, Known, Need, Unfit,
    lineage::{Successor, living},
    openai_compatible::{Configuration, Dialect, OpenAiCompatible, Tally},
    prices::{listed, mills},
};

/// Recraft.
pub const FAMILY: Family = Family {
    name: "recraft",
    aliases: &[],
    title: "Recraft",
    documentation: "https://www.recraft.ai/docs/api-reference/endpoints",
    api_key: Need::Required,
    key_variable: Some("RECRAFT_API_TOKEN"),
    base_url: Need::Optional,
    models: &[
        "recraftv4_1",
        "recraftv4_1_flash",
        "recraftv4_1_pro",
        "recraftv3",
        "recraftv2",
    ],
    nicknames: &["Recraft v3"],
    timeout: Duration::from_mins(2),
    concurrency: None,
    make,
};

const SUCCESSORS: &[Successor] = &[
    Successor::called("Recraft v3", "recraftv3"),
    Successor::called("Recraft v4.1", "recraftv4_1"),
];

const BASE: &str = "https://external.api.recraft.ai/v1";

/// The sizes of V4, beside the square of 1024; those of its `pro` models are twice as wide and high.
const V4_SIZES: [(u32, u32); 13] = [
    (1536, 768),
    (768, 1536),
    (1280, 832),
    (832, 1280),
    (1216, 896),
    (896, 1216),
    (1152, 896),
    (896, 1152),
    (832, 1344),
    (1280, 896),
    (896, 1280),
    (1344, 768),
    (768, 1344),
];

/// The sizes of V2 and V3, beside the square of 1024.
const V3_SIZES: [(u32, u32); 14] = [
    (1365, 1024),
    (1024, 1365),
    (1536, 1024),
    (1024, 1536),
    (1820, 1024),
    (1024, 1820),
    (2048, 1024),
    (1024, 2048),
    (1434, 1024),
    (1024, 1434),
    (1280, 1024),
    (1024, 1280),
    (1707, 1024),
    (1024, 1707),
];

/// A model that nobody here has heard of is taken for one of the newest kind.
fn capability(upstream: &str) -> Capability {
    let old = upstream.starts_with("recraftv2") || upstream.starts_with("recraftv3");
    let (sizes, scale): (&[_], _) = match () {
        () if old => (&V3_SIZES, 1),
        () if upstream.ends_with("_pro") => (&V4_SIZES, 2),
        () => (&V4_SIZES, 1),
    };
    let others = sizes.iter().map(|(width, height)| Size {
        width: width * scale,
        height: height * scale,
    });
    Capability {
        seed: Some(u64::from(u32::MAX)),
        negative_prompt: old,
        prompt_chars: Some(if old { 1000 } else { 10_000 }),
        pictures: 6,
        operations: &[Operation::Generate, Operation::Edit, Operation::Outpaint],
        ..Capability::plain(Sizes::Listed {
            default: Size::square(1024 * scale),
            others: others.collect(),
        })
    }
}

fn price(upstream: &str) -> Price {
    let price = match upstream {
        "recraftv4_1" => mills(35),
        "recraftv4_1_flash" => mills(7),
        "recraftv4_1_pro" => mills(210),
        "recraftv3" => mills(40),
        "recraftv2" => mills(22),
        _ => return Price::Unknown,
    };
    listed(
        "https://www.recraft.ai/docs/api-reference/pricing",
        &[Rate::picture(price)],
    )
}

fn make(model: Configured) -> Result<Arc<dyn ImageProvider>, Unfit> {
    let (upstream, standing) = living(SUCCESSORS, &model.upstream_id);
    if upstream.contains("vector") {
        return Err(Unfit(format!(
            "{upstream} draws SVG, which cannot be kept; choose the model without _vector"
        )));
    }
    if upstream.contains("_styles") {
        return Err(Unfit(format!(
            "{upstream} wants a style_id, which cannot be configured; choose recraftv4_1"
        )));
    }
    let known = Known {
        description: format!("Painted by Recraft's {upstream}; prompts are sent there."),
        capability: capability(upstream),
        price: price(upstream),
        standing,
    };
    let configuration = Configuration {
        info: model.info(FAMILY.name, known),
        base_url: model.base(BASE)?,
        key: Some(model.key()?),
        upstream_model: Some(upstream.to_owned()),
        dialect: Dialect::Recraft,
        content_words: &["moderation", "nsfw", "policy"],
        tally: Tally::Credits,
    };
    Ok(Arc::new(OpenAiCompatible::new(model.client, configuration)))
}
