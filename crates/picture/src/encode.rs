//! Writing PNG.

use crate::Raster;

/// The keyword under which generation parameters are found by everything that reads them.
const PARAMETERS: &str = "parameters";

/// A picture that PNG cannot hold, such as one without pixels.
#[derive(Debug, thiserror::Error)]
#[error("the picture could not be written as PNG")]
pub struct EncodeError(#[from] png::EncodingError);

/// Writes a PNG file, with the generation parameters in its `parameters` text.
///
/// The same pixels and text always give the same bytes.
pub fn encode(raster: &Raster, parameters: Option<&str>) -> Result<Vec<u8>, EncodeError> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, raster.width(), raster.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    if let Some(text) = parameters {
        // The plain chunk is what old readers know, but it only holds Latin-1.
        if text.chars().all(|c| u32::from(c) < 256) {
            encoder.add_text_chunk(PARAMETERS.to_owned(), text.to_owned())?;
        } else {
            encoder.add_itxt_chunk(PARAMETERS.to_owned(), text.to_owned())?;
        }
    }
    let mut writer = encoder.write_header()?;
    writer.write_image_data(raster.rgb())?;
    writer.finish()?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::decode;

    fn texts(file: &[u8]) -> (Vec<String>, Vec<String>) {
        let reader = png::Decoder::new(std::io::Cursor::new(file))
            .read_info()
            .unwrap();
        let info = reader.info();
        let plain = &info.uncompressed_latin1_text;
        let international = &info.utf8_text;
        (
            plain.iter().map(|chunk| chunk.text.clone()).collect(),
            international
                .iter()
                .map(|chunk| chunk.get_text().unwrap())
                .collect(),
        )
    }

    #[test]
    fn latin_1_goes_into_the_plain_chunk() {
        let file = encode(&Raster::filled(2, 2, [1, 2, 3]), Some("café\nSteps: 12")).unwrap();
        assert_eq!(texts(&file), (vec!["café\nSteps: 12".to_owned()], vec![]));
    }

    #[test]
    fn other_scripts_go_into_the_international_chunk() {
        let file = encode(&Raster::filled(2, 2, [1, 2, 3]), Some("🦊 ثعلب")).unwrap();
        assert_eq!(texts(&file), (vec![], vec!["🦊 ثعلب".to_owned()]));
    }

    #[test]
    fn a_picture_without_pixels_is_an_error() {
        assert!(encode(&Raster::filled(0, 0, [0; 3]), None).is_err());
    }

    proptest! {
        #[test]
        fn what_is_written_can_be_read((width, height, rgb) in (1..40_u32, 1..40_u32)
            .prop_flat_map(|(w, h)| (Just(w), Just(h), proptest::collection::vec(any::<u8>(), (w * h * 3) as usize)))
        ) {
            let raster = Raster::from_rgb(width, height, rgb).unwrap();
            let file = encode(&raster, None).unwrap();
            prop_assert_eq!(decode(&file).unwrap(), raster);
        }
    }
}
