//! Together AI: `POST /images/generations` of <https://docs.together.ai/reference/post-images-generations>.
//!
//! OpenAI's protocol, with the knobs of diffusion models. Together also resells models that have none
//! and refuse a request that turns one, so a model that is not known here gets none.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use pixelprompt_domain::{Capability, ImageProvider, Knob, Size, Sizes};

use crate::{
    Configured, Family, Need, Unfit,
    openai_compatible::{Configuration, Dialect, OpenAiCompatible, default_capability},
};

/// Together AI.
pub const FAMILY: Family = Family {
    name: "together",
    aliases: &["together-ai"],
    title: "Together AI",
    documentation: "https://docs.together.ai/reference/post-images-generations",
    api_key: Need::Required,
    base_url: Need::Optional,
    make,
};

const BASE: &str = "https://api.together.xyz/v1";

/// What all FLUX models can be asked for.
const FLUX_SIZES: Sizes = Sizes::Grid {
    min: 256,
    max: 1440,
    step: 32,
    square: false,
    default: Size::square(1024),
};

/// What is known of models whose id, in lower case, holds a text; the first that fits counts.
const KNOWN: &[(&str, Capability)] = &[
    ("flux.1-schnell", flux(Some(steps(12, 4)), None)),
    (
        "flux.2-flex",
        flux(Some(steps(50, 28)), Some(guidance(1.5, 10.0, 4.5))),
    ),
    (
        "flux.2-dev",
        flux(Some(steps(50, 28)), Some(guidance(1.5, 5.0, 3.0))),
    ),
    ("flux", flux(None, None)),
    (
        "stable-diffusion",
        Capability {
            steps: Some(steps(50, 20)),
            guidance: Some(guidance(1.0, 20.0, 7.0)),
            seed: true,
            negative_prompt: true,
            sizes: FLUX_SIZES,
            previews: false,
        },
    ),
];

const fn flux(steps: Option<Knob<u32>>, guidance: Option<Knob<f32>>) -> Capability {
    Capability {
        steps,
        guidance,
        seed: true,
        negative_prompt: false,
        sizes: FLUX_SIZES,
        previews: false,
    }
}

const fn steps(max: u32, default: u32) -> Knob<u32> {
    Knob {
        min: 1,
        max,
        default,
    }
}

const fn guidance(min: f32, max: f32, default: f32) -> Knob<f32> {
    Knob { min, max, default }
}

fn capability(upstream: &str) -> Capability {
    let id = upstream.to_lowercase();
    let known = KNOWN.iter().find(|(text, _)| id.contains(text));
    known.map_or_else(default_capability, |(_, capability)| capability.clone())
}

fn make(model: Configured) -> Result<Arc<dyn ImageProvider>, Unfit> {
    let upstream = model.upstream_id.clone();
    let mut capability = capability(&upstream);
    capability.sizes = model.sizes_or(capability.sizes);
    let configuration = Configuration {
        provider: FAMILY.name,
        description: format!("Painted by {upstream} at Together AI; prompts are sent there."),
        base_url: model.base(BASE)?,
        key: Some(model.key()?),
        upstream_model: Some(upstream),
        capability,
        dialect: Dialect::Together,
        content_words: &["nsfw"],
        id: model.id,
        name: model.name,
    };
    Ok(Arc::new(OpenAiCompatible::new(model.client, configuration)))
}
