//! Pixels: from the network's patches to a canvas, and to larger sizes.

use crate::network::{PATCH_VALUES, PATCHES};
use crate::order::Order;
use crate::reading::Reading;

/// Pixels a side that the painter works at.
const SIDE: usize = 64;
const PATCH: usize = 8;
const GRID: usize = SIDE / PATCH;
const CHANNELS: usize = 3;

/// A square of pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Canvas {
    /// Pixels a side.
    pub side: u32,
    /// Red, green and blue of each pixel, row by row.
    pub rgb: Vec<u8>,
}

/// A finished picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// 64 x 64, as painted.
    pub canvas: Canvas,
    /// What the prompt was taken to mean.
    pub reading: Reading,
    /// What was ordered.
    pub order: Order,
}

impl Picture {
    /// The canvas at this many pixels a side, see [`Canvas::upscaled`].
    pub fn upscaled(&self, size: u32) -> Canvas {
        self.canvas.upscaled(size)
    }
}

impl Canvas {
    pub(crate) fn empty() -> Self {
        Self {
            side: SIDE as u32,
            rgb: vec![0; SIDE * SIDE * CHANNELS],
        }
    }

    /// Draws patches `[64, 192]` (inside a patch: channel, row, column; -1 black to 1 full) on a
    /// canvas of the native size.
    pub(crate) fn draw(&mut self, patches: &[f32]) {
        debug_assert_eq!(patches.len(), PATCHES * PATCH_VALUES);
        for (index, &value) in patches.iter().enumerate() {
            let (patch, inside) = (index / PATCH_VALUES, index % PATCH_VALUES);
            let (channel, inside) = (inside / (PATCH * PATCH), inside % (PATCH * PATCH));
            let row = patch / GRID * PATCH + inside / PATCH;
            let column = patch % GRID * PATCH + inside % PATCH;
            // The cast saturates, so nothing wraps around.
            self.rgb[(row * SIDE + column) * CHANNELS + channel] =
                ((value + 1.0) * 127.5).round() as u8;
        }
    }

    /// Every pixel as a square, so that edges stay crisp: the largest multiple of the side up to `size`.
    #[must_use]
    pub fn upscaled(&self, size: u32) -> Self {
        let factor = (size / self.side).max(1) as usize;
        let mut rgb = Vec::with_capacity(self.rgb.len() * factor * factor);
        for row in self.rgb.chunks_exact(self.side as usize * CHANNELS) {
            let start = rgb.len();
            let (pixels, _) = row.as_chunks::<CHANNELS>();
            for pixel in pixels {
                rgb.extend(std::iter::repeat_n(pixel, factor).flatten());
            }
            let end = rgb.len();
            for _ in 1..factor {
                rgb.extend_from_within(start..end);
            }
        }
        Self {
            side: self.side * factor as u32,
            rgb,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patches_land_where_training_cut_them() {
        let mut patches = vec![-1.0; PATCHES * PATCH_VALUES];
        // Patch 9 is the second of the second row; channel 1, row 2, column 3 in it.
        patches[9 * PATCH_VALUES + 64 + 2 * 8 + 3] = 1.0;
        patches[0] = 7.0;
        patches[1] = -7.0;
        patches[2] = 0.0;
        let mut canvas = Canvas::empty();
        canvas.draw(&patches);
        assert_eq!(canvas.rgb[(10 * 64 + 11) * 3..][..3], [0, 255, 0]);
        assert_eq!([canvas.rgb[0], canvas.rgb[3], canvas.rgb[6]], [255, 0, 128]);
        assert_eq!(canvas.rgb.iter().filter(|&&value| value > 0).count(), 3);
    }

    #[test]
    fn pixels_become_squares() {
        let canvas = Canvas {
            side: 2,
            rgb: vec![1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
        };
        let large = canvas.upscaled(5);
        assert_eq!(large.side, 4);
        assert_eq!(large.rgb[..12], [1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6]);
        assert_eq!(large.rgb[..12], large.rgb[12..24]);
        assert_eq!(large.rgb[24..30], [7, 8, 9, 7, 8, 9]);
        assert_eq!(canvas.upscaled(1), canvas);
    }
}
