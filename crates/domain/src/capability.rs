//! What a model can do, as data.

use serde::Serialize;

use crate::{Quality, Size};

/// Which parameters a model honours, and in what range.
///
/// Everything that depends on a model reads this and never the model's name: the form is drawn
/// from it, requests are [fitted](crate::fit()) to it, and `pixelprompt models` prints it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Capability {
    /// The step counts it takes, if it has such a knob.
    pub steps: Option<Knob<u32>>,
    /// The guidance it takes, if it has such a knob.
    pub guidance: Option<Knob<f32>>,
    /// The quality it takes, if it has such a knob.
    pub quality: Option<Knob<Quality>>,
    /// The largest seed, if the same seed gives the same picture.
    pub seed: Option<u64>,
    /// Whether it can be told what not to paint.
    pub negative_prompt: bool,
    /// The sizes it paints.
    pub sizes: Sizes,
    /// Whether it shows the picture while it is being painted.
    pub previews: bool,
    /// The longest prompt it reads, in Unicode characters; `None` if that is not known.
    pub prompt_chars: Option<u32>,
    /// How many pictures one request can bring. This program asks for one.
    pub pictures: u32,
    /// What its provider offers to do with it. This program asks it to [generate](Operation::Generate).
    pub operations: &'static [Operation],
}

impl Capability {
    /// Paints one picture of these sizes from a prompt, and has nothing to turn.
    pub const fn plain(sizes: Sizes) -> Self {
        Self {
            steps: None,
            guidance: None,
            quality: None,
            seed: None,
            negative_prompt: false,
            sizes,
            previews: false,
            prompt_chars: None,
            pictures: 1,
            operations: &[Operation::Generate],
        }
    }
}

/// What can be done with a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Operation {
    /// Paint from a prompt.
    Generate,
    /// Change a picture.
    Edit,
    /// Paint on beyond a picture's edges.
    Outpaint,
}

/// Something that a model lets people turn: from `min` to `max`, `default` if nobody does.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Knob<T> {
    /// The smallest value.
    pub min: T,
    /// The largest value.
    pub max: T,
    /// The value when nothing is asked.
    pub default: T,
}

impl<T: Copy + PartialOrd> Knob<T> {
    /// A knob from `min` to `max` that stands at `default`.
    pub const fn new(min: T, max: T, default: T) -> Self {
        Self { min, max, default }
    }

    /// Whether `value` is in range; something that is not a number never is.
    pub fn takes(&self, value: T) -> bool {
        self.min <= value && value <= self.max
    }
}

/// The sizes a model paints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Sizes {
    /// Sides from `min` to `max` that are `min` plus a multiple of `step`.
    Grid {
        /// The shortest side.
        min: u32,
        /// The longest side.
        max: u32,
        /// The distance between two sides.
        step: u32,
        /// Whether width and height must be the same.
        square: bool,
        /// The size when nothing is asked.
        default: Size,
    },
    /// These sizes and no others.
    Listed {
        /// The size when nothing is asked.
        default: Size,
        /// The other sizes.
        others: Vec<Size>,
    },
}

impl Sizes {
    /// The size when nothing is asked.
    pub fn default_size(&self) -> Size {
        match self {
            Self::Grid { default, .. } | Self::Listed { default, .. } => *default,
        }
    }

    /// The shortest and the longest side of any picture.
    pub fn sides(&self) -> (u32, u32) {
        match self {
            Self::Grid { min, max, .. } => (*min, *max),
            Self::Listed { default, others } => {
                others
                    .iter()
                    .chain([default])
                    .fold((u32::MAX, 0), |(min, max), size| {
                        (
                            min.min(size.width).min(size.height),
                            max.max(size.width).max(size.height),
                        )
                    })
            }
        }
    }

