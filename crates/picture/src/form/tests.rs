use std::io::Cursor;

use image::{
    Rgb, RgbImage,
    codecs::{jpeg::JpegEncoder, webp::WebPEncoder},
};
use proptest::prelude::*;

use super::*;
use crate::{
    Checked, check,
    intake::tests::{file, picture, png_chunk, samples},
};

/// What must not be left in a file: as text, and as the words of an EXIF comment.
const SECRET: &str = "a secret prompt";

const UPRIGHT: Orientation = Orientation::NoTransforms;

fn taken(file: &[u8]) -> Checked {
    check(file, &Limits::default()).unwrap()
}

/// The pixels as people see them.
fn seen(file: &[u8]) -> DynamicImage {
    let checked = taken(file);
    let mut pixels = checked.pixels;
    pixels.apply_orientation(checked.orientation);
    pixels
}

fn formed(file: &[u8], kind: Option<Kind>, bare: bool) -> Result<Formed, FormError> {
    form(file, Form { kind, bare }, &Limits::default())
}

fn bare(file: &[u8]) -> Vec<u8> {
    formed(file, None, true).unwrap().file
}

fn beside(file: &[u8]) -> Beside {
    let mut decoder = open(file, &Limits::default()).unwrap().decoder;
    Beside {
        profile: decoder.icc_profile().unwrap(),
        exif: decoder.exif_metadata().unwrap(),
        xmp: decoder.xmp_metadata().unwrap(),
    }
}

fn profile(space: [u8; 4]) -> Vec<u8> {
    let mut profile = vec![7; 200];
    profile[16..20].copy_from_slice(&space);
    profile
}

fn says(file: &[u8], text: &str) -> bool {
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let has = |needle: &[u8]| file.windows(needle.len()).any(|part| part == needle);
    has(text.as_bytes()) || has(&wide)
}

/// EXIF that says which way is up, if any way is, and where it was taken.
fn told(orientation: Orientation) -> Vec<u8> {
    let mut block = if orientation == UPRIGHT {
        exif::comment(SECRET)
    } else {
        exif::turned(orientation)
    };
    block.extend(SECRET.as_bytes());
    block
}

/// A PNG with everything that can travel in one.
fn telling_png(orientation: Orientation) -> Vec<u8> {
    let mut whole = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut whole, 40, 24);
    encoder.set_color(::png::ColorType::Rgb);
    for keyword in ["parameters", "workflow"] {
        encoder
            .add_text_chunk(keyword.into(), SECRET.into())
            .unwrap();
    }
    encoder
        .add_itxt_chunk("XML:com.adobe.xmp".into(), format!("<{SECRET}>"))
        .unwrap();
    encoder.add_ztxt_chunk("k".into(), SECRET.into()).unwrap();
    encoder.set_source_gamma(::png::ScaledFloat::new(0.5));
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(picture(40, 24).as_bytes()).unwrap();
    writer
        .write_text_chunk(&::png::text_metadata::TEXtChunk::new("late", SECRET))
        .unwrap();
    drop(writer);
    let mut packed = Vec::new();
    let mut encoder = PngEncoder::new(&mut packed);
    encoder.set_icc_profile(profile(*b"RGB ")).unwrap();
    encoder
        .write_image(&[0; 3], 1, 1, ExtendedColorType::Rgb8)
        .unwrap();
    let at = packed.windows(4).position(|name| name == b"iCCP").unwrap();
    let length = u32::from_be_bytes(packed[at - 4..at].try_into().unwrap()) as usize;
    let chunks = [
        &packed[at - 4..at + 8 + length],
        &png_chunk(*b"eXIf", &told(orientation)),
        &png_chunk(*b"caBX", SECRET.as_bytes()),
        &png_chunk(*b"tIME", &[7, 230, 1, 2, 3, 4, 5]),
        &png_chunk(*b"prVt", SECRET.as_bytes()),
    ];
    whole.splice(33..33, chunks.concat());
    whole.extend(SECRET.as_bytes());
    whole
}

