//! Small versions of checked pictures.
//!
//! Colours are taken as they stand in the file: a colour profile is not applied, which shows, faintly,
//! in the thumbnails of the few pictures that are not sRGB.

use fast_image_resize::{
    FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer,
    images::{Image, ImageRef},
};
use image::{DynamicImage, GenericImageView as _, RgbImage, RgbaImage};
use webp::{Encoder, WebPConfig};

use crate::{Checked, Raster};

/// The longest side of a thumbnail.
const LONGEST_SIDE: u32 = 512;

/// The longest side of what a thumbhash is made of; more changes nothing in it.
const LONGEST_HASHED_SIDE: u32 = 100;

/// Of 100; the size of the file doubles from here to 90, and in lists nobody sees the difference.
const QUALITY: f32 = 78.0;

/// Of 0 to 6, how long libwebp tries. 2 takes half the time of the usual 4 and leaves files a few
/// hundredths longer.
const METHOD: i32 = 2;

/// How a picture looks in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thumbnail {
    /// A lossy WebP file, its longest side at most 512, never larger than the picture.
    pub webp: Vec<u8>,
    /// About 25 bytes that hold a blur of the picture: <https://evanw.github.io/thumbhash/>.
    pub thumbhash: Vec<u8>,
}

/// A thumbnail could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ThumbnailError {
    /// By the resizer.
    #[error("the picture could not be resized")]
    Resize(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// By libwebp, which says no more than a number.
    #[error("the thumbnail could not be encoded: {0}")]
    Encode(String),
}

/// The pixels of a thumbnail, upright, eight bits a channel, with alpha if the picture has any.
#[derive(Debug)]
pub struct Small(DynamicImage);

impl Checked {
    /// Resizes and turns. The first step of [`Checked::thumbnail`].
    pub fn shrink(&self) -> Result<Small, ThumbnailError> {
        let mut small = fitted(&self.pixels, LONGEST_SIDE)?;
        small.apply_orientation(self.orientation);
        Ok(Small(small))
    }
}

impl Small {
    /// As a lossy WebP file, transparency kept.
    pub fn webp(&self) -> Result<Vec<u8>, ThumbnailError> {
        let (width, height) = self.0.dimensions();
        let encoder = match &self.0 {
            DynamicImage::ImageRgba8(rgba) => Encoder::from_rgba(rgba, width, height),
            other => return encode(&Encoder::from_rgb(&other.to_rgb8(), width, height)),
        };
        encode(&encoder)
    }

    /// As plain pixels; what is transparent is laid on white.
    pub fn raster(&self) -> Raster {
        let (width, height) = self.0.dimensions();
        let on_white = |pixel: &image::Rgba<u8>| {
            let [red, green, blue, alpha] = pixel.0.map(u32::from);
            [red, green, blue].map(|part| ((part * alpha + 255 * (255 - alpha) + 127) / 255) as u8)
        };
        let rgb = match &self.0 {
            DynamicImage::ImageRgba8(rgba) => rgba.pixels().flat_map(on_white).collect(),
            other => other.to_rgb8().into_raw(),
        };
        // There are as many pixels as there have to be.
        Raster::from_rgb(width, height, rgb).unwrap_or_else(|| Raster::filled(0, 0, [255; 3]))
    }

    /// As a thumbhash.
    pub fn thumbhash(&self) -> Result<Vec<u8>, ThumbnailError> {
        let tiny = fitted(&self.0, LONGEST_HASHED_SIDE)?.into_rgba8();
        Ok(thumbhash::rgba_to_thumb_hash(
            tiny.width() as usize,
            tiny.height() as usize,
            &tiny,
        ))
    }
}

fn encode(encoder: &Encoder<'_>) -> Result<Vec<u8>, ThumbnailError> {
    let failed = |error: &dyn std::fmt::Debug| ThumbnailError::Encode(format!("{error:?}"));
    let mut config = WebPConfig::new().map_err(|()| failed(&"configuration"))?;
    config.quality = QUALITY;
    config.method = METHOD;
    let file = encoder
        .encode_advanced(&config)
        .map_err(|error| failed(&error))?;
    Ok(file.to_vec())
}

/// The picture with eight bits a channel, in a square of `side`; a smaller one keeps its size.
fn fitted(picture: &DynamicImage, side: u32) -> Result<DynamicImage, ThumbnailError> {
    let (pixel_type, bytes) = match picture {
        DynamicImage::ImageRgb8(rgb) => (PixelType::U8x3, rgb.as_raw()),
        DynamicImage::ImageRgba8(rgba) => (PixelType::U8x4, rgba.as_raw()),
        other if other.color().has_alpha() => return fitted(&other.to_rgba8().into(), side),
        other => return fitted(&other.to_rgb8().into(), side),
    };
    let (width, height) = size_within(picture.dimensions(), side);
    if (width, height) == picture.dimensions() {
        return Ok(picture.clone());
    }
    let source = ImageRef::new(picture.width(), picture.height(), bytes, pixel_type)
        .map_err(|error| ThumbnailError::Resize(error.into()))?;
    let mut target = Image::new(width, height, pixel_type);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom));
    Resizer::new()
        .resize(&source, &mut target, &options)
        .map_err(|error| ThumbnailError::Resize(error.into()))?;
    let pixels = target.into_vec();
    let resized = if pixel_type == PixelType::U8x4 {
        RgbaImage::from_raw(width, height, pixels).map(DynamicImage::from)
    } else {
        RgbImage::from_raw(width, height, pixels).map(DynamicImage::from)
    };
    resized.ok_or_else(|| ThumbnailError::Resize("the resizer left too few pixels".into()))
}

/// The largest size of the same shape within a square of `side`, at least one pixel wide and high.
fn size_within((width, height): (u32, u32), side: u32) -> (u32, u32) {
    let longest = width.max(height);
    if longest <= side {
        return (width, height);
    }
    let scaled = |length: u32| {
        let rounded =
            (u64::from(length) * u64::from(side) + u64::from(longest) / 2) / u64::from(longest);
        (rounded as u32).max(1)
    };
    (scaled(width), scaled(height))
}

#[cfg(test)]
mod tests;
