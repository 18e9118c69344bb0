//! Pictures in the form that a person wants to save: as another kind of file, or without what travels
//! beside the pixels.
//!
//! Nothing here loses a pixel. What only has to be made bare keeps its coded pixels byte for byte; what
//! becomes another kind of file is decoded, turned upright and coded again without loss. Colour profiles
//! stay in either case: without them colours are not what they were.

mod exif;
mod jpeg;
mod png;
#[cfg(test)]
mod tests;
mod webp;

use ::webp::{Encoder, WebPConfig, WebPMemory};
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder as _, ImageError,
    codecs::png::{CompressionType, FilterType, PngEncoder},
    metadata::Orientation,
};

use crate::{
    Kind, Limits,
    intake::{Opened, open},
};

/// The longest side that WebP can hold.
const WEBP_SIDE: u32 = 16_383;

/// Of 100, and of 0 to 6, how long libwebp tries. More takes twice as long and leaves files hardly smaller.
const EFFORT: f32 = 50.0;
const METHOD: i32 = 2;

/// How a picture is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// The kind of file; nothing for the one that it is.
    pub kind: Option<Kind>,
    /// Without prompt, provenance, camera, place and whatever else travels beside the pixels.
    pub bare: bool,
}

/// Why a picture cannot be had in a form.
#[derive(Debug, thiserror::Error)]
pub enum FormError {
    /// WebP has eight bits a channel.
    #[error(
        "this picture has more than eight bits a channel, which WebP cannot hold; take PNG or the original"
    )]
    TooDeep,
    /// WebP has 14 bits for a side.
    #[error(
        "this picture has a side of more than {WEBP_SIDE} pixels, which WebP cannot hold; take PNG or the original"
    )]
    TooLong,
    /// JPEG loses pixels.
    #[error("nothing becomes a JPEG file here, for that would lose some of the picture")]
    Lossy,
    /// The file does not keep to the rules of its kind.
    #[error("this picture's file is unusual and cannot be changed; take the original")]
    Unusual(#[source] Option<ImageError>),
}

impl From<ImageError> for FormError {
    fn from(error: ImageError) -> Self {
        Self::Unusual(Some(error))
    }
}

/// A file in a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formed {
    /// What the file is.
    pub kind: Kind,
    /// The file.
    pub file: Vec<u8>,
}

/// What travels beside the pixels and has a place in other kinds of files.
#[derive(Default)]
struct Beside {
    profile: Option<Vec<u8>>,
    exif: Option<Vec<u8>>,
    xmp: Option<Vec<u8>>,
}

/// Brings a file that was [checked](crate::check) into a form.
///
/// A file that is to become another kind keeps its EXIF and XMP unless it is to be bare; the generation
/// parameters of a PNG become an EXIF comment, where other programs look for them. What has no place in the
/// new file is left out, such as a signed manifest, which a change breaks anyway.
///
/// Blocks for as long as that takes, so an async caller runs it on a thread for such work.
pub fn form(file: &[u8], form: Form, limits: &Limits) -> Result<Formed, FormError> {
    let opened = open(file, limits).map_err(|_| FormError::Unusual(None))?;
    let is = opened.measured.kind;
    match form.kind.filter(|kind| *kind != is) {
        Some(wanted) => convert(file, opened, wanted, form.bare),
        None if form.bare => Ok(Formed {
            kind: is,
            file: strip(file, is, opened.orientation).ok_or(FormError::Unusual(None))?,
        }),
        None => Ok(Formed {
            kind: is,
            file: file.to_vec(),
        }),
    }
}

/// The same coded pixels, without what travels beside them. Which way is up stays.
fn strip(file: &[u8], kind: Kind, orientation: Orientation) -> Option<Vec<u8>> {
    let turned = (orientation != Orientation::NoTransforms).then(|| exif::turned(orientation));
    match kind {
        Kind::Png => png::bare(file, turned.as_deref()),
        Kind::Jpeg => jpeg::bare(file, turned.as_deref()),
        Kind::Webp => webp::bare(file, turned.as_deref()),
    }
}

