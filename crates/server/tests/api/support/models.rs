//! Models that do as they are told.

use std::sync::Arc;

use async_trait::async_trait;
use pixelprompt_domain::{
    Answer, Capability, ErrorKind, Image, ImageProvider, ImageRequest, Knob, MAX_SEED, MediaType,
    ModelInfo, Money, Outcome, Price, PriceList, Progress, ProviderError, Rate, Resending, Size,
    Sizes, Standing, Watch,
};
use pixelprompt_picture::{Raster, encode};
use tokio::sync::Semaphore;

/// What a preview's file is.
pub(crate) const PREVIEW: &[u8] = b"a preview";

const STEPS: u32 = 3;

pub(crate) struct Models {
    models: Vec<ModelInfo>,
    gate: Arc<Semaphore>,
}

impl Models {
    pub(crate) fn new(models: &[(&str, &str)], gate: Arc<Semaphore>) -> Self {
        let models = models.iter().map(|(id, name)| ModelInfo {
            id: id.parse().unwrap(),
            name: (*name).to_owned(),
            provider: "fake".to_owned(),
            description: "Paints one colour.".to_owned(),
            capability: capability(),
            price: price(id),
            standing: if id.contains("old") {
                Standing::retired("fake/old ended; fake/new paints in its place.")
            } else {
                Standing::default()
            },
        });
        Self {
            models: models.collect(),
            gate,
        }
    }
}

fn capability() -> Capability {
    let sizes = Sizes::Grid {
        min: 64,
        max: 1024,
        step: 64,
        square: false,
        default: Size::square(64),
    };
    Capability {
        steps: Some(Knob {
            min: 1,
            max: 50,
            default: STEPS,
        }),
        guidance: Some(Knob {
            min: 1.0,
            max: 20.0,
            default: 7.1,
        }),
        seed: Some(MAX_SEED),
        previews: true,
        ..Capability::plain(sizes)
    }
}

/// `dear` costs five cents a picture, nobody knows about `odd`, and the others are free.
fn price(id: &str) -> Price {
    if id.contains("odd") {
        return Price::Unknown;
    }
    if !id.contains("dear") {
        return Price::Free;
    }
    Price::Listed(PriceList {
        rates: vec![Rate::picture(Money(50_000))],
        as_of: "2026-11-22".to_owned(),
        source: "https://example.com/prices".to_owned(),
    })
}

#[async_trait]
impl ImageProvider for Models {
    fn about(&self) -> &'static str {
        "These models paint one colour."
    }

    fn models(&self) -> &[ModelInfo] {
        &self.models
    }

    fn resending(&self) -> Resending {
        Resending::Free
    }

    async fn submit(
        &self,
        request: &ImageRequest,
        watch: Watch<'_>,
    ) -> Result<Answer, ProviderError> {
        let id = request.model.as_str();
        if id.contains("broken") {
            let detail = "a secret of the provider";
            return Err(ProviderError::new(
                ErrorKind::ContentRejected,
                Outcome::Refused,
                detail,
            ));
        }
        let size = request.parameters.size.unwrap_or(Size::square(64));
        if id.contains("gated") {
            for step in 1..=STEPS {
                self.gate.acquire().await.unwrap().forget();
                let preview = Image {
                    bytes: PREVIEW.to_vec().into(),
                    media_type: MediaType::Png,
                    size,
                    seed: None,
                    reading: None,
                    cost: None,
                };
                watch(Progress {
                    step,
                    steps: STEPS,
                    preview: Some(preview),
                });
            }
        }
        // A colour of its own for each model and prompt.
        let colour = request
            .prompt
            .as_str()
            .bytes()
            .chain(id.bytes())
            .fold(7_u8, |sum, byte| sum.wrapping_mul(31) ^ byte);
        let mut picture = Raster::filled(size.width, size.height, [colour, 100, 200]);
        if id.contains("detailed") {
            // Nothing that a file could be small by (Knuth's constants for 64 bits).
            let mut dice = 1_u64;
            let noise = picture.rgb().iter().map(|_| {
                dice = dice
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                (dice >> 56) as u8
            });
            picture = Raster::from_rgb(size.width, size.height, noise.collect()).unwrap();
        }
        Ok(Answer::Ready(vec![Image {
            bytes: if id.contains("deep") {
                deep(size).into()
            } else {
                encode(&picture, Some(request.prompt.as_str()))
                    .unwrap()
                    .into()
            },
            media_type: MediaType::Png,
            size,
            seed: request.parameters.seed,
            reading: Some("one colour".to_owned()),
            cost: None,
        }]))
    }
}

/// A PNG with sixteen bits a channel.
fn deep(size: Size) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, size.width, size.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Sixteen);
    let mut writer = encoder.write_header().unwrap();
    let pixels = vec![77; 6 * size.width as usize * size.height as usize];
    writer.write_image_data(&pixels).unwrap();
    drop(writer);
    file
}
