use std::io::Cursor;

use image::{ImageFormat, Rgb, Rgba};

use super::*;
use crate::{Kind, Limits, check};

fn checked(picture: &DynamicImage) -> Checked {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, ImageFormat::Png).unwrap();
    check(&file.into_inner(), &Limits::default()).unwrap()
}

fn halves(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, _| {
        if x < width / 2 {
            Rgb([250, 20, 20])
        } else {
            Rgb([20, 20, 250])
        }
    })
    .into()
}

fn decoded(webp: &[u8]) -> DynamicImage {
    image::load_from_memory_with_format(webp, ImageFormat::WebP).unwrap()
}

#[test]
fn the_longest_side_is_at_most_512() {
    for (size, expected) in [
        ((1024, 1024), (512, 512)),
        ((2000, 1000), (512, 256)),
        ((600, 900), (341, 512)),
        ((513, 1), (512, 1)),
        ((40, 24), (40, 24)),
        ((1, 1), (1, 1)),
    ] {
        let thumbnail = checked(&halves(size.0, size.1)).thumbnail().unwrap();
        let again = check(&thumbnail.webp, &Limits::default()).unwrap();
        assert_eq!(again.kind, Kind::Webp);
        assert_eq!((again.width, again.height), expected, "{size:?}");
    }
}

#[test]
fn a_thumbnail_looks_like_its_picture_and_is_small() {
    let thumbnail = checked(&halves(1024, 1024)).thumbnail().unwrap();
    let seen = decoded(&thumbnail.webp).into_rgb8();
    let Rgb([red, _, blue]) = seen[(100, 100)];
    assert!(red > 200 && blue < 60);
    let Rgb([red, _, blue]) = seen[(400, 100)];
    assert!(red < 60 && blue > 200);
    assert!(thumbnail.webp.len() < 10_000);
}

#[test]
fn transparency_is_kept() {
    let picture = RgbaImage::from_fn(800, 800, |x, _| {
        Rgba([9, 200, 9, if x < 400 { 0 } else { 255 }])
    });
    let thumbnail = checked(&picture.into()).thumbnail().unwrap();
    let seen = decoded(&thumbnail.webp).into_rgba8();
    assert_eq!((seen[(50, 50)].0[3], seen[(450, 50)].0[3]), (0, 255));
}

#[test]
fn without_transparency_it_lies_on_white() {
    let picture = RgbaImage::from_fn(2, 1, |x, _| Rgba([9, 200, 9, if x == 0 { 0 } else { 255 }]));
    let small = checked(&picture.into()).shrink().unwrap();
    assert_eq!(small.raster().rgb(), [255, 255, 255, 9, 200, 9]);
    let plain = checked(&halves(2, 1)).shrink().unwrap();
    assert_eq!(plain.raster().rgb(), [250, 20, 20, 20, 20, 250]);
}

#[test]
fn a_thumbnail_stands_upright() {
    let mut lying = checked(&halves(800, 400));
    lying.orientation = image::metadata::Orientation::Rotate90;
    let seen = decoded(&lying.thumbnail().unwrap().webp).into_rgb8();
    assert_eq!(seen.dimensions(), (256, 512));
    let Rgb([red, _, blue]) = seen[(128, 100)];
    assert!(red > 200 && blue < 60, "what was left is at the top");
}

#[test]
fn a_thumbhash_holds_shape_and_colour() {
    let thumbnail = checked(&halves(1024, 512)).thumbnail().unwrap();
    assert!((15..=32).contains(&thumbnail.thumbhash.len()));
    let ratio = thumbhash::thumb_hash_to_approximate_aspect_ratio(&thumbnail.thumbhash).unwrap();
    assert!((ratio - 2.0).abs() < 0.4, "{ratio}");
    let (red, green, blue, alpha) =
        thumbhash::thumb_hash_to_average_rgba(&thumbnail.thumbhash).unwrap();
    assert!(red > green && blue > green && alpha > 0.99);
}

#[test]
fn the_same_picture_gives_the_same_thumbnail() {
    let picture = halves(700, 300);
    assert_eq!(
        checked(&picture).thumbnail().unwrap(),
        checked(&picture).thumbnail().unwrap()
    );
}