fn convert(
    file: &[u8],
    opened: Opened<impl ImageDecoder>,
    wanted: Kind,
    bare: bool,
) -> Result<Formed, FormError> {
    let Opened {
        mut decoder,
        orientation,
        measured,
    } = opened;
    if wanted == Kind::Webp {
        if measured.width.max(measured.height) > WEBP_SIDE {
            return Err(FormError::TooLong);
        }
        let color = decoder.color_type();
        if color.bytes_per_pixel() > color.channel_count() {
            return Err(FormError::TooDeep);
        }
    }
    let mut beside = Beside {
        profile: decoder.icc_profile()?,
        ..Beside::default()
    };
    if !bare {
        // What cannot be read is left out: it is the pixels that count.
        beside.exif = decoder.exif_metadata().ok().flatten();
        beside.xmp = decoder.xmp_metadata().ok().flatten();
    }
    if let Some(exif) = &mut beside.exif {
        // The pixels are turned below; nobody must turn them again.
        let _ = Orientation::remove_from_exif_chunk(exif);
    } else if !bare && measured.kind == Kind::Png {
        beside.exif = png::parameters(file).map(|text| exif::comment(&text));
    }
    let mut pixels = DynamicImage::from_decoder(decoder)?;
    pixels.apply_orientation(orientation);
    let fits = |profile: &Vec<u8>| is_profile_of(profile, &pixels, wanted);
    beside.profile = beside.profile.filter(fits);
    let file = match wanted {
        Kind::Png => as_png(&pixels, beside)?,
        Kind::Webp => as_webp(&pixels, &beside)?,
        Kind::Jpeg => return Err(FormError::Lossy),
    };
    Ok(Formed { kind: wanted, file })
}

/// Whether a profile speaks of such pixels. That of a CMYK file does not: its pixels were made RGB; and in
/// WebP grey ones are too.
fn is_profile_of(profile: &[u8], pixels: &DynamicImage, wanted: Kind) -> bool {
    let grey = wanted == Kind::Png && !pixels.color().has_color();
    let space: &[u8] = if grey { b"GRAY" } else { b"RGB " };
    profile.get(16..20) == Some(space)
}

fn as_png(pixels: &DynamicImage, beside: Beside) -> Result<Vec<u8>, FormError> {
    let mut file = Vec::new();
    let mut encoder =
        PngEncoder::new_with_quality(&mut file, CompressionType::Default, FilterType::Adaptive);
    let refused = |error| FormError::from(ImageError::Unsupported(error));
    if let Some(profile) = beside.profile {
        encoder.set_icc_profile(profile).map_err(refused)?;
    }
    if let Some(exif) = beside.exif {
        encoder.set_exif_metadata(exif).map_err(refused)?;
    }
    let color = ExtendedColorType::from(pixels.color());
    encoder.write_image(pixels.as_bytes(), pixels.width(), pixels.height(), color)?;
    match beside.xmp {
        Some(xmp) => png::with_xmp(&file, &xmp).ok_or(FormError::Unusual(None)),
        None => Ok(file),
    }
}

fn as_webp(pixels: &DynamicImage, beside: &Beside) -> Result<Vec<u8>, FormError> {
    let size = (pixels.width(), pixels.height());
    let alpha = pixels.color().has_alpha();
    let file = if alpha {
        lossless(&Encoder::from_rgba(&pixels.to_rgba8(), size.0, size.1))?
    } else {
        lossless(&Encoder::from_rgb(&pixels.to_rgb8(), size.0, size.1))?
    };
    webp::with(&file, size, alpha, beside).ok_or(FormError::Unusual(None))
}

fn lossless(encoder: &Encoder<'_>) -> Result<WebPMemory, FormError> {
    let mut config = WebPConfig::new().map_err(|()| FormError::Unusual(None))?;
    config.lossless = 1;
    // Also the colours of what nobody sees.
    config.exact = 1;
    config.quality = EFFORT;
    config.method = METHOD;
    let file = encoder.encode_advanced(&config);
    file.map_err(|_| FormError::Unusual(None))
}
