//! The pictures that the mock hands out: a landscape that depends on nothing but what was asked.

use std::collections::VecDeque;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher as _};
use std::sync::{Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder as _};
use pixelprompt_domain::{MediaType, Size};
use pixelprompt_picture::{Raster, encode};

/// A picture before it is painted. The same one always gives the same file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Painting {
    /// Who paints: models of different names paint the same prompt differently.
    pub model: String,
    /// What was asked.
    pub prompt: String,
    /// Which of the many pictures for that prompt.
    pub seed: u64,
    /// Width and height.
    pub size: Size,
    /// PNG or JPEG; WebP is painted as PNG, as some providers do.
    pub media_type: MediaType,
}

/// The longest side that is painted.
const LONGEST_SIDE: u32 = 4096;

/// How many files are kept for whoever asks for the same again.
const FINISHED: usize = 32;

/// The last files: a benchmark asks for the same one again and again, and is not about painting.
static EASEL: Mutex<VecDeque<(Painting, Bytes)>> = Mutex::new(VecDeque::new());

impl Painting {
    /// The file.
    pub fn file(&self) -> Bytes {
        let easel = || EASEL.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, file)) = easel().iter().find(|(painting, _)| painting == self) {
            return file.clone();
        }
        let raster = self.raster();
        let written = match self.media_type {
            MediaType::Jpeg => jpeg(&raster),
            MediaType::Png | MediaType::Webp => encode(&raster, None).ok(),
        };
        let file = Bytes::from(written.unwrap_or_default());
        let mut easel = easel();
        easel.truncate(FINISHED - 1);
        easel.push_front((self.clone(), file.clone()));
        file
    }

    /// The file in base64.
    pub fn base64(&self) -> String {
        STANDARD.encode(self.file())
    }

    /// A sky with a sun and some stars over hills. Everything is made of runs of one colour within a row,
    /// so that a large picture takes hardly longer than its bytes.
    fn raster(&self) -> Raster {
        let Size { width, height } = self.size;
        let (width, height) = (width.clamp(1, LONGEST_SIDE), height.clamp(1, LONGEST_SIDE));
        let mut dice = Dice::of(self);
        let [zenith, horizon, ground] = PALETTES[dice.below(PALETTES.len() as u8) as usize];
        let (w, h) = (width as f32, height as f32);
        let mut shapes = vec![];
        for _ in 0..14 {
            let size = h.min(w) * dice.part(0.002, 0.006);
            let at = (w * dice.part(0.0, 1.0), h * dice.part(0.0, 0.45));
            shapes.push(Ellipse::new(at, (size, size), [255, 250, 225]));
        }
        let sun = (w * dice.part(0.2, 0.8), h * dice.part(0.3, 0.6));
        let radius = h.min(w) * dice.part(0.07, 0.13);
        let behind = mixed(zenith, horizon, (sun.1 / h).sqrt());
        for ring in 0..12_u8 {
            let share = f32::from(ring) / 12.0;
            let size = radius * (2.0 - share);
            let glow = mixed(behind, SUN, share * share * 0.6);
            shapes.push(Ellipse::new(sun, (size, size), glow));
        }
        shapes.push(Ellipse::new(sun, (radius, radius), SUN));
        for (row, depth) in [(0.7, 0.3), (0.8, 0.6), (0.9, 0.95)] {
            let colour = mixed(horizon, ground, depth);
            shapes.push(Ellipse::new(
                (w / 2.0, h * 1.5),
                (w * 1.6, h * (1.5 - row)),
                colour,
            ));
            for _ in 0..3 {
                let rise = dice.part(0.02, 0.12);
                let at = (w * dice.part(0.0, 1.0), h * 1.1);
                let hill = (w * dice.part(0.2, 0.45), h * (1.1 - row + rise));
                shapes.push(Ellipse::new(at, hill, colour));
            }
        }
        let mut rgb = Vec::with_capacity(width as usize * height as usize * 3);
        for y in 0..height {
            let mut row = mixed(zenith, horizon, (y as f32 / h).sqrt()).repeat(width as usize);
            for shape in &shapes {
                shape.draw(y, &mut row);
            }
            rgb.append(&mut row);
        }
        // There are as many pixels as there have to be.
        Raster::from_rgb(width, height, rgb).unwrap_or_else(|| Raster::filled(1, 1, zenith))
    }
}

