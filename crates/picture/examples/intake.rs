//! Prints how long each step of taking in a picture takes, in microseconds, the best of some rounds:
//! `cargo run --release -p pixelprompt-picture --example intake [FILE …]`.
//! Without files it makes a PNG and a JPEG of 1024x1024 pixels with the grain of a photograph.

#![expect(clippy::print_stdout, reason = "an example prints its figures")]

use std::{error::Error, fs, hint::black_box, io::Cursor, time::Instant};

use image::{DynamicImage, ImageFormat, RgbImage};
use pixelprompt_picture::{Limits, check, sha256};

const ROUNDS: usize = 15;

fn main() -> Result<(), Box<dyn Error>> {
    let mut files = Vec::new();
    for path in std::env::args().skip(1) {
        files.push((path.clone(), fs::read(path)?));
    }
    if files.is_empty() {
        for (name, format) in [("PNG", ImageFormat::Png), ("JPEG", ImageFormat::Jpeg)] {
            let mut file = Cursor::new(Vec::new());
            photograph(1024).write_to(&mut file, format)?;
            files.push((name.to_owned(), file.into_inner()));
        }
    }
    println!("file                 bytes   check  sha256  shrink    webp  thumbhash  webp bytes");
    for (name, file) in &files {
        let limits = Limits::default();
        let checked = check(file, &limits)?;
        let small = checked.shrink()?;
        println!(
            "{:16} {:9} {:7} {:7} {:7} {:7} {:10} {:11}",
            name,
            file.len(),
            best(|| check(file, &limits)),
            best(|| sha256(file)),
            best(|| checked.shrink()),
            best(|| small.webp()),
            best(|| small.thumbhash()),
            small.webp()?.len(),
        );
    }
    println!("check includes sha256; the rest of it is decoding");
    Ok(())
}

fn best<T>(mut step: impl FnMut() -> T) -> u128 {
    let once = |_| {
        let start = Instant::now();
        black_box(step());
        start.elapsed().as_micros()
    };
    (0..ROUNDS).map(once).min().unwrap_or_default()
}

/// Soft shapes under a fine grain, so that encoders have as much to do as with a photograph.
fn photograph(side: u32) -> DynamicImage {
    let mut noise = 1_u32;
    RgbImage::from_fn(side, side, |x, y| {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let grain = (noise >> 29) as u8;
        let wave = |scale: f32, turn: f32| {
            let at = (x as f32 * turn.cos() + y as f32 * turn.sin()) / scale;
            ((at.sin() + 1.0) * 115.0) as u8 + grain
        };
        image::Rgb([wave(90.0, 0.3), wave(60.0, 1.1), wave(140.0, 2.0)])
    })
    .into()
}
