//! What each app takes, from its page at <https://fal.ai/models>.

use pixelprompt_domain::{Capability, Knob, Price, Rate, Size, Sizes};

use crate::{
    prices::{listed, mills},
    shapes::{Shape, shape, sizes},
};

/// Those of the apps that paint shapes of about one megapixel.
const SHAPES: &[Shape] = &[
    shape(1024, 1024, "1:1"),
    shape(1376, 768, "16:9"),
    shape(768, 1376, "9:16"),
    shape(1200, 896, "4:3"),
    shape(896, 1200, "3:4"),
    shape(1264, 848, "3:2"),
    shape(848, 1264, "2:3"),
    shape(1584, 672, "21:9"),
];

/// What one app takes beside the prompt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Model {
    pub(super) frame: Frame,
    steps: Option<Knob<u32>>,
    guidance: Option<Knob<f32>>,
    seed: bool,
    negative_prompt: bool,
    /// Whether the answer's kind of file can be chosen.
    pub(super) output_format: bool,
}

/// How an app is told the size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Frame {
    /// `image_size`, in pixels.
    Pixels,
    /// `aspect_ratio`.
    Shapes(&'static [Shape]),
    /// Not at all.
    None,
}

/// Only the prompt, and the sizes if the operator lists some.
const UNKNOWN: Model = Model {
    frame: Frame::None,
    steps: None,
    guidance: None,
    seed: false,
    negative_prompt: false,
    output_format: false,
};

const FLUX: Model = Model {
    frame: Frame::Pixels,
    seed: true,
    output_format: true,
    ..UNKNOWN
};

impl Model {
    /// What the app of that name takes.
    pub(super) fn of(app: &str, listed: &[Size]) -> Self {
        match app {
            "fal-ai/flux/schnell" => Self {
                steps: Some(Knob::new(1, 12, 4)),
                guidance: Some(Knob::new(1.0, 20.0, 3.5)),
                ..FLUX
            },
            "fal-ai/flux/dev" => Self {
                steps: Some(Knob::new(1, 50, 28)),
                guidance: Some(Knob::new(1.0, 20.0, 3.5)),
                ..FLUX
            },
            _ if app.starts_with("fal-ai/stable-diffusion-v35") => Self {
                steps: Some(Knob::new(1, 50, 28)),
                guidance: Some(Knob::new(0.0, 20.0, 3.5)),
                negative_prompt: true,
                ..FLUX
            },
            _ if app.starts_with("fal-ai/flux") && app.ends_with("ultra") => Self {
                frame: Frame::Shapes(SHAPES),
                ..FLUX
            },
            _ if app.starts_with("fal-ai/flux") => FLUX,
            _ if app.starts_with("fal-ai/nano-banana") => Self {
                frame: Frame::Shapes(SHAPES),
                output_format: true,
                ..UNKNOWN
            },
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
            Frame::Pixels => Sizes::Grid {
                min: 512,
                max: 1536,
                step: 16,
                square: false,
                default: Size::square(1024),
            },
            Frame::Shapes(shapes) => sizes(shapes),
            Frame::None => Sizes::Listed {
                default: Size::square(1024),
                others: Vec::new(),
            },
        };
        Capability {
            steps: self.steps,
            guidance: self.guidance,
            seed: self.seed.then_some(u32::MAX.into()),
            negative_prompt: self.negative_prompt,
            ..Capability::plain(sizes)
        }
    }
}

/// By the page of each app.
pub(super) fn price(app: &str) -> Price {
    let rate = match app {
        "fal-ai/flux/schnell" => Rate::megapixel(mills(3)),
        "fal-ai/flux/dev" => Rate::megapixel(mills(25)),
        "fal-ai/flux-pro/v1.1" => Rate::megapixel(mills(40)),
        "fal-ai/nano-banana-2" => Rate::picture(mills(80)),
        _ => return Price::Unknown,
    };
    listed(&format!("https://fal.ai/models/{app}"), &[rate])
}
