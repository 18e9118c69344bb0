//! Width and height of a picture.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Width and height in pixels, written `512x512`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Size {
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
}

impl Size {
    /// A square of `side` pixels.
    pub const fn square(side: u32) -> Self {
        Self {
            width: side,
            height: side,
        }
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}x{}", self.width, self.height)
    }
}

/// A text that names no size.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a size is one number (512) or width and height (1024x768)")]
pub struct SizeError;

impl FromStr for Size {
    type Err = SizeError;

    /// Reads `512` as a square and `1024x768` as width and height.
    fn from_str(text: &str) -> Result<Self, SizeError> {
        let side = |text: &str| text.trim().parse::<u32>().map_err(|_| SizeError);
        match text.split_once(['x', 'X', '×']) {
            None => Ok(Self::square(side(text)?)),
            Some((width, height)) => Ok(Self {
                width: side(width)?,
                height: side(height)?,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_is_a_square() {
        assert_eq!("512".parse(), Ok(Size::square(512)));
    }

    #[test]
    fn what_is_written_can_be_read() {
        let size = Size {
            width: 1024,
            height: 768,
        };
        assert_eq!(size.to_string().parse(), Ok(size));
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "big", "512x", "x512", "1x2x3", "-64", "1.5"] {
            assert_eq!(text.parse::<Size>(), Err(SizeError), "{text:?}");
        }
    }
}
