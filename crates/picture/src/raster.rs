//! Pixels in memory.

/// A rectangle of RGB pixels, eight bits a channel, row by row from the top left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raster {
    width: u32,
    height: u32,
    rgb: Vec<u8>,
}

impl Raster {
    /// A rectangle of one colour.
    pub fn filled(width: u32, height: u32, colour: [u8; 3]) -> Self {
        Self {
            width,
            height,
            rgb: colour.repeat(width as usize * height as usize),
        }
    }

    /// Takes pixels as they are; `None` if their number is not `width` times `height`.
    pub fn from_rgb(width: u32, height: u32, rgb: Vec<u8>) -> Option<Self> {
        let expected = (width as usize)
            .checked_mul(height as usize)?
            .checked_mul(3)?;
        (rgb.len() == expected).then_some(Self { width, height, rgb })
    }

    /// Pixels from left to right.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Pixels from top to bottom.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// The pixels: red, green, blue, red …
    pub fn rgb(&self) -> &[u8] {
        &self.rgb
    }

    /// Colours a rectangle; what lies outside is cut off.
    pub fn fill(&mut self, left: u32, top: u32, width: u32, height: u32, colour: [u8; 3]) {
        let right = left.saturating_add(width).min(self.width);
        let bottom = top.saturating_add(height).min(self.height);
        for y in top..bottom {
            for x in left..right {
                let at = self.offset(x, y);
                self.rgb[at..at + 3].copy_from_slice(&colour);
            }
        }
    }

    /// Lays another picture over this one; what lies outside is cut off.
    pub fn place(&mut self, other: &Raster, left: u32, top: u32) {
        let width = other.width.min(self.width.saturating_sub(left));
        let height = other.height.min(self.height.saturating_sub(top));
        let bytes = width as usize * 3;
        for y in 0..height {
            let from = other.offset(0, y);
            let to = self.offset(left.min(self.width), top + y);
            self.rgb[to..to + bytes].copy_from_slice(&other.rgb[from..from + bytes]);
        }
    }

    fn offset(&self, x: u32, y: u32) -> usize {
        (y as usize * self.width as usize + x as usize) * 3
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLACK: [u8; 3] = [0; 3];
    const WHITE: [u8; 3] = [255; 3];

    fn whites(raster: &Raster) -> usize {
        raster.rgb().chunks(3).filter(|c| c == &WHITE).count()
    }

    #[test]
    fn pixels_must_match_the_size() {
        assert!(Raster::from_rgb(2, 2, vec![0; 12]).is_some());
        assert!(Raster::from_rgb(2, 2, vec![0; 11]).is_none());
        assert!(Raster::from_rgb(u32::MAX, u32::MAX, vec![]).is_none());
    }

    #[test]
    fn drawing_stays_inside() {
        let mut raster = Raster::filled(4, 4, BLACK);
        raster.fill(3, 3, 9, u32::MAX, WHITE);
        assert_eq!(whites(&raster), 1);
        raster.place(&Raster::filled(3, 3, WHITE), 2, 0);
        assert_eq!(whites(&raster), 2 * 3 + 1);
        raster.place(&Raster::filled(3, 3, WHITE), 9, 9);
        assert_eq!(whites(&raster), 7);
    }
}
