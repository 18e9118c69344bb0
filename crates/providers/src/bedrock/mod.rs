//! Amazon Bedrock: `POST {base}/model/{id}/invoke` with Stability's models.
//!
//! - API: <https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-stability-diffusion.html>
//! - A refusal is an answer like any other (HTTP 200): `finish_reasons` tells why there is no picture.
//! - Amazon's own Nova Canvas went on 2026-09-30; what names it in older configurations leads here.

mod access;
mod refusal;
#[cfg(test)]
mod tests;
mod wire;

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use pixelprompt_domain::{
    Answer, Capability, ImageProvider, ImageRequest, ModelInfo, Operation, Price, ProviderError,
    Rate, Watch,
};

use crate::{
    Configured, Family, Known, Need, Unfit,
    http::{Server, decoded, encoded, unusable},
    lineage::{Successor, living},
    prices::{cents, listed},
    shapes::sizes,
    stability::{MAX_SEED, SHAPES},
};
pub(crate) use access::Access;
pub(crate) use refusal::amend;
use wire::{Painted, Task};

/// Models that Amazon runs.
pub const FAMILY: Family = Family {
    name: "bedrock",
    aliases: &["amazon-bedrock", "bedrock-nova", "bedrock-sd"],
    title: "Amazon Bedrock",
    documentation: "https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-stability-diffusion.html",
    // Without one the rights of the machine count.
    api_key: Need::Optional,
    key_variable: Some("AWS_BEARER_TOKEN_BEDROCK"),
    base_url: Need::Optional,
    models: &[
        SD_3_5,
        CORE,
        "stability.stable-image-ultra-v1:1",
        "amazon.nova-canvas-v1:0",
    ],
    nicknames: &["Nova Canvas", "SD 3.5", "SD3.5 Large"],
    timeout: Duration::from_mins(5),
    concurrency: None,
    make,
};

/// <https://docs.aws.amazon.com/bedrock/latest/userguide/model-lifecycle.html>. Core costs what Nova Canvas
/// cost.
const SUCCESSORS: &[Successor] = &[
    Successor::gone("amazon.nova-canvas*", CORE, IN_2026),
    Successor::gone("Nova Canvas", CORE, IN_2026),
    Successor::gone("stability.stable-image-core-v1:0", CORE, IN_2025),
    Successor::gone(
        "stability.stable-image-ultra-v1:0",
        "stability.stable-image-ultra-v1:1",
        IN_2025,
    ),
    Successor::gone("stability.sd3-large-v1:0", SD_3_5, IN_2025),
    Successor::called("SD 3.5", SD_3_5),
    Successor::called("SD 3.5 Large", SD_3_5),
];

const SD_3_5: &str = "stability.sd3-5-large-v1:0";
const CORE: &str = "stability.stable-image-core-v1:1";
const IN_2025: &str = "was retired in October 2025";
const IN_2026: &str = "was retired on 2026-09-30";

/// Where Amazon serves the models that paint.
const REGION: &str = "us-west-2";

/// What is told to be left out is documented for Stable Diffusion alone.
fn capability(id: &str) -> Capability {
    Capability {
        seed: Some(MAX_SEED),
        negative_prompt: id.contains("sd3"),
        prompt_chars: Some(10_000),
        operations: if id.contains("sd3") {
            &[Operation::Generate, Operation::Edit]
        } else {
            &[Operation::Generate]
        },
        ..Capability::plain(sizes(SHAPES))
    }
}

fn price(id: &str) -> Price {
    let is = |name| id.contains(name);
    let price = match () {
        () if is("sd3-5-large") => cents(8),
        () if is("stable-image-ultra") => cents(14),
        () if is("stable-image-core") => cents(4),
        () => return Price::Unknown,
    };
    listed(
        "https://aws.amazon.com/bedrock/pricing/",
        &[Rate::picture(price)],
    )
}

/// What the names of models have in them that only change pictures.
const EDITING: [&str; 8] = [
    "inpaint", "outpaint", "upscale", "erase-", "search-", "remove-", "control-", "style-",
];

/// Whether the model of that id takes words and gives pictures, as far as one can tell.
fn paints(id: &str) -> Result<(), Unfit> {
    let fate = if EDITING.iter().any(|edit| id.contains(edit)) {
        "changes pictures and paints none from words"
    } else if !id.contains("stability.") && !id.starts_with("arn:") {
        "is none of Stability's models"
    } else {
        return Ok(());
    };
    Err(Unfit(format!("{id} {fate}; configure {SD_3_5} instead")))
}

fn make(configured: Configured) -> Result<Arc<dyn ImageProvider>, Unfit> {
    let (id, mut standing) = living(SUCCESSORS, &configured.upstream_id);
    paints(id)?;
    let access = Access {
        api_key: configured.api_key.as_ref(),
        aws_key: configured.aws_key.as_ref(),
        base_url: configured.base_url.as_ref(),
        region: configured.region.as_deref(),
        now: configured.now,
    };
    let region = access.region();
    let (base, key) = (access.base()?, access.key()?);
    if configured.base_url.is_none() && region != REGION {
        standing = standing.noting(format!(
            "Amazon is known to serve it in {REGION}, and {region} is configured."
        ));
    }
    let known = Known {
        description: format!("Painted by Amazon Bedrock's {id}; prompts are sent there."),
        capability: capability(id),
        price: price(id),
        standing,
    };
    let info = configured.info(FAMILY.name, known);
    Ok(Arc::new(Bedrock {
        server: Server::new(configured.client, base, key)
            .refusing_with(&["content filters"])
            .amending(amend),
        path: format!("/model/{}/invoke", encoded(id)),
        models: [info],
    }))
}

#[derive(Debug)]
struct Bedrock {
    server: Server,
    path: String,
    models: [ModelInfo; 1],
}

#[async_trait]
impl ImageProvider for Bedrock {
    fn models(&self) -> &[ModelInfo] {
        &self.models
    }

    async fn submit(
        &self,
        request: &ImageRequest,
        _watch: Watch<'_>,
    ) -> Result<Answer, ProviderError> {
        let reply = self.server.post(&self.path, &Task::new(request)).await?;
        let painted: Painted<'_> = reply.json()?;
        if let Some(reason) = painted.finish_reasons.iter().flatten().next() {
            return Err(refusal::finished(&self.server.quoted(reason)));
        }
        let file = match painted.images.first() {
            Some(text) if !text.is_empty() => decoded(text)?,
            _ => return Err(unusable("the answer has no image")),
        };
        let seed = painted.seeds.first().copied();
        Ok(Answer::Ready(vec![reply.image(file, seed, None)?]))
    }
}
