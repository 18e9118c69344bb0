//! OpenAI's images: `POST /images/generations` of <https://platform.openai.com/docs/api-reference/images>.
//!
//! The models that paint today are the GPT image models. They have a size and nothing else that could
//! be asked here; DALL-E and its quality, style and addresses of pictures went in 2026. Everything
//! about requests and answers is [`openai_compatible`](crate::openai_compatible)'s.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use pixelprompt_domain::{Capability, ImageProvider, Size, Sizes};

use crate::{
    Configured, Family, Need, Unfit,
    lineage::{Successor, living},
    openai_compatible::{Configuration, Dialect, OpenAiCompatible, default_capability},
};

/// OpenAI itself.
pub const FAMILY: Family = Family {
    name: "openai",
    aliases: &[],
    title: "OpenAI",
    documentation: "https://platform.openai.com/docs/api-reference/images",
    api_key: Need::Required,
    base_url: Need::Optional,
    make,
};

const BASE: &str = "https://api.openai.com/v1";

/// <https://platform.openai.com/docs/deprecations>
const SUCCESSORS: &[Successor] = &[
    gone("dall-e-2", "was retired on 2026-05-12"),
    gone("dall-e-3", "was retired on 2026-05-12"),
    gone("gpt-image-1", "was shut down on 2026-10-23"),
];

/// Models that are still served, and until when.
const ENDING: &[(&str, &str)] = &[
    ("gpt-image-1.5", "2026-12-01"),
    ("gpt-image-1-mini", "2026-12-01"),
    ("chatgpt-image-latest", "2026-12-01"),
];

/// From `gpt-image-2` on, both sides are multiples of 16, neither three times the other, and the
/// picture has 655,360 pixels at least and, not to be an experiment, 2560x1440 at most: every size
/// with sides of 816 to 1920 is within all of that.
const ANY_SIZE: Sizes = Sizes::Grid {
    min: 816,
    max: 1920,
    step: 16,
    square: false,
    default: Size::square(1024),
};

const fn gone(old: &'static str, fate: &'static str) -> Successor {
    Successor {
        old,
        new: "gpt-image-2.5-flare",
        fate,
    }
}

/// The older models, and those that nobody here has heard of, have three sizes.
fn capability(upstream: &str) -> Capability {
    let three_sizes = default_capability();
    if upstream.starts_with("gpt-image-2") {
        Capability {
            sizes: ANY_SIZE,
            ..three_sizes
        }
    } else {
        three_sizes
    }
}

fn make(model: Configured) -> Result<Arc<dyn ImageProvider>, Unfit> {
    let (upstream, notice) = living(SUCCESSORS, &model.upstream_id);
    let ending = ENDING.iter().find(|(id, _)| *id == upstream);
    let ending = ending.map(|(_, day)| format!("OpenAI shuts it down on {day}."));
    let mut description = format!("Painted by OpenAI's {upstream}; prompts are sent there.");
    for sentence in [notice, ending].into_iter().flatten() {
        description = format!("{description} {sentence}");
    }
    let mut capability = capability(upstream);
    capability.sizes = model.sizes_or(capability.sizes);
    let configuration = Configuration {
        provider: FAMILY.name,
        description,
        base_url: model.base(BASE)?,
        key: Some(model.key()?),
        upstream_model: Some(upstream.to_owned()),
        capability,
        dialect: Dialect::OpenAi,
        content_words: &[],
        id: model.id,
        name: model.name,
    };
    Ok(Arc::new(OpenAiCompatible::new(model.client, configuration)))
}