fn segment(marker: u8, parts: &[&[u8]]) -> Vec<u8> {
    let data = parts.concat();
    let length = (data.len() as u16 + 2).to_be_bytes();
    [&[0xFF, marker], &length[..], &data].concat()
}

/// A JPEG with everything that can travel in one.
fn telling_jpeg(orientation: Orientation) -> Vec<u8> {
    let secret = SECRET.as_bytes();
    let mut whole = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut whole, 90);
    encoder.set_icc_profile(profile(*b"RGB ")).unwrap();
    encoder.encode_image(&picture(40, 24)).unwrap();
    let jfif = whole.windows(5).position(|name| name == b"JFIF\0").unwrap();
    assert_eq!(jfif, 6);
    let length = usize::from(u16::from_be_bytes([whole[4], whole[5]]));
    let (start, rest) = (whole[..2].to_vec(), whole[4 + length..].to_vec());
    let head = [
        // With a small picture of five pixels.
        segment(0xE0, &[&whole[6..18], &[5, 1], &secret[..15]]),
        segment(0xE0, &[b"JFXX\0\x10", secret]),
        segment(0xE1, &[b"Exif\0\0", &told(orientation)]),
        segment(0xE1, &[b"http://ns.adobe.com/xap/1.0/\0<", secret]),
        segment(0xE2, &[b"MPF\0", secret]),
        segment(0xEB, &[b"JP\0\0", secret]),
        segment(0xED, &[b"Photoshop 3.0\0", secret]),
        segment(0xEE, &[b"Adobe\0\x64\0\0\0\0\x01", secret]),
        segment(0xEE, &[secret]),
        segment(0xFE, &[secret]),
        vec![0xFF, 0xFF],
    ];
    [start, head.concat(), rest, secret.to_vec()].concat()
}

/// A WebP with everything that can travel in one.
fn telling_webp(orientation: Orientation) -> Vec<u8> {
    let mut whole = Vec::new();
    let mut encoder = WebPEncoder::new_lossless(&mut whole);
    encoder.set_icc_profile(profile(*b"RGB ")).unwrap();
    encoder.set_exif_metadata(told(orientation)).unwrap();
    let pixels = picture(40, 24);
    let color = ExtendedColorType::from(pixels.color());
    encoder.encode(pixels.as_bytes(), 40, 24, color).unwrap();
    whole[20] |= 1 << 2;
    for name in [b"XMP ", b"prVt"] {
        whole.extend(name);
        whole.extend((SECRET.len() as u32).to_le_bytes());
        whole.extend(SECRET.as_bytes());
        whole.push(0);
    }
    let length = whole.len() as u32 - 8;
    whole[4..8].copy_from_slice(&length.to_le_bytes());
    whole.extend(SECRET.as_bytes());
    whole
}

fn orientations() -> impl Iterator<Item = Orientation> {
    (1..=8).filter_map(Orientation::from_exif)
}

#[test]
fn nothing_but_the_picture_is_left_and_it_is_the_same() {
    for orientation in orientations() {
        for told in [
            telling_png(orientation),
            telling_jpeg(orientation),
            telling_webp(orientation),
        ] {
            assert!(says(&told, SECRET));
            let bare = bare(&told);
            let kind = Kind::of(&told);
            assert!(!says(&bare, SECRET), "{kind:?} {orientation:?}");
            assert_eq!(seen(&bare), seen(&told), "{kind:?} {orientation:?}");
            assert_eq!(taken(&bare).orientation, orientation, "{kind:?}");
            assert_eq!(Kind::of(&bare), kind);
            let left = beside(&bare);
            assert_eq!(left.profile, Some(profile(*b"RGB ")), "{kind:?}");
            assert_eq!(left.exif.is_some(), orientation != UPRIGHT, "{kind:?}");
            assert!(left.xmp.is_none(), "{kind:?}");
            assert!(bare.len() + 5 * SECRET.len() < told.len(), "{kind:?}");
            assert_eq!(super::tests::bare(&bare), bare, "{kind:?}: once is enough");
        }
    }
}

