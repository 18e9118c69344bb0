//! Stability AI, v2beta: `POST /v2beta/stable-image/generate/{core|ultra|sd3}` of
//! <https://platform.stability.ai/docs/api-reference>.
//!
//! Requests are forms, also when they hold no file; answers are asked for as JSON. A picture that the
//! filter blurred comes with status 200, as any other, and is told apart by its `finish_reason`.

#[cfg(test)]
mod tests;
mod wire;

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use pixelprompt_domain::{
    Answer, Capability, ImageProvider, ImageRequest, Knob, ModelInfo, Operation, Price,
    ProviderError, Rate, Watch,
};

use crate::{
    Configured, Family, Known, Need, Unfit,
    http::{Key, Server, decoded, unusable, withheld},
    lineage::{Successor, living},
    prices::{listed, mills},
    shapes::{Shape, shape, sizes},
};
pub(crate) use wire::{MAX_SEED, folded};
use wire::{Painted, fields};

/// Stability AI.
pub const FAMILY: Family = Family {
    name: "stability",
    aliases: &["stability-ai"],
    title: "Stability AI",
    documentation: "https://platform.stability.ai/docs/api-reference",
    api_key: Need::Required,
    key_variable: Some("STABILITY_API_KEY"),
    base_url: Need::Optional,
    models: &[
        "sd3.5-large",
        "sd3.5-large-turbo",
        "sd3.5-medium",
        "core",
        "ultra",
    ],
    nicknames: &["Stability Turbo"],
    timeout: Duration::from_mins(2),
    concurrency: None,
    make,
};

const BASE: &str = "https://api.stability.ai";

const SUCCESSORS: &[Successor] = &[
    gone("sd3-large", "sd3.5-large"),
    gone("sd3-large-turbo", "sd3.5-large-turbo"),
    gone("sd3-medium", "sd3.5-medium"),
    Successor::called("Stability Turbo", "sd3.5-large-turbo"),
    Successor::called("SD 3.5", "sd3.5-large"),
    Successor::called("SD 3.5 Large", "sd3.5-large"),
];

/// What SD 3.5 paints for each name; Core and Ultra paint the same shapes, Core a little larger.
pub(crate) const SHAPES: &[Shape] = &[
    shape(1024, 1024, "1:1"),
    shape(1344, 768, "16:9"),
    shape(768, 1344, "9:16"),
    shape(1216, 832, "3:2"),
    shape(832, 1216, "2:3"),
    shape(1088, 896, "5:4"),
    shape(896, 1088, "4:5"),
    shape(1536, 640, "21:9"),
    shape(640, 1536, "9:21"),
];

const fn gone(old: &'static str, new: &'static str) -> Successor {
    Successor::gone(old, new, "is no longer served")
}

/// The path of a model, and whether the form names the model beside it.
fn route(upstream: &str) -> (&'static str, bool) {
    match upstream {
        "core" | "stable-image-core" => ("/v2beta/stable-image/generate/core", false),
        "ultra" | "stable-image-ultra" => ("/v2beta/stable-image/generate/ultra", false),
        _ => ("/v2beta/stable-image/generate/sd3", true),
    }
}

/// The turbo and flash models paint without guidance, and so without anything to steer away with.
fn capability(upstream: &str) -> Capability {
    let guided = matches!(upstream, "sd3.5-large" | "sd3.5-medium");
    let hurried = upstream.contains("turbo") || upstream.contains("flash");
    Capability {
        guidance: guided.then_some(Knob::new(1.0, 10.0, 4.0)),
        seed: Some(MAX_SEED),
        negative_prompt: !hurried,
        prompt_chars: Some(10_000),
        operations: if upstream.contains("core") {
            &[Operation::Generate]
        } else {
            &[Operation::Generate, Operation::Edit]
        },
        ..Capability::plain(sizes(SHAPES))
    }
}

fn price(upstream: &str) -> Price {
    let price = match upstream {
        "core" | "stable-image-core" => mills(30),
        "ultra" | "stable-image-ultra" => mills(80),
        "sd3.5-large" => mills(65),
        "sd3.5-large-turbo" => mills(40),
        "sd3.5-medium" => mills(35),
        _ => return Price::Unknown,
    };
    listed(
        "https://platform.stability.ai/pricing",
        &[Rate::picture(price)],
    )
}

fn make(model: Configured) -> Result<Arc<dyn ImageProvider>, Unfit> {
    let (upstream, standing) = living(SUCCESSORS, &model.upstream_id);
    let known = Known {
        description: format!("Painted by Stability AI's {upstream}; prompts are sent there."),
        capability: capability(upstream),
        price: price(upstream),
        standing,
    };
    let info = model.info(FAMILY.name, known);
    let (base, key) = (model.base(BASE)?, Key::Bearer(model.key()?));
    let upstream = upstream.to_owned();
    Ok(Arc::new(Stability {
        server: Server::new(model.client, base, key),
        models: [info],
        upstream,
    }))
}

/// One model of Stability AI.
#[derive(Debug)]
struct Stability {
    server: Server,
    models: [ModelInfo; 1],
    upstream: String,
}

#[async_trait]
impl ImageProvider for Stability {
    fn models(&self) -> &[ModelInfo] {
        &self.models
    }

    async fn submit(
        &self,
        request: &ImageRequest,
        _watch: Watch<'_>,
    ) -> Result<Answer, ProviderError> {
        let (path, named) = route(&self.upstream);
        let fields = fields(request, named.then_some(self.upstream.as_str()));
        let reply = self.server.post_form(path, &fields).await?;
        let painted: Painted<'_> = reply.json()?;
        if painted.finish_reason.as_deref() == Some("CONTENT_FILTERED") {
            return Err(withheld("the picture was filtered"));
        }
        let file = match painted.image {
            Some(text) if !text.is_empty() => decoded(&text)?,
            _ => return Err(unusable("the answer has no image")),
        };
        let image = reply.image(file, painted.seed, None)?;
        Ok(Answer::Ready(vec![image]))
    }
}