fn jpeg(raster: &Raster) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut file, 85);
    let (width, height) = (raster.width(), raster.height());
    encoder
        .write_image(raster.rgb(), width, height, ExtendedColorType::Rgb8)
        .ok()?;
    Some(file)
}

/// Colours of the zenith, the horizon and the nearest hill.
const PALETTES: [[[u8; 3]; 3]; 8] = [
    [[38, 70, 120], [250, 200, 160], [28, 46, 60]],
    [[90, 150, 210], [235, 240, 245], [40, 90, 60]],
    [[44, 30, 80], [240, 120, 110], [24, 16, 40]],
    [[20, 60, 70], [190, 225, 200], [16, 50, 46]],
    [[120, 90, 160], [250, 190, 200], [60, 40, 80]],
    [[60, 110, 170], [255, 225, 150], [110, 70, 40]],
    [[16, 24, 56], [90, 120, 180], [8, 14, 30]],
    [[150, 190, 220], [255, 235, 215], [90, 120, 90]],
];

const SUN: [u8; 3] = [255, 236, 180];

struct Ellipse {
    centre: (f32, f32),
    radii: (f32, f32),
    colour: [u8; 3],
}

impl Ellipse {
    fn new(centre: (f32, f32), radii: (f32, f32), colour: [u8; 3]) -> Self {
        Self {
            centre,
            radii,
            colour,
        }
    }

    /// Colours its part of a row of pixels.
    fn draw(&self, y: u32, row: &mut [u8]) {
        let away = (y as f32 + 0.5 - self.centre.1) / self.radii.1;
        let half = self.radii.0 * (1.0 - away * away).max(0.0).sqrt();
        let width = row.len() / 3;
        let left = (self.centre.0 - half).max(0.0) as usize;
        let right = ((self.centre.0 + half).max(0.0) as usize).min(width);
        if left < right {
            row[left * 3..right * 3].copy_from_slice(&self.colour.repeat(right - left));
        }
    }
}

fn mixed(from: [u8; 3], to: [u8; 3], share: f32) -> [u8; 3] {
    let mix = |i: usize| f32::from(from[i]) * (1.0 - share) + f32::from(to[i]) * share;
    [0, 1, 2].map(|i| mix(i) as u8)
}

/// Numbers that depend on a painting alone.
struct Dice(u64);

impl Dice {
    fn of(painting: &Painting) -> Self {
        Self(digest(&(&painting.model, &painting.prompt, painting.seed)))
    }

    /// `xorshift64*`, by Sebastiano Vigna.
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, end: u8) -> u8 {
        ((self.next() >> 32) % u64::from(end.max(1))) as u8
    }

    fn part(&mut self, from: f32, to: f32) -> f32 {
        let part = (self.next() >> 40) as f32 / (1_u32 << 24) as f32;
        from + (to - from) * part
    }
}

/// A number that stands for a value, never 0.
pub(super) fn digest(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish() | 1
}

#[cfg(test)]
mod tests {
    use pixelprompt_picture::{Kind, Limits, check};

    use super::*;

    fn painting(seed: u64, media_type: MediaType) -> Painting {
        Painting {
            model: "m".to_owned(),
            prompt: "a paper boat".to_owned(),
            seed,
            size: Size {
                width: 96,
                height: 64,
            },
            media_type,
        }
    }

    #[test]
    fn a_painting_is_a_picture_of_the_size_asked() {
        for (media_type, kind) in [(MediaType::Png, Kind::Png), (MediaType::Jpeg, Kind::Jpeg)] {
            let file = painting(1, media_type).file();
            let checked = check(&file, &Limits::default()).unwrap();
            assert_eq!(
                (checked.kind, checked.width, checked.height),
                (kind, 96, 64)
            );
        }
    }

    #[test]
    fn the_same_is_painted_again_and_another_seed_is_another_picture() {
        let first = painting(1, MediaType::Png).file();
        assert_eq!(first, painting(1, MediaType::Png).file());
        assert_ne!(first, painting(2, MediaType::Png).file());
    }
}