#[test]
fn what_makes_colours_and_movement_stays() {
    let png = bare(&telling_png(UPRIGHT));
    let reader = ::png::Decoder::new(Cursor::new(&png)).read_info().unwrap();
    assert!(reader.info().gama_chunk.is_some());
    drop(reader);
    let jpeg = bare(&telling_jpeg(UPRIGHT));
    let adobe = segment(0xEE, &[b"Adobe\0\x64\0\0\0\0\x01"]);
    assert!(jpeg.windows(adobe.len()).any(|part| part == adobe));
    let jfif = jpeg[2..20].to_vec();
    assert_eq!(jfif[4..9], *b"JFIF\0");
    assert_eq!(jfif[16..], [0, 0], "no small picture");

    let (red, blue) = ([255, 0, 0, 255].repeat(64), [0, 0, 255, 255].repeat(64));
    let config = ::webp::WebPConfig::new().unwrap();
    let mut animation = ::webp::AnimEncoder::new(8, 8, &config);
    for (pixels, time) in [(&red, 0), (&blue, 100)] {
        animation.add_frame(::webp::AnimFrame::from_rgba(pixels, 8, 8, time));
    }
    let animation = animation.encode().to_vec();
    assert_eq!(bare(&animation), animation);
}

#[test]
fn a_plain_file_stays_as_it_is() {
    for (kind, plain) in samples() {
        assert_eq!(bare(&plain), plain, "{kind:?}");
        for same in [None, Some(kind)] {
            let formed = formed(&plain, same, false).unwrap();
            assert_eq!((formed.kind, formed.file), (kind, plain.clone()));
        }
    }
}

#[test]
fn another_kind_of_file_has_the_same_pixels_the_right_way_up() {
    for orientation in orientations() {
        for (told, kinds) in [
            (telling_png(orientation), &[Kind::Webp][..]),
            (telling_jpeg(orientation), &[Kind::Webp, Kind::Png]),
            (telling_webp(orientation), &[Kind::Png]),
        ] {
            for kind in kinds {
                for is_bare in [true, false] {
                    let formed = formed(&told, Some(*kind), is_bare).unwrap();
                    assert_eq!(formed.kind, *kind);
                    assert_eq!(Kind::of(&formed.file), Some(*kind));
                    assert_eq!(seen(&formed.file), seen(&told), "{kind:?} {orientation:?}");
                    assert_eq!(taken(&formed.file).orientation, UPRIGHT);
                    assert_eq!(says(&formed.file, SECRET), !is_bare, "{kind:?}");
                    let left = beside(&formed.file);
                    assert_eq!(left.profile, Some(profile(*b"RGB ")));
                    assert_eq!(left.xmp.is_some(), !is_bare, "{kind:?}");
                }
            }
        }
    }
}

#[test]
fn every_colour_type_becomes_webp_without_loss() {
    let rgb = picture(33, 9);
    let clear = image::RgbaImage::from_fn(7, 5, |x, y| image::Rgba([x as u8, y as u8, 9, 0]));
    for pixels in [
        DynamicImage::from(rgb.to_luma8()),
        rgb.to_luma_alpha8().into(),
        rgb.to_rgba8().into(),
        rgb.clone(),
        clear.into(),
    ] {
        let png = file(&pixels, image::ImageFormat::Png);
        let webp = formed(&png, Some(Kind::Webp), false).unwrap().file;
        assert_eq!(seen(&webp).to_rgba8(), pixels.to_rgba8());
        let back = formed(&webp, Some(Kind::Png), false).unwrap().file;
        assert_eq!(seen(&back).to_rgba8(), pixels.to_rgba8());
    }
}

