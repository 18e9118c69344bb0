//! What each model takes, from its own page under <https://docs.bfl.ai>.

use pixelprompt_domain::{Capability, Knob, Operation, Price, Rate, Size, Sizes};

use crate::{
    Unfit,
    lineage::Successor,
    prices::{listed, mills},
    shapes::{Shape, shape, sizes},
};

/// What older configurations name.
pub(super) const SUCCESSORS: &[Successor] = &[
    Successor::gone("flux-pro", "flux-pro-1.1", "is not served any more"),
    Successor::called("Flux Dev", "flux-dev"),
];

/// What one model takes beside the prompt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Model {
    pub(super) frame: Frame,
    /// Whether the answer's kind of file can be chosen.
    pub(super) output_format: bool,
    seed: bool,
    /// Whether it takes a picture to change.
    edits: bool,
    steps: Option<Knob<u32>>,
    guidance: Option<Knob<f32>>,
}

/// How a model is told the size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Frame {
    /// `width` and `height`, from `min` to `max` in such steps.
    Pixels { min: u32, max: u32, step: u32 },
    /// `aspect_ratio`.
    Shapes(&'static [Shape]),
    /// `aspect_ratio` and `resolution`.
    Scales(&'static [Shape]),
}

/// Those of FLUX.1 Kontext.
const KONTEXT: &[Shape] = &[
    shape(1024, 1024, "1:1"),
    shape(1184, 880, "4:3"),
    shape(880, 1184, "3:4"),
    shape(1248, 832, "3:2"),
    shape(832, 1248, "2:3"),
    shape(1392, 752, "16:9"),
    shape(752, 1392, "9:16"),
    shape(1568, 672, "21:9"),
    shape(672, 1568, "9:21"),
];

/// Those of FLUX 1.1 Ultra, of four megapixels.
const ULTRA: &[Shape] = &[
    shape(2048, 2048, "1:1"),
    shape(2368, 1760, "4:3"),
    shape(1760, 2368, "3:4"),
    shape(2496, 1664, "3:2"),
    shape(1664, 2496, "2:3"),
    shape(2752, 1536, "16:9"),
    shape(1536, 2752, "9:16"),
    shape(3136, 1344, "21:9"),
    shape(1344, 3136, "9:21"),
];

/// Those of FLUX 3, the larger ones only in the usual shapes.
const FLUX_3: &[Shape] = &[
    shape(1024, 1024, "1:1"),
    shape(1184, 880, "4:3"),
    shape(880, 1184, "3:4"),
    shape(1248, 832, "3:2"),
    shape(832, 1248, "2:3"),
    shape(1392, 752, "16:9"),
    shape(752, 1392, "9:16"),
    shape(1568, 672, "21:9"),
    shape(2048, 2048, "1:1"),
    shape(2784, 1504, "16:9"),
    shape(1504, 2784, "9:16"),
    shape(4096, 4096, "1:1"),
    shape(5568, 3008, "16:9"),
    shape(3008, 5568, "9:16"),
];

/// Up to four megapixels, which is what a square may have.
const FLUX_2: Model = Model {
    frame: Frame::Pixels {
        min: 64,
        max: 2048,
        step: 16,
    },
    output_format: true,
    seed: true,
    edits: true,
    steps: None,
    guidance: None,
};

const FLUX_1: Model = Model {
    frame: Frame::Pixels {
        min: 256,
        max: 1440,
        step: 32,
    },
    edits: false,
    ..FLUX_2
};

impl Model {
    /// What the model of that id takes; one that is not known is taken for a newer FLUX.2.
    pub(super) fn of(id: &str) -> Result<Self, Unfit> {
        Ok(match id {
            "flux-pro-1.0-fill"
            | "flux-pro-1.0-expand"
            | "flux-pro-1.0-canny"
            | "flux-pro-1.0-depth" => {
                return Err(Unfit(format!(
                    "{id} changes pictures and paints none from words; configure flux-2-pro instead"
                )));
            }
            "flux-2-flex" => Self {
                steps: Some(Knob::new(1, 50, 50)),
                guidance: Some(Knob::new(1.5, 10.0, 5.0)),
                ..FLUX_2
            },
            "flux-dev" => Self {
                steps: Some(Knob::new(1, 50, 28)),
                guidance: Some(Knob::new(1.5, 5.0, 3.0)),
                ..FLUX_1
            },
            "flux-pro-1.1" => FLUX_1,
            "flux-pro-1.1-ultra" => Self {
                frame: Frame::Shapes(ULTRA),
                ..FLUX_1
            },
            _ if id.starts_with("flux-kontext") => Self {
                frame: Frame::Shapes(KONTEXT),
                edits: true,
                ..FLUX_1
            },
            _ if id.starts_with("flux-3") => Self {
                frame: Frame::Scales(FLUX_3),
                output_format: false,
                seed: false,
                ..FLUX_2
            },
            _ => FLUX_2,
        })
    }

    /// The same for those who choose among models.
    pub(super) fn capability(self) -> Capability {
        let sizes = match self.frame {
            Frame::Pixels { min, max, step } => Sizes::Grid {
                min,
                max,
                step,
                square: false,
                default: Size::square(1024),
            },
            Frame::Shapes(shapes) | Frame::Scales(shapes) => sizes(shapes),
        };
        Capability {
            steps: self.steps,
            guidance: self.guidance,
            seed: self.seed.then_some(u32::MAX.into()),
            operations: if self.edits {
                &[Operation::Generate, Operation::Edit]
            } else {
                &[Operation::Generate]
            },
            ..Capability::plain(sizes)
        }
    }
}

/// By <https://bfl.ai/pricing>. FLUX.2's prices are those of one megapixel, and rise with the size.
pub(super) fn price(id: &str) -> Price {
    let rate = match id {
        "flux-2-pro" => Rate::megapixel(mills(30)),
        "flux-2-max" => Rate::megapixel(mills(70)),
        "flux-2-flex" => Rate::megapixel(mills(50)),
        "flux-2-klein-4b" => Rate::megapixel(mills(14)),
        "flux-2-klein-9b" => Rate::megapixel(mills(15)),
        "flux-pro-1.1" | "flux-kontext-pro" => Rate::picture(mills(40)),
        "flux-pro-1.1-ultra" => Rate::picture(mills(60)),
        "flux-kontext-max" => Rate::picture(mills(80)),
        "flux-dev" => Rate::picture(mills(25)),
        _ => return Price::Unknown,
    };
    listed("https://bfl.ai/pricing", &[rate])
}
