//! Together AI: `POST /images/generations` of <https://docs.together.ai/reference/post-images-generations>.
//!
//! OpenAI's protocol, with the knobs of diffusion models. Together also resells models that have none
//! and refuse a request that turns one, so a model that is not known here gets none.

#[cfg(test)]
mod tests;

use std::{sync::Arc, time::Duration};

use pixelprompt_domain::{Capability, ImageProvider, Knob, Size, Sizes};

use crate::{
    Configured, Family, Known, Need, Unfit,
    openai_compatible::{Configuration, Dialect, OpenAiCompatible, Tally, default_capability},
};

/// Together AI.
pub const FAMILY: Family = Family {
    name: "together",
    aliases: &["together-ai"],
    title: "Together AI",
    documentation: "https://docs.together.ai/reference/post-images-generations",
    api_key: Need::Required,
    key_variable: Some("TOGETHER_API_KEY"),
    base_url: Need::Optional,
    models: &[
        "black-forest-labs/FLUX.1-schnell",
        "black-forest-labs/FLUX.2-dev",
        "black-forest-labs/FLUX.2-flex",
        "black-forest-labs/FLUX.2-pro",
    ],
    nicknames: &[],
    timeout: Duration::from_mins(2),
    concurrency: None,
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

/// What is known of a model.
struct Tunable {
    /// A part of its id, in lower case.
    part: &'static str,
    steps: Option<Knob<u32>>,
    guidance: Option<Knob<f32>>,
    negative_prompt: bool,
}

/// The first whose part is in the id holds.
const TUNABLE: [Tunable; 5] = [
    flux("flux.1-schnell", Some(steps(12, 4)), None),
    flux(
        "flux.2-flex",
        Some(steps(50, 28)),
        Some(guidance(1.5, 10.0, 4.5)),
    ),
    flux(
        "flux.2-dev",
        Some(steps(50, 28)),
        Some(guidance(1.5, 5.0, 3.0)),
    ),
    flux("flux", None, None),
    Tunable {
        part: "stable-diffusion",
        steps: Some(steps(50, 20)),
        guidance: Some(guidance(1.0, 20.0, 7.0)),
        negative_prompt: true,
    },
];

const fn flux(
    part: &'static str,
    steps: Option<Knob<u32>>,
    guidance: Option<Knob<f32>>,
) -> Tunable {
    Tunable {
        part,
        steps,
        guidance,
        negative_prompt: false,
    }
}

const fn steps(max: u32, default: u32) -> Knob<u32> {
    Knob::new(1, max, default)
}

const fn guidance(min: f32, max: f32, default: f32) -> Knob<f32> {
    Knob::new(min, max, default)
}

fn capability(upstream: &str) -> Capability {
    let id = upstream.to_lowercase();
    let Some(model) = TUNABLE.iter().find(|model| id.contains(model.part)) else {
        return default_capability();
    };
    Capability {
        steps: model.steps,
        guidance: model.guidance,
        seed: Some(u32::MAX.into()),
        negative_prompt: model.negative_prompt,
        pictures: 4,
        ..Capability::plain(FLUX_SIZES)
    }
}

fn make(model: Configured) -> Result<Arc<dyn ImageProvider>, Unfit> {
    let upstream = model.upstream_id.clone();
    let known = Known::new(
        format!("Painted by {upstream} at Together AI; prompts are sent there."),
        capability(&upstream),
    );
    let configuration = Configuration {
        info: model.info(FAMILY.name, known),
        base_url: model.base(BASE)?,
        key: Some(model.key()?),
        upstream_model: Some(upstream),
        dialect: Dialect::Together,
        content_words: &["nsfw"],
        tally: Tally::Silent,
    };
    Ok(Arc::new(OpenAiCompatible::new(model.client, configuration)))
}
