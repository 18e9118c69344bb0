//! OpenAI's images: `POST /images/generations` of <https://platform.openai.com/docs/api-reference/images>.
//!
//! The models that paint today are the GPT image models. They have a size and a quality; DALL-E and its style and
//! addresses of pictures went in 2026. Everything
//! about requests and answers is [`openai_compatible`](crate::openai_compatible)'s.

#[cfg(test)]
mod tests;

use std::{sync::Arc, time::Duration};

use pixelprompt_domain::{
    Capability, ImageProvider, Knob, Operation, Price, Quality, Rate, Size, Sizes, Standing,
};

use crate::{
    Configured, Family, Known, Need, Unfit,
    lineage::{Successor, ending, living},
    openai_compatible::{
        Configuration, Dialect, OpenAiCompatible, Tally, TokenPrices, default_capability,
    },
    prices::{cents, listed, mills},
};

/// OpenAI itself.
pub const FAMILY: Family = Family {
    name: "openai",
    aliases: &[],
    title: "OpenAI",
    documentation: "https://platform.openai.com/docs/api-reference/images",
    api_key: Need::Required,
    key_variable: Some("OPENAI_API_KEY"),
    base_url: Need::Optional,
    models: &[
        "gpt-image-2.5-flare",
        "gpt-image-2.5-sunburst",
        "gpt-image-2",
        "gpt-image-1.5",
        "gpt-image-1-mini",
    ],
    nicknames: &["DALL-E 3"],
    timeout: Duration::from_mins(3),
    concurrency: None,
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
    Successor::gone(old, "gpt-image-2.5-flare", fate)
}

/// The older models, and those that nobody here has heard of, have three sizes.
fn capability(upstream: &str) -> Capability {
    let three_sizes = Capability {
        quality: most(upstream).map(|max| Knob::new(Quality::Low, max, Quality::Medium)),
        prompt_chars: Some(32_000),
        operations: &[Operation::Generate, Operation::Edit],
        ..default_capability()
    };
    if upstream.starts_with("gpt-image-2") {
        Capability {
            sizes: ANY_SIZE,
            ..three_sizes
        }
    } else {
        three_sizes
    }
}

/// The best quality that a model has: `max` came with 2.5.
fn most(upstream: &str) -> Option<Quality> {
    if ["gpt-image-2.5", "gpt-image-2.6"]
        .iter()
        .any(|id| upstream.starts_with(id))
    {
        Some(Quality::Max)
    } else {
        upstream.starts_with("gpt-image").then_some(Quality::High)
    }
}

const PRICES: &str = "https://platform.openai.com/docs/pricing";

/// The list has the price of a picture of 1024x1024, which is that of its tokens; larger ones have more of
/// them.
fn price(upstream: &str) -> Price {
    use Quality::{High, Low, Max, Medium};
    let is = |id| upstream.starts_with(id);
    let rate = |(quality, price)| Rate::area(mills(price)).at(quality);
    let rates: &[(Quality, u64)] = match () {
        () if is("gpt-image-2.6") => &[],
        () if is("gpt-image-2.5") => &[(Low, 6), (Medium, 13), (High, 53), (Max, 211)],
        () if is("gpt-image-2") => &[(Low, 6), (Medium, 53), (High, 211)],
        () if is("gpt-image-1.5") => &[(Low, 9), (Medium, 34), (High, 133)],
        () if is("gpt-image-1-mini") => &[(Low, 5), (Medium, 11), (High, 36)],
        () => &[],
    };
    let rates: Vec<Rate> = rates.iter().copied().map(rate).collect();
    listed(PRICES, &rates)
}

/// What a million tokens cost, where that is known.
fn tally(upstream: &str) -> Tally {
    let known = upstream.starts_with("gpt-image-2") && !upstream.starts_with("gpt-image-2.6");
    if !known {
        return Tally::Silent;
    }
    Tally::Tokens(TokenPrices {
        text: cents(500),
        image: cents(800),
        output: cents(3000),
    })
}

fn make(model: Configured) -> Result<Arc<dyn ImageProvider>, Unfit> {
    let (upstream, mut standing) = living(SUCCESSORS, &model.upstream_id);
    if let Some(day) = ending(ENDING, upstream) {
        standing = Standing::deprecated(format!("OpenAI shuts it down on {day}."));
    }
    let known = Known {
        description: format!("Painted by OpenAI's {upstream}; prompts are sent there."),
        capability: capability(upstream),
        price: price(upstream),
        standing,
    };
    let configuration = Configuration {
        info: model.info(FAMILY.name, known),
        base_url: model.base(BASE)?,
        key: Some(model.key()?),
        upstream_model: Some(upstream.to_owned()),
        dialect: Dialect::OpenAi,
        content_words: &[],
        tally: tally(upstream),
    };
    Ok(Arc::new(OpenAiCompatible::new(model.client, configuration)))
}