    /// The size that is painted when `asked` is asked: the same if it can be, else the nearest.
    ///
    /// On a grid each side is rounded, and a model that only paints squares takes the shorter
    /// side, so that the picture fits where the person wanted to put it. From a list the most
    /// similar shape wins, then the most similar area: shape is what people notice first.
    pub fn nearest(&self, asked: Size) -> Size {
        match *self {
            Self::Grid {
                min,
                max,
                step,
                square,
                ..
            } => {
                let round = |side: u32| {
                    let step = step.max(1);
                    let most = max.saturating_sub(min) / step;
                    let steps = (side.saturating_sub(min).saturating_add(step / 2)) / step;
                    min + steps.min(most) * step
                };
                if square {
                    Size::square(round(asked.width.min(asked.height)))
                } else {
                    Size {
                        width: round(asked.width),
                        height: round(asked.height),
                    }
                }
            }
            Self::Listed {
                default,
                ref others,
            } => {
                let ln = |side: u32| f64::from(side.max(1)).ln();
                let distance = |size: &Size| {
                    let shape =
                        (ln(size.width) - ln(size.height)) - (ln(asked.width) - ln(asked.height));
                    let area =
                        (ln(size.width) + ln(size.height)) - (ln(asked.width) + ln(asked.height));
                    (shape.abs(), area.abs())
                };
                others.iter().copied().fold(default, |best, size| {
                    if distance(&size) < distance(&best) {
                        size
                    } else {
                        best
                    }
                })
            }
        }
    }
}

/// Capabilities for the tests of this crate.
#[cfg(test)]
pub(crate) mod samples {
    use super::{Capability, Knob, Sizes};
    use crate::{Quality, Size};

    /// Honours everything, like the painter.
    pub(crate) fn tunable() -> Capability {
        Capability {
            steps: Some(Knob::new(1, 50, 12)),
            guidance: Some(Knob::new(1.0, 10.0, 4.0)),
            quality: Some(Knob::new(Quality::Low, Quality::High, Quality::Medium)),
            seed: Some(u64::from(u32::MAX)),
            negative_prompt: true,
            previews: true,
            ..Capability::plain(Sizes::Grid {
                min: 64,
                max: 1024,
                step: 64,
                square: true,
                default: Size::square(512),
            })
        }
    }

    /// Has no knob but three sizes, like many a cloud model.
    pub(crate) fn fixed() -> Capability {
        Capability::plain(Sizes::Listed {
            default: Size::square(1024),
            others: vec![
                Size {
                    width: 1536,
                    height: 1024,
                },
                Size {
                    width: 1024,
                    height: 1536,
                },
            ],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::samples::{fixed, tunable};
    use super::*;

    fn size(width: u32, height: u32) -> Size {
        Size { width, height }
    }

    #[test]
    fn a_grid_rounds_to_the_nearest_side() {
        let sizes = tunable().sizes;
        assert_eq!(sizes.nearest(Size::square(512)), Size::square(512));
        assert_eq!(sizes.nearest(Size::square(300)), Size::square(320));
        assert_eq!(sizes.nearest(Size::square(u32::MAX)), Size::square(1024));
        assert_eq!(sizes.nearest(Size::square(0)), Size::square(64));
    }

    #[test]
    fn a_square_model_takes_the_shorter_side() {
        assert_eq!(tunable().sizes.nearest(size(1024, 768)), Size::square(768));
    }

    #[test]
    fn a_list_prefers_the_shape() {
        let sizes = fixed().sizes;
        assert_eq!(sizes.nearest(size(1920, 1080)), size(1536, 1024));
        assert_eq!(sizes.nearest(size(90, 160)), size(1024, 1536));
        assert_eq!(sizes.nearest(size(64, 64)), size(1024, 1024));
        assert_eq!(sizes.nearest(size(0, 0)), size(1024, 1024));
    }

    #[test]
    fn a_list_knows_its_sides() {
        assert_eq!(fixed().sizes.sides(), (1024, 1536));
    }
}
