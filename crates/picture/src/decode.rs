//! Reading PNG.

use std::io::Cursor;

use crate::Raster;

/// The most pixels that are decoded: a file of a few kilobytes can claim to hold gigabytes.
const MAX_PIXELS: u64 = 64 * 1024 * 1024;

/// Why a file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// Not PNG, or damaged.
    #[error("not a readable PNG file")]
    Damaged(#[from] png::DecodingError),
    /// More pixels than anybody should decode.
    #[error("the picture has more than {MAX_PIXELS} pixels")]
    TooLarge,
}

/// Reads a PNG file of any colour type; transparent pixels are laid on white.
pub fn decode(file: &[u8]) -> Result<Raster, DecodeError> {
    let mut decoder = png::Decoder::new(Cursor::new(file));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info()?;
    let (width, height) = reader.info().size();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(DecodeError::TooLarge);
    }
    let mut pixels = vec![0; reader.output_buffer_size().ok_or(DecodeError::TooLarge)?];
    let frame = reader.next_frame(&mut pixels)?;
    pixels.truncate(frame.buffer_size());
    let rgb = match frame.color_type {
        png::ColorType::Grayscale => pixels.iter().flat_map(|&g| [g; 3]).collect(),
        png::ColorType::GrayscaleAlpha => pixels
            .chunks_exact(2)
            .flat_map(|p| [on_white(p[0], p[1]); 3])
            .collect(),
        png::ColorType::Rgba => pixels
            .chunks_exact(4)
            .flat_map(|p| [0, 1, 2].map(|i| on_white(p[i], p[3])))
            .collect(),
        // Palettes were expanded by the transformation above.
        png::ColorType::Rgb | png::ColorType::Indexed => pixels,
    };
    Raster::from_rgb(width, height, rgb).ok_or(DecodeError::TooLarge)
}

fn on_white(channel: u8, alpha: u8) -> u8 {
    let (channel, alpha) = (u32::from(channel), u32::from(alpha));
    ((channel * alpha + 255 * (255 - alpha) + 127) / 255) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(color: png::ColorType, pixel: &[u8]) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, 1, 1);
        encoder.set_color(color);
        encoder.set_depth(png::BitDepth::Eight);
        if color == png::ColorType::Indexed {
            encoder.set_palette(vec![1, 2, 3]);
        }
        encoder
            .write_header()
            .unwrap()
            .write_image_data(pixel)
            .unwrap();
        file
    }

    #[test]
    fn every_colour_type_becomes_rgb() {
        for (color, pixel, rgb) in [
            (png::ColorType::Grayscale, &[9][..], [9, 9, 9]),
            (png::ColorType::GrayscaleAlpha, &[9, 0], [255, 255, 255]),
            (png::ColorType::Rgb, &[1, 2, 3], [1, 2, 3]),
            (png::ColorType::Rgba, &[1, 2, 3, 255], [1, 2, 3]),
            (png::ColorType::Rgba, &[0, 0, 0, 128], [127, 127, 127]),
            (png::ColorType::Indexed, &[0], [1, 2, 3]),
        ] {
            assert_eq!(decode(&file(color, pixel)).unwrap().rgb(), rgb, "{color:?}");
        }
    }

    #[test]
    fn other_files_are_refused() {
        assert!(decode(b"").is_err());
        assert!(decode(b"GIF89a").is_err());
        let whole = file(png::ColorType::Rgb, &[1, 2, 3]);
        assert!(decode(&whole[..whole.len() / 2]).is_err());
    }

    #[test]
    fn a_bomb_is_refused_before_it_is_decoded() {
        let mut bomb = file(png::ColorType::Rgb, &[1, 2, 3]);
        // Width and height stand at bytes 16 to 24, the checksum of the header after its flags.
        bomb[16..24].copy_from_slice(&[0, 0, 0x80, 0, 0, 0, 0x80, 0]);
        let checksum = crc32(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&checksum.to_be_bytes());
        assert!(matches!(decode(&bomb), Err(DecodeError::TooLarge)));
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0_u32, |crc, &byte| {
            (0..8).fold(crc ^ u32::from(byte), |crc, _| {
                (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
            })
        })
    }
}
