//! xAI's Grok Imagine: `POST /images/generations` of <https://docs.x.ai/docs/guides/image-generations>.
//!
//! OpenAI's protocol with a shape and a resolution in place of the size, and a quality.
//! A picture that xAI's filter holds back has been painted, and is billed.

#[cfg(test)]
mod tests;

use std::{sync::Arc, time::Duration};

use pixelprompt_domain::{
    Capability, ImageProvider, Knob, Operation, Price, Quality, Rate, Size, Sizes, Standing,
};

use crate::{
    Configured, Family, Known, Need, Unfit,
    lineage::{Successor, ending, living},
    openai_compatible::{Configuration, Dialect, OpenAiCompatible, Tally},
    prices::{cents, listed},
    shapes::{Shape, shape},
};

/// xAI.
pub const FAMILY: Family = Family {
    name: "xai",
    aliases: &["x-ai", "grok"],
    title: "xAI",
    documentation: "https://docs.x.ai/docs/guides/image-generations",
    api_key: Need::Required,
    key_variable: Some("XAI_API_KEY"),
    base_url: Need::Optional,
    models: &[USUAL, "grok-imagine-image"],
    nicknames: &[],
    timeout: Duration::from_mins(2),
    concurrency: None,
    make,
};

const BASE: &str = "https://api.x.ai/v1";

const SUCCESSORS: &[Successor] = &[Successor::gone(
    "grok-2-image*",
    USUAL,
    "is no longer served",
)];

/// Models that are still served, and since when xAI advises against them.
const DEPRECATED: &[(&str, &str)] = &[
    ("grok-imagine-image-pro", "2026-05-15"),
    ("grok-imagine-image-quality", "2026-11-02"),
];

const USUAL: &str = "grok-imagine-image-2.0";

/// The shapes at the resolution `1k`; xAI tells no sizes in pixels, these have about as many.
const SHAPES: &[Shape] = &[
    shape(1024, 1024, "1:1"),
    shape(1152, 864, "4:3"),
    shape(864, 1152, "3:4"),
    shape(1248, 832, "3:2"),
    shape(832, 1248, "2:3"),
    shape(1280, 720, "16:9"),
    shape(720, 1280, "9:16"),
    shape(1408, 704, "2:1"),
    shape(704, 1408, "1:2"),
    shape(1456, 672, "19.5:9"),
    shape(672, 1456, "9:19.5"),
    shape(1480, 666, "20:9"),
    shape(666, 1480, "9:20"),
];

/// Every shape at both resolutions.
fn capability(upstream: &str) -> Capability {
    let small = SHAPES.iter().map(|shape| shape.size);
    let large = small.clone().map(|size| Size {
        width: size.width * 2,
        height: size.height * 2,
    });
    let quality = upstream
        .starts_with("grok-imagine-image-2")
        .then_some(Knob::new(Quality::Low, Quality::High, Quality::Medium));
    Capability {
        quality,
        pictures: 10,
        operations: &[Operation::Generate, Operation::Edit],
        ..Capability::plain(Sizes::Listed {
            default: Size::square(1024),
            others: small.skip(1).chain(large).collect(),
        })
    }
}

fn price(upstream: &str) -> Price {
    let rates: &[Rate] = match upstream {
        "grok-imagine-image-2.0" => &[
            Rate::picture(cents(4)).at(Quality::Low),
            Rate::picture(cents(6)),
        ],
        "grok-imagine-image" => &[Rate::picture(cents(2))],
        _ => &[],
    };
    listed("https://docs.x.ai/docs/models", rates)
}

fn make(model: Configured) -> Result<Arc<dyn ImageProvider>, Unfit> {
    let (upstream, mut standing) = living(SUCCESSORS, &model.upstream_id);
    if let Some(day) = ending(DEPRECATED, upstream) {
        let notice = format!("xAI deprecated it on {day}; {USUAL} can take its place.");
        standing = Standing::deprecated(notice);
    }
    let known = Known {
        description: format!("Painted by xAI's {upstream}; prompts are sent there."),
        capability: capability(upstream),
        price: price(upstream),
        standing,
    };
    let configuration = Configuration {
        info: model.info(FAMILY.name, known),
        base_url: model.base(BASE)?,
        key: Some(model.key()?),
        upstream_model: Some(upstream.to_owned()),
        dialect: Dialect::Shapes(SHAPES),
        content_words: &["moderation"],
        tally: Tally::Ticks,
    };
    Ok(Arc::new(OpenAiCompatible::new(model.client, configuration)))
}