#[test]
fn parameters_become_a_comment_that_others_read() {
    for text in ["a fox\nSteps: 12", "ein Füchslein", "赤い狐 🦊"] {
        let raster = crate::Raster::filled(2, 2, [1, 2, 3]);
        let png = crate::encode(&raster, Some(text)).unwrap();
        let webp = formed(&png, Some(Kind::Webp), false).unwrap().file;
        let exif = beside(&webp).exif.unwrap();
        let at = exif
            .windows(8)
            .position(|code| code == b"UNICODE\0")
            .unwrap();
        let units: Vec<u16> = exif[at + 8..]
            .chunks(2)
            .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
            .collect();
        assert_eq!(String::from_utf16(&units).unwrap(), text);
        assert_eq!(
            u32::from_be_bytes(exif[36..40].try_into().unwrap()),
            at as u32
        );
        let length = u32::from_be_bytes(exif[32..36].try_into().unwrap());
        assert_eq!(at + length as usize, exif.len());
    }
}

#[test]
fn what_a_kind_cannot_hold_is_refused() {
    let deep = file(&picture(9, 5).to_rgb16().into(), image::ImageFormat::Png);
    let refused = formed(&deep, Some(Kind::Webp), false);
    assert!(matches!(refused, Err(FormError::TooDeep)), "{refused:?}");
    assert_eq!(seen(&bare(&deep)), seen(&deep));

    let long = RgbImage::from_pixel(16_384, 1, Rgb([1, 2, 3]));
    let long = file(&long.into(), image::ImageFormat::Png);
    let refused = formed(&long, Some(Kind::Webp), true);
    assert!(matches!(refused, Err(FormError::TooLong)), "{refused:?}");

    let refused = formed(&samples()[0].1, Some(Kind::Jpeg), false);
    assert!(matches!(refused, Err(FormError::Lossy)), "{refused:?}");
    for text in [&b""[..], b"<html>", &samples()[0].1[..40]] {
        let refused = formed(text, Some(Kind::Webp), true);
        assert!(matches!(refused, Err(FormError::Unusual(_))), "{refused:?}");
    }
}

#[test]
fn a_profile_of_other_colours_is_left_out() {
    let mut jpeg = Vec::new();
    let mut encoder = JpegEncoder::new(&mut jpeg);
    encoder.set_icc_profile(profile(*b"CMYK")).unwrap();
    encoder.encode_image(&picture(8, 8)).unwrap();
    for kind in [Kind::Png, Kind::Webp] {
        let formed = formed(&jpeg, Some(kind), false).unwrap();
        assert_eq!(beside(&formed.file).profile, None);
    }
    let mut grey = Vec::new();
    let mut encoder = JpegEncoder::new(&mut grey);
    encoder.set_icc_profile(profile(*b"GRAY")).unwrap();
    let pixels = picture(8, 8).to_luma8();
    encoder
        .encode(&pixels, 8, 8, ExtendedColorType::L8)
        .unwrap();
    let png = formed(&grey, Some(Kind::Png), false).unwrap().file;
    assert_eq!(beside(&png).profile, Some(profile(*b"GRAY")));
    let webp = formed(&grey, Some(Kind::Webp), false).unwrap().file;
    assert_eq!(beside(&webp).profile, None);
}

proptest! {
    #[test]
    fn no_damage_panics_or_changes_the_picture(
        which in 0..7_usize,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        cut in any::<prop::sample::Index>(),
    ) {
        let told = [telling_png, telling_jpeg, telling_webp];
        let mut bytes = match which.checked_sub(told.len()) {
            None => told[which](Orientation::Rotate90),
            Some(plain) => samples()[plain].1.clone(),
        };
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        bytes.truncate(cut.index(bytes.len()) + bytes.len() / 2);
        let limits = Limits { pixels: 1 << 20, ..Limits::default() };
        for kind in [None, Some(Kind::Png), Some(Kind::Webp)] {
            let formed = form(&bytes, Form { kind, bare: true }, &limits);
            if let (Ok(_), Ok(formed)) = (check(&bytes, &limits), formed) {
                prop_assert_eq!(seen(&formed.file), seen(&bytes), "{:?}", kind);
            }
        }
    }
}
