use std::io::Write as _;

use image::{ImageEncoder as _, RgbImage, RgbaImage, codecs::jpeg::JpegEncoder};
use proptest::prelude::*;

use super::*;

pub(crate) fn picture(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([x as u8, y as u8, (x * y) as u8])
    })
    .into()
}

pub(crate) fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, format).unwrap();
    file.into_inner()
}

pub(crate) fn samples() -> [(Kind, Vec<u8>); 4] {
    let picture = picture(40, 24);
    let lossy = webp::Encoder::from_rgb(picture.as_rgb8().unwrap(), 40, 24).encode(80.0);
    [
        (Kind::Png, file(&picture, ImageFormat::Png)),
        (Kind::Jpeg, file(&picture, ImageFormat::Jpeg)),
        (Kind::Webp, file(&picture, ImageFormat::WebP)),
        (Kind::Webp, lossy.to_vec()),
    ]
}

fn taken(bytes: &[u8]) -> Result<Checked, IntakeError> {
    check(bytes, &Limits::default())
}

pub(crate) fn png_chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut chunk = (data.len() as u32).to_be_bytes().to_vec();
    chunk.extend(kind);
    chunk.extend(data);
    let crc = !chunk[4..].iter().fold(!0_u32, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
        })
    });
    chunk.extend(crc.to_be_bytes());
    chunk
}

/// A file of some hundred bytes to a few kilobytes that unpacks to `side` times `side` black pixels.
fn bomb(side: u32) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    encoder.set_compression(png::Compression::High);
    let mut writer = encoder.write_header().unwrap();
    let mut stream = writer.stream_writer().unwrap();
    let row = vec![0; side.div_ceil(8) as usize];
    for _ in 0..side {
        stream.write_all(&row).unwrap();
    }
    stream.finish().unwrap();
    drop(writer);
    file
}

#[test]
fn pictures_are_told_by_their_bytes() {
    for (kind, bytes) in samples() {
        let checked = taken(&bytes).unwrap();
        assert_eq!(
            (checked.kind, checked.width, checked.height),
            (kind, 40, 24)
        );
    }
}

#[test]
fn the_digest_is_of_the_file() {
    assert_eq!(
        sha256(b"abc"),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    for (_, bytes) in samples() {
        assert_eq!(taken(&bytes).unwrap().sha256, sha256(&bytes));
    }
}

#[test]
fn what_is_no_picture_is_refused() {
    let png = &samples()[0].1;
    let mut page_before_picture = b"<!doctype html><script>alert(1)</script>".to_vec();
    page_before_picture.extend(png);
    let mut gif_before_picture = b"GIF89a/*".to_vec();
    gif_before_picture.extend(png);
    for (name, bytes) in [
        ("empty", &b""[..]),
        ("HTML", b"<!doctype html><title>502</title>"),
        ("JSON", br#"{"error":"busy"}"#),
        ("SVG", br#"<svg xmlns="http://www.w3.org/2000/svg"/>"#),
        (
            "GIF",
            b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff;",
        ),
        ("AVIF", b"\0\0\0\x1cftypavif"),
        ("a sound in RIFF", b"RIFF\x24\0\0\0WAVEfmt "),
        ("a page before a picture", &page_before_picture),
        ("a GIF before a picture", &gif_before_picture),
    ] {
        let refused = taken(bytes).unwrap_err();
        assert!(
            matches!(refused, IntakeError::NotAPicture),
            "{name}: {refused:?}"
        );
    }
}

#[test]
fn a_signature_alone_is_no_picture() {
    for (kind, bytes) in samples() {
        for length in [12, 20, bytes.len() / 2, bytes.len() - 20] {
            let refused = taken(&bytes[..length]).unwrap_err();
            assert!(
                matches!(refused, IntakeError::Damaged(_)),
                "{kind:?} {length}: {refused:?}"
            );
        }
    }
    let page = b"\x89PNG\r\n\x1a\n<html>";
    assert!(matches!(taken(page), Err(IntakeError::Damaged(_))));
}

#[test]
fn damaged_pixels_are_found() {
    let mut png = samples()[0].1.clone();
    let middle = png.len() / 2;
    png[middle] ^= 0x55;
    assert!(matches!(taken(&png), Err(IntakeError::Damaged(_))));
}

#[test]
fn bytes_behind_the_picture_are_let_be() {
    for (kind, mut bytes) in samples() {
        bytes.extend(b"PK\x03\x04 and a page <html>");
        assert_eq!(taken(&bytes).unwrap().kind, kind);
    }
}

#[test]
fn limits_hold_to_the_pixel_and_to_the_byte() {
    for (kind, bytes) in samples() {
        let exact = Limits {
            pixels: 40 * 24,
            bytes: bytes.len(),
        };
        assert!(check(&bytes, &exact).is_ok(), "{kind:?}");
        let fewer_pixels = Limits {
            pixels: 40 * 24 - 1,
            ..exact
        };
        assert!(matches!(
            check(&bytes, &fewer_pixels),
            Err(IntakeError::TooManyPixels { limit: 959 })
        ));
        let fewer_bytes = Limits {
            bytes: bytes.len() - 1,
            ..exact
        };
        assert!(matches!(
            check(&bytes, &fewer_bytes),
            Err(IntakeError::TooManyBytes { .. })
        ));
    }
}

#[test]
fn a_bomb_is_refused_by_its_header() {
    // Its 2.5 thousand million pixels fit into a file smaller than most photographs.
    let bomb = bomb(50_000);
    assert!(bomb.len() < 1 << 20, "{}", bomb.len());
    let limit = Limits::default().pixels;
    for bytes in [&bomb[..], &bomb[..60]] {
        assert!(matches!(
            taken(bytes),
            Err(IntakeError::TooManyPixels { limit: said }) if said == limit
        ));
    }
}

#[test]
fn a_bomb_in_the_metadata_is_refused_or_left_packed() {
    let (_, png) = &samples()[0];
    let packed = {
        let mut encoder = flate(&vec![0; 64 << 20]);
        let mut data = b"profile\0\0".to_vec();
        data.append(&mut encoder);
        data
    };
    let mut bytes = png[..33].to_vec();
    bytes.extend(png_chunk(*b"iCCP", &packed));
    bytes.extend(&png[33..]);
    assert!(bytes.len() < 1 << 20);
    // Either end is fine; what counts is that the limit on memory holds while it is reached.
    let _ = taken(&bytes);
}

/// The zlib stream of a PNG's pixels is a zlib stream like any other.
fn flate(data: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 1, 1);
    encoder.set_color(png::ColorType::Grayscale);
    encoder
        .add_ztxt_chunk("k".to_owned(), String::from_utf8_lossy(data).into_owned())
        .unwrap();
    encoder
        .write_header()
        .unwrap()
        .write_image_data(&[0])
        .unwrap();
    let start = file.windows(4).position(|name| name == b"zTXt").unwrap();
    let length = u32::from_be_bytes(file[start - 4..start].try_into().unwrap()) as usize;
    file[start + 4 + 3..start + 4 + length].to_vec()
}

#[test]
fn of_an_animation_the_first_frame_counts() {
    let (red, blue) = ([255, 0, 0, 255].repeat(64), [0, 0, 255, 255].repeat(64));
    let config = webp::WebPConfig::new().unwrap();
    let mut animation = webp::AnimEncoder::new(8, 8, &config);
    animation.add_frame(webp::AnimFrame::from_rgba(&red, 8, 8, 0));
    animation.add_frame(webp::AnimFrame::from_rgba(&blue, 8, 8, 100));
    let webp = animation.encode().to_vec();

    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 8, 8);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_animated(2, 0).unwrap();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&red).unwrap();
    writer.write_image_data(&blue).unwrap();
    drop(writer);

    for file in [webp, png] {
        let checked = taken(&file).unwrap();
        let image::Rgba([red, _, blue, _]) = checked.pixels.to_rgba8()[(4, 4)];
        assert!(red > 200 && blue < 50, "{:?}", checked.kind);
    }
}

