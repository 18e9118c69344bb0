//! Stability AI, v2beta: `POST /v2beta/stable-image/generate/{core|ultra|sd3}` of
//! <https://platform.stability.ai/docs/api-reference>.
//!
//! Requests are forms, also when they hold no file; answers are asked for as JSON. A picture that the
//! filter blurred comes with status 200, as any other, and is told apart by its `finish_reason`.

#[cfg(test)]
mod tests;
mod wire;

use std::sync::Arc;

use async_trait::async_trait;
use pixelprompt_domain::{
    Answer, Capability, ImageProvider, ImageRequest, Knob, ModelInfo, ProviderError, Resending,
    Ticket, Watch,
};

use crate::{
    Configured, Family, Need, Unfit,
    http::{Key, Server, decoded, no_tickets, unusable, withheld},
    lineage::{Successor, living},
    shapes::{Shape, shape, sizes},
};
pub(crate) use wire::folded;
use wire::{Painted, fields};

/// Stability AI.
pub const FAMILY: Family = Family {
    name: "stability",
    aliases: &["stability-ai"],
    title: "Stability AI",
    documentation: "https://platform.stability.ai/docs/api-reference",
    api_key: Need::Required,
    base_url: Need::Optional,
    make,
};

const BASE: &str = "https://api.stability.ai";

const SUCCESSORS: &[Successor] = &[
    gone("sd3-large", "sd3.5-large"),
    gone("sd3-large-turbo", "sd3.5-large-turbo"),
    gone("sd3-medium", "sd3.5-medium"),
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
    Successor {
        old,
        new,
        fate: "is no longer served",
    }
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
        steps: None,
        guidance: guided.then_some(Knob {
            min: 1.0,
            max: 10.0,
            default: 4.0,
        }),
        seed: true,
        negative_prompt: !hurried,
        sizes: sizes(SHAPES),
        previews: false,
    }
}

fn make(model: Configured) -> Result<Arc<dyn ImageProvider>, Unfit> {
    let (upstream, notice) = living(SUCCESSORS, &model.upstream_id);
    let mut description = format!("Painted by Stability AI's {upstream}; prompts are sent there.");
    if let Some(notice) = notice {
        description = format!("{description} {notice}");
    }
    let mut capability = capability(upstream);
    capability.sizes = model.sizes_or(capability.sizes);
    let (base, key) = (model.base(BASE)?, Key::Bearer(model.key()?));
    let upstream = upstream.to_owned();
    Ok(Arc::new(Stability {
        server: Server::new(model.client, base, key),
        models: [ModelInfo {
            provider: FAMILY.name.to_owned(),
            description,
            capability,
            id: model.id,
            name: model.name,
        }],
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
    fn about(&self) -> &str {
        let [model] = &self.models;
        &model.description
    }

    fn models(&self) -> &[ModelInfo] {
        &self.models
    }

    fn resending(&self) -> Resending {
        Resending::MayBuyTwice
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

    async fn poll(
        &self,
        _request: &ImageRequest,
        ticket: &Ticket,
        _watch: Watch<'_>,
    ) -> Result<Answer, ProviderError> {
        Err(no_tickets(ticket))
    }
}
