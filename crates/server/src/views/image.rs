//! What is known about a picture.

use pixelprompt_domain::StoredImage;
use serde::Serialize;
use utoipa::ToSchema;

/// What is known about a picture.
#[derive(Serialize, ToSchema)]
#[schema(as = ImageInfo)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Image<'a> {
    /// What kind of file the original is.
    #[schema(example = "image/png")]
    media_type: &'static str,
    /// Pixels from left to right.
    width: u32,
    /// Pixels from top to bottom.
    height: u32,
    /// Length of the original.
    bytes: u64,
    /// Of the original, in lower-case hexadecimal.
    sha256: &'a str,
    /// A blurred impression to show until the picture is there, base64 (`ThumbHash`).
    thumbhash: &'a str,
    /// The seed it was painted with, where the model tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    seed: Option<u64>,
    /// How the model read the prompt, where it tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    reading: Option<&'a str>,
}

impl<'a> From<&'a StoredImage> for Image<'a> {
    fn from(image: &'a StoredImage) -> Self {
        Self {
            media_type: image.media_type.as_str(),
            width: image.size.width,
            height: image.size.height,
            bytes: image.bytes,
            sha256: &image.sha256,
            thumbhash: &image.thumbhash,
            seed: image.seed,
            reading: image.reading.as_deref(),
        }
    }
}