#[test]
fn a_picture_on_its_side_is_measured_upright() {
    // EXIF in big-endian order with one entry: orientation 6, "turn right to see it upright".
    let exif = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new(&mut bytes);
    encoder.set_exif_metadata(exif).unwrap();
    encoder.encode_image(&picture(40, 24)).unwrap();
    let checked = taken(&bytes).unwrap();
    assert_eq!((checked.width, checked.height), (24, 40));
    let measured = measure(&bytes, &Limits::default()).unwrap();
    assert_eq!((measured.width, measured.height), (24, 40));
}

#[test]
fn every_depth_and_colour_type_is_taken() {
    let rgb = picture(9, 5);
    for picture in [
        DynamicImage::from(rgb.to_luma8()),
        rgb.to_luma_alpha8().into(),
        rgb.to_rgba8().into(),
        rgb.to_luma16().into(),
        rgb.to_luma_alpha16().into(),
        rgb.to_rgb16().into(),
        rgb.to_rgba16().into(),
    ] {
        let checked = taken(&file(&picture, ImageFormat::Png)).unwrap();
        assert_eq!(checked.pixels.color(), picture.color());
        let thumbnail = checked.thumbnail().unwrap();
        assert!(taken(&thumbnail.webp).is_ok());
    }
}

#[test]
fn a_clear_picture_passes() {
    let clear = RgbaImage::new(3, 3);
    let checked = taken(&file(&clear.into(), ImageFormat::Png)).unwrap();
    assert!(checked.thumbnail().is_ok());
}

proptest! {
    #[test]
    fn no_bytes_panic(
        start in prop::sample::select(vec![
            &b""[..], b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", b"\xff\xd8\xff",
            b"RIFF\xff\0\0\0WEBPVP8 ", b"RIFF\xff\0\0\0WEBPVP8L", b"RIFF\xff\0\0\0WEBPVP8X",
        ]),
        rest in proptest::collection::vec(any::<u8>(), 0..400),
    ) {
        let mut bytes = start.to_vec();
        bytes.extend(rest);
        let _ = taken(&bytes);
    }

    #[test]
    fn no_damage_panics(
        which in 0..4_usize,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in any::<prop::sample::Index>(),
    ) {
        let (_, mut bytes) = samples()[which].clone();
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        bytes.truncate(cut.index(bytes.len()) + bytes.len() / 2);
        let limits = Limits { pixels: 1 << 20, ..Limits::default() };
        if let Ok(checked) = check(&bytes, &limits) {
            prop_assert!(checked.thumbnail().is_ok());
        }
    }
}
