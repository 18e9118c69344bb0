//! Checking a picture that somebody else made.
//!
//! What a provider or a server on the network sends is not believed: [`check`] decodes it before
//! anything is stored or shown, and what its sender calls it does not count. The bytes themselves are
//! never changed, so whatever travels in them (C2PA manifests, generation parameters) stays.
//!
//! A file is what its first bytes say. Bytes behind the picture are let be: cameras and editors leave
//! such, and who serves the file with the checked type and `nosniff` gives them no meaning.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, metadata::Orientation,
};
use sha2::{Digest as _, Sha256};

use crate::{jpeg, thumbnail};

/// How much a picture may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Width times height. Checking takes up to 8 bytes of memory a pixel, a thumbnail up to 4 more.
    pub pixels: u64,
    /// The length of the file.
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            pixels: 40_000_000,
            bytes: 32 << 20,
        }
    }
}

/// Room for what decoders hold beside the pixels: colour profiles, texts, tables.
const METADATA_BYTES: u64 = 16 << 20;

/// What a file is, by its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// WebP.
    Webp,
}

impl Kind {
    /// By the first bytes alone; says nothing of the rest.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            Some(Self::Webp)
        } else {
            None
        }
    }

    fn format(self) -> ImageFormat {
        match self {
            Self::Png => ImageFormat::Png,
            Self::Jpeg => ImageFormat::Jpeg,
            Self::Webp => ImageFormat::WebP,
        }
    }
}

/// Why a file is not taken.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// Not PNG, JPEG or WebP.
    #[error("not a PNG, JPEG or WebP file")]
    NotAPicture,
    /// Longer than [`Limits::bytes`].
    #[error("the file has {bytes} bytes, {limit} are allowed")]
    TooManyBytes {
        /// How long it is.
        bytes: usize,
        /// How long it may be.
        limit: usize,
    },
    /// Larger than [`Limits::pixels`], or needs more memory than so many pixels do.
    #[error("the picture has more than {limit} pixels, or wants the memory of more")]
    TooManyPixels {
        /// How many it may have.
        limit: u64,
    },
    /// Begins like a picture and does not go on like one.
    #[error("the picture is damaged")]
    Damaged(#[source] Option<ImageError>),
}

/// A picture that was decoded without complaint.
#[derive(Debug)]
pub struct Checked {
    /// What the file is.
    pub kind: Kind,
    /// Pixels from left to right, as shown: after turning by the EXIF orientation.
    pub width: u32,
    /// Pixels from top to bottom, as shown.
    pub height: u32,
    /// SHA-256 of the file, 64 lower-case hexadecimal digits.
    pub sha256: String,
    pub(crate) pixels: DynamicImage,
    pub(crate) orientation: Orientation,
}

impl Checked {
    /// The small version to show in lists, and the blur to show before it. Separate from [`check`]
    /// because it takes longer and nobody has to wait for it.
    pub fn thumbnail(&self) -> Result<thumbnail::Thumbnail, thumbnail::ThumbnailError> {
        let small = self.shrink()?;
        Ok(thumbnail::Thumbnail {
            webp: small.webp()?,
            thumbhash: small.thumbhash()?,
        })
    }
}

/// What the header of a file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    /// What the file is.
    pub kind: Kind,
    /// Pixels from left to right, as shown.
    pub width: u32,
    /// Pixels from top to bottom, as shown.
    pub height: u32,
}

/// Reads the header of a file, in microseconds; the pixels behind it may still be damaged.
pub fn measure(bytes: &[u8], limits: &Limits) -> Result<Measured, IntakeError> {
    open(bytes, limits).map(|opened| opened.measured)
}

/// Decodes a file within `limits` and takes its measure. Of an animated file the first frame counts.
///
/// Blocks for as long as decoding takes, so an async caller runs it on a thread for such work.
pub fn check(bytes: &[u8], limits: &Limits) -> Result<Checked, IntakeError> {
    let Opened {
        decoder,
        orientation,
        measured,
    } = open(bytes, limits)?;
    if measured.kind == Kind::Jpeg && !jpeg::is_whole(bytes) {
        return Err(IntakeError::Damaged(None));
    }
    let pixels = DynamicImage::from_decoder(decoder).map_err(|error| translate(error, limits))?;
    Ok(Checked {
        kind: measured.kind,
        width: measured.width,
        height: measured.height,
        sha256: sha256(bytes),
        pixels,
        orientation,
    })
}

/// SHA-256 as 64 lower-case hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    Sha256::digest(bytes)
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|nibble| char::from(DIGITS[usize::from(nibble)]))
        .collect()
}

/// A file whose header was read and found within the limits; no pixel is decoded yet.
pub(crate) struct Opened<D> {
    pub(crate) decoder: D,
    pub(crate) orientation: Orientation,
    pub(crate) measured: Measured,
}

pub(crate) fn open<'a>(
    bytes: &'a [u8],
    limits: &Limits,
) -> Result<Opened<impl ImageDecoder + 'a>, IntakeError> {
    if bytes.len() > limits.bytes {
        return Err(IntakeError::TooManyBytes {
            bytes: bytes.len(),
            limit: limits.bytes,
        });
    }
    let kind = Kind::of(bytes).ok_or(IntakeError::NotAPicture)?;
    let mut memory = image::Limits::no_limits();
    memory.max_alloc = Some(
        limits
            .pixels
            .saturating_mul(8)
            .saturating_add(METADATA_BYTES),
    );
    let mut reader = ImageReader::with_format(Cursor::new(bytes), kind.format());
    reader.limits(memory);
    let mut decoder = reader
        .into_decoder()
        .map_err(|error| translate(error, limits))?;
    let (mut width, mut height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > limits.pixels {
        return Err(IntakeError::TooManyPixels {
            limit: limits.pixels,
        });
    }
    // A picture whose EXIF cannot be read is shown as it is stored.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    if lies_on_its_side(orientation) {
        (width, height) = (height, width);
    }
    Ok(Opened {
        decoder,
        orientation,
        measured: Measured {
            kind,
            width,
            height,
        },
    })
}

fn translate(error: ImageError, limits: &Limits) -> IntakeError {
    match error {
        ImageError::Limits(_) => IntakeError::TooManyPixels {
            limit: limits.pixels,
        },
        error => IntakeError::Damaged(Some(error)),
    }
}

fn lies_on_its_side(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

#[cfg(test)]
pub(crate) mod tests;
