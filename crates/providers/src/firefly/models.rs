//! What each model takes: <https://developer.adobe.com/firefly-services/docs/firefly-api/guides/concepts/>.

use pixelprompt_domain::{Capability, Operation, Size, Sizes};

use crate::{
    lineage::Successor,
    shapes::{Shape, shape, sizes},
};

/// The largest seed.
const MAX_SEED: u64 = i32::MAX as u64;

/// What older configurations name.
pub(super) const SUCCESSORS: &[Successor] = &[
    Successor::gone("image2", "image3", "is not served any more"),
    Successor::called("firefly-image-5", IMAGE_5),
    Successor::called("image5_standard", IMAGE_5),
    Successor::called("firefly-image-4", "image4_standard"),
    Successor::called("image4", "image4_standard"),
    Successor::called("firefly-image-4-ultra", "image4_ultra"),
    Successor::called("firefly-image-3", "image3"),
];

/// What is known of it comes from third parties.
pub(super) const IMAGE_5: &str = "image5";

/// What one model takes beside the prompt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Model {
    /// Pixels, from this list, the usual ones first.
    Pixels(&'static [Size]),
    /// Shapes by name, and one of two areas.
    Shapes,
}

const fn size(width: u32, height: u32) -> Size {
    Size { width, height }
}

const IMAGE_4: &[Size] = &[
    size(2048, 2048),
    size(2304, 1792),
    size(1792, 2304),
    size(2688, 1536),
    size(1440, 2560),
];

/// It has no tall one.
const IMAGE_3: &[Size] = &[
    size(2048, 2048),
    size(1024, 1024),
    size(2304, 1792),
    size(1792, 2304),
    size(2688, 1536),
    size(2688, 1512),
    size(1344, 768),
    size(1344, 756),
    size(1152, 896),
    size(896, 1152),
];

/// Of Image 5, of one megapixel and of four.
pub(super) const SHAPES: &[Shape] = &[
    shape(1024, 1024, "1:1"),
    shape(1152, 896, "4:3"),
    shape(896, 1152, "3:4"),
    shape(1344, 768, "16:9"),
    shape(768, 1344, "9:16"),
    shape(2048, 2048, "1:1"),
    shape(2304, 1792, "4:3"),
    shape(1792, 2304, "3:4"),
    shape(2688, 1536, "16:9"),
    shape(1536, 2688, "9:16"),
];

impl Model {
    /// What the model of that id takes; one that is not known is taken for a newer Image 4.
    pub(super) fn of(id: &str) -> Self {
        match id {
            IMAGE_5 => Self::Shapes,
            _ if id.starts_with("image3") => Self::Pixels(IMAGE_3),
            _ => Self::Pixels(IMAGE_4),
        }
    }

    /// Where pictures are asked for.
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Pixels(_) => "/v3/images/generate-async",
            Self::Shapes => "/v4/images/generate-async",
        }
    }

    /// The same for those who choose among models.
    pub(super) fn capability(self) -> Capability {
        let sizes = match self {
            Self::Pixels([default, others @ ..]) => Sizes::Listed {
                default: *default,
                others: others.to_vec(),
            },
            Self::Pixels([]) | Self::Shapes => sizes(SHAPES),
        };
        Capability {
            seed: Some(MAX_SEED),
            negative_prompt: matches!(self, Self::Pixels(_)),
            prompt_chars: Some(1024),
            pictures: 4,
            operations: &[Operation::Generate, Operation::Edit, Operation::Outpaint],
            ..Capability::plain(sizes)
        }
    }
}
