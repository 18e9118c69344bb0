//! From what an answer holds to a picture.

use base64::{
    Engine as _,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use bytes::Bytes;
use pixelprompt_domain::{Image, MediaType, ProviderError, Size};
use pixelprompt_picture::{Kind, Limits, measure};

use super::{Reply, unusable};

/// Padding is often forgotten.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Base64, with or without `data:image/png;base64,` before it.
pub fn decoded(text: &str) -> Result<Vec<u8>, ProviderError> {
    let plain = match text.split_once(',') {
        Some((scheme, rest)) if scheme.starts_with("data:") => rest,
        _ => text,
    };
    BASE64
        .decode(plain.trim())
        .map_err(|error| unusable("the picture is not base64").caused_by(error))
}

impl Reply {
    /// The answer itself as a picture.
    pub fn into_image(mut self, seed: Option<u64>) -> Result<Image, ProviderError> {
        let file = std::mem::take(&mut self.body);
        self.image(file, seed, None)
    }

    /// A file that came in this answer or by an address in it, once it is known to be a picture. What
    /// kind and size it has is read from the file itself: providers send JPEG where PNG was asked.
    pub fn image(
        &self,
        file: Vec<u8>,
        seed: Option<u64>,
        reading: Option<String>,
    ) -> Result<Image, ProviderError> {
        let image = measured(file, |file| self.picture(file))?;
        Ok(Image {
            seed,
            reading: reading.filter(|text| !text.is_empty()),
            ..image
        })
    }
}

/// A small picture that is shown and forgotten: it takes no place among the answers in memory.
pub fn preview(file: Vec<u8>) -> Result<Image, ProviderError> {
    measured(file, Bytes::from)
}

fn measured(file: Vec<u8>, kept: impl FnOnce(Vec<u8>) -> Bytes) -> Result<Image, ProviderError> {
    let measured = measure(&file, &Limits::default())
        .map_err(|error| unusable("the answer holds no picture").caused_by(error))?;
    Ok(Image {
        bytes: kept(file),
        media_type: match measured.kind {
            Kind::Png => MediaType::Png,
            Kind::Jpeg => MediaType::Jpeg,
            Kind::Webp => MediaType::Webp,
        },
        size: Size {
            width: measured.width,
            height: measured.height,
        },
        seed: None,
        reading: None,
        cost: None,
    })
}
