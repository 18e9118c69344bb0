//! Ideogram: `POST /v1/ideogram-v3/generate` of <https://developer.ideogram.ai/api-reference>.
//!
//! Pictures come as addresses that soon expire, so each is fetched at once. The prompt is sent with
//! `magic_prompt` off: rewriting it is for the person to ask, not for one of the models compared.
//!
//! An id is `v3` or `v4`, and may end with a rendering speed: `v3-turbo`. Of v4 only third parties
//! tell, and they disagree about all but prompt, resolution and speed.

#[cfg(test)]
mod tests;
mod wire;

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use pixelprompt_domain::{
    Answer, Capability, Image, ImageProvider, ImageRequest, Knob, ModelInfo, Operation, Price,
    ProviderError, Quality, Rate, Size, Sizes, Watch,
};
use reqwest::header::HeaderName;

use crate::{
    Configured, Family, Known, Need, UNVERIFIED, Unfit,
    http::{Key, Reply, Server, unusable, withheld},
    prices::{cents, listed},
};
use wire::{Generation, Picture, Pictures};

/// Ideogram.
pub const FAMILY: Family = Family {
    name: "ideogram",
    aliases: &[],
    title: "Ideogram",
    documentation: "https://developer.ideogram.ai/api-reference",
    api_key: Need::Required,
    key_variable: Some("IDEOGRAM_API_KEY"),
    base_url: Need::Optional,
    models: &["v3", "v3-turbo", "v4"],
    nicknames: &[],
    timeout: Duration::from_mins(2),
    concurrency: None,
    make,
};

const BASE: &str = "https://api.ideogram.ai";

/// What a refusal for content says: "Prompt provided failed safety check …".
const CONTENT_WORDS: &[&str] = &["safety", "prohibited content"];

/// The size of v3 for each of its 15 shapes, beside the square of 1024; all are among its 69
/// resolutions.
const V3_SIZES: [(u32, u32); 14] = [
    (1312, 736),
    (736, 1312),
    (1280, 800),
    (800, 1280),
    (1248, 832),
    (832, 1248),
    (1152, 864),
    (864, 1152),
    (1120, 896),
    (896, 1120),
    (1408, 704),
    (704, 1408),
    (1536, 512),
    (512, 1536),
];

/// The sizes of v4 for the usual shapes, beside the square of 2048.
const V4_SIZES: [(u32, u32); 12] = [
    (2560, 1440),
    (1440, 2560),
    (2560, 1600),
    (1600, 2560),
    (2496, 1664),
    (1664, 2496),
    (2304, 1728),
    (1728, 2304),
    (2240, 1792),
    (1792, 2240),
    (2880, 1440),
    (1440, 2880),
];

/// A generation of models, which is a path of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    V3,
    V4,
}

impl Version {
    fn path(self) -> &'static str {
        match self {
            Self::V3 => "/v1/ideogram-v3/generate",
            Self::V4 => "/v1/ideogram-v4/generate",
        }
    }

    /// The speeds, the fastest first, as qualities of a picture; v4 has no `FLASH`.
    fn speeds(self) -> Knob<Quality> {
        Knob {
            min: match self {
                Self::V3 => Quality::Low,
                Self::V4 => Quality::Medium,
            },
            max: Quality::Max,
            default: Quality::High,
        }
    }

    fn capability(self, speed: Option<Quality>) -> Capability {
        let (side, others): (_, &[_]) = match self {
            Self::V3 => (1024, &V3_SIZES),
            Self::V4 => (2048, &V4_SIZES),
        };
        let others = others.iter().map(|&(width, height)| Size { width, height });
        let sizes = Sizes::Listed {
            default: Size::square(side),
            others: others.collect(),
        };
        let usual = Capability {
            quality: speed.is_none().then(|| self.speeds()),
            ..Capability::plain(sizes)
        };
        match self {
            Self::V3 => Capability {
                seed: Some((1 << 31) - 1),
                negative_prompt: true,
                pictures: 8,
                operations: &[Operation::Generate, Operation::Edit, Operation::Outpaint],
                ..usual
            },
            Self::V4 => usual,
        }
    }

    /// Only the price at the usual speed is known.
    fn price(self, speed: Option<Quality>) -> Price {
        let rate = Rate::picture(cents(6));
        let rates: &[Rate] = match (self, speed) {
            (Self::V3, None) => &[rate.at(Quality::High)],
            (Self::V3, Some(Quality::High)) => &[rate],
            _ => &[],
        };
        listed("https://ideogram.ai/features/api-pricing", rates)
    }
}

