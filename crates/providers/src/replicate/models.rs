//! What each model takes, from its page at <https://replicate.com>.

use pixelprompt_domain::{Capability, Knob, Size, Sizes};

use crate::shapes::{Shape, shape, sizes};

/// Those of the FLUX models.
const FLUX: &[Shape] = &[
    shape(1024, 1024, "1:1"),
    shape(1344, 768, "16:9"),
    shape(768, 1344, "9:16"),
    shape(1152, 896, "4:3"),
    shape(896, 1152, "3:4"),
    shape(1216, 832, "3:2"),
    shape(832, 1216, "2:3"),
    shape(1088, 896, "5:4"),
    shape(896, 1088, "4:5"),
    shape(1536, 640, "21:9"),
    shape(640, 1536, "9:21"),
];

/// Those of Stable Diffusion 3.5.
const SD_3_5: &[Shape] = &[
    shape(1024, 1024, "1:1"),
    shape(1344, 768, "16:9"),
    shape(768, 1344, "9:16"),
    shape(1216, 832, "3:2"),
    shape(832, 1216, "2:3"),
    shape(1088, 896, "5:4"),
    shape(896, 1088, "4:5"),
    shape(1536, 640, "21:9"),
    shape(640, 1536, "9:21"),
];

/// What one model takes beside the prompt, and what it calls that.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Model {
    pub(super) frame: Frame,
    pub(super) steps: Option<(&'static str, Knob<u32>)>,
    pub(super) guidance: Option<(&'static str, Knob<f32>)>,
    pub(super) negative_prompt: bool,
    pub(super) seed: bool,
    /// Whether the answer's kind of file can be chosen.
    pub(super) output_format: bool,
}

/// How a model is told the size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Frame {
    /// `aspect_ratio`.
    Shapes(&'static [Shape]),
    /// `width` and `height`: the operator listed sizes.
    Pixels,
    /// Not at all.
    None,
}

/// Only the prompt, and the sizes if the operator says so: an input that a model does not have can
/// fail the prediction.
const UNKNOWN: Model = Model {
    frame: Frame::None,
    steps: None,
    guidance: None,
    negative_prompt: false,
    seed: false,
    output_format: false,
};

const FLUX_PRO: Model = Model {
    frame: Frame::Shapes(FLUX),
    seed: true,
    output_format: true,
    ..UNKNOWN
};

impl Model {
    /// What the model of that id takes.
    pub(super) fn of(id: &str, listed: &[Size]) -> Self {
        let name = id.split_once(':').map_or(id, |(name, _)| name);
        match name {
            "black-forest-labs/flux-schnell" => Self {
                steps: Some(("num_inference_steps", Knob::new(1, 4, 4))),
                ..FLUX_PRO
            },
            "black-forest-labs/flux-dev" => Self {
                steps: Some(("num_inference_steps", Knob::new(1, 50, 28))),
                guidance: Some(("guidance", Knob::new(0.0, 10.0, 3.0))),
                ..FLUX_PRO
            },
            "stability-ai/stable-diffusion-3.5-large"
            | "stability-ai/stable-diffusion-3.5-medium" => Self {
                frame: Frame::Shapes(SD_3_5),
                steps: Some(("steps", Knob::new(1, 50, 35))),
                guidance: Some(("cfg", Knob::new(0.0, 20.0, 5.0))),
                negative_prompt: true,
                ..FLUX_PRO
            },
            _ if name.starts_with("black-forest-labs/flux-") => FLUX_PRO,
            _ if !listed.is_empty() => Self {
                frame: Frame::Pixels,
                ..UNKNOWN
            },
            _ => UNKNOWN,
        }
    }

    /// The same for those who choose among models.
    pub(super) fn capability(self) -> Capability {
        let sizes = match self.frame {
            Frame::Shapes(shapes) => sizes(shapes),
            Frame::Pixels | Frame::None => Sizes::Listed {
                default: Size::square(1024),
                others: Vec::new(),
            },
        };
        Capability {
            steps: self.steps.map(|(_, knob)| knob),
            guidance: self.guidance.map(|(_, knob)| knob),
            seed: self.seed.then_some(u32::MAX.into()),
            negative_prompt: self.negative_prompt,
            ..Capability::plain(sizes)
        }
    }
}