/// What Ideogram calls a quality.
fn rendering_speed(quality: Quality) -> &'static str {
    match quality {
        Quality::Low => "FLASH",
        Quality::Medium => "TURBO",
        Quality::High => "DEFAULT",
        Quality::Max => "QUALITY",
    }
}

/// The version and speed that an id names.
fn model_of(upstream: &str) -> Option<(Version, Option<Quality>)> {
    let id = upstream.to_lowercase();
    let id = id.strip_prefix("ideogram-").unwrap_or(&id);
    let (version, speed) = id.split_once('-').unwrap_or((id, ""));
    let version = match version {
        "v3" => Version::V3,
        "v4" => Version::V4,
        _ => return None,
    };
    let speed = match speed {
        "" => None,
        "flash" if version == Version::V3 => Some(Quality::Low),
        "turbo" => Some(Quality::Medium),
        "default" => Some(Quality::High),
        "quality" => Some(Quality::Max),
        _ => return None,
    };
    Some((version, speed))
}

fn make(model: Configured) -> Result<Arc<dyn ImageProvider>, Unfit> {
    let upstream = &model.upstream_id;
    let (version, speed) = model_of(upstream).ok_or_else(|| {
        Unfit(format!(
            "{upstream} is no model of Ideogram's; choose v3 or v4, with -turbo or -quality after it \
             if you like"
        ))
    })?;
    let mut description = format!("Painted by Ideogram's {upstream}; prompts are sent there.");
    if version == Version::V4 {
        description = format!("{description} {UNVERIFIED}");
    }
    let known = Known {
        price: version.price(speed),
        ..Known::new(description, version.capability(speed))
    };
    let info = model.info(FAMILY.name, known);
    let key = Key::Header(HeaderName::from_static("api-key"), model.key()?);
    let base = model.base(BASE)?;
    Ok(Arc::new(Ideogram {
        server: Server::new(model.client, base, key).refusing_with(CONTENT_WORDS),
        models: [info],
        version,
        speed,
    }))
}

/// One model of Ideogram's.
#[derive(Debug)]
struct Ideogram {
    server: Server,
    models: [ModelInfo; 1],
    version: Version,
    /// As configured; otherwise whoever asks chooses.
    speed: Option<Quality>,
}

impl Ideogram {
    async fn image(
        &self,
        reply: &Reply,
        picture: Picture,
        request: &ImageRequest,
    ) -> Result<Image, ProviderError> {
        let url = picture.url.filter(|url| !url.is_empty());
        let url = match (picture.is_image_safe, url) {
            (Some(false), _) => return Err(withheld("the picture is not safe")),
            (_, Some(url)) => url,
            _ => return Err(unusable("the answer has no url")),
        };
        let file = self.server.fetch(&url).await?;
        let reading = picture
            .prompt
            .filter(|prompt| prompt != request.prompt.as_str());
        reply.image(file, picture.seed, reading)
    }
}

#[async_trait]
impl ImageProvider for Ideogram {
    fn models(&self) -> &[ModelInfo] {
        &self.models
    }

    async fn submit(
        &self,
        request: &ImageRequest,
        _watch: Watch<'_>,
    ) -> Result<Answer, ProviderError> {
        let speed = self.speed.or(request.parameters.quality);
        let generation = Generation::new(request, self.version, speed.map(rendering_speed));
        let reply = self.server.post(self.version.path(), &generation).await?;
        let mut images = Vec::new();
        for picture in reply.json::<Pictures>()?.data {
            images.push(self.image(&reply, picture, request).await?);
        }
        if images.is_empty() {
            return Err(unusable("the answer has no pictures"));
        }
        Ok(Answer::Ready(images))
    }
}
