//! What each model takes, from <https://ai.google.dev/gemini-api/docs/image-generation>, and what
//! became of those before, from <https://ai.google.dev/gemini-api/docs/deprecations>.

use pixelprompt_domain::{Capability, Money, Operation, Price, Rate};

use crate::{
    lineage::Successor,
    prices::{listed, mills},
    shapes::{Shape, shape, sizes},
};

/// The model to paint with when nothing else is known.
const USUAL: &str = "gemini-nano-banana-2.1";

/// What older configurations name.
pub(super) const SUCCESSORS: &[Successor] = &[
    Successor::gone("imagen*", USUAL, "ended on 2026-08-17"),
    Successor::gone("gemini-2.0*", USUAL, "ended on 2025-11-14"),
    Successor::gone("gemini-2.5-flash-image*", USUAL, "ended on 2026-10-02"),
    Successor::gone(
        "gemini-3.1-flash-image-preview",
        "gemini-3.1-flash-image",
        "ended on 2026-06-25",
    ),
    Successor::gone(
        "gemini-3-pro-image-preview",
        "gemini-3-pro-image",
        "ended on 2026-06-25",
    ),
];

/// The id without the path that Google's own lists write before it.
pub(super) fn plain(id: &str) -> &str {
    id.trim_start_matches("models/")
}

const SMALL: &[Shape] = &[
    shape(512, 512, "1:1"),
    shape(688, 384, "16:9"),
    shape(384, 688, "9:16"),
];

const USUAL_SHAPES: &[Shape] = &[
    shape(1024, 1024, "1:1"),
    shape(848, 1264, "2:3"),
    shape(1264, 848, "3:2"),
    shape(896, 1200, "3:4"),
    shape(1200, 896, "4:3"),
    shape(928, 1152, "4:5"),
    shape(1152, 928, "5:4"),
    shape(768, 1376, "9:16"),
    shape(1376, 768, "16:9"),
    shape(1584, 672, "21:9"),
];

const LONG: &[Shape] = &[
    shape(512, 2048, "1:4"),
    shape(2048, 512, "4:1"),
    shape(384, 3072, "1:8"),
    shape(3072, 384, "8:1"),
];

const LARGE: &[Shape] = &[
    shape(2048, 2048, "1:1"),
    shape(1792, 2400, "3:4"),
    shape(2400, 1792, "4:3"),
    shape(1536, 2752, "9:16"),
    shape(2752, 1536, "16:9"),
    shape(4096, 4096, "1:1"),
    shape(3584, 4800, "3:4"),
    shape(4800, 3584, "4:3"),
    shape(3072, 5504, "9:16"),
    shape(5504, 3072, "16:9"),
];

const PRO: &[Shape] = &together::<{ USUAL_SHAPES.len() + LARGE.len() }>(&[USUAL_SHAPES, LARGE]);
const BANANA: &[Shape] = &together::<{ PRO.len() + LONG.len() }>(&[PRO, LONG]);
const FLASH: &[Shape] = &together::<{ BANANA.len() + SMALL.len() }>(&[BANANA, SMALL]);

const fn together<const N: usize>(parts: &[&[Shape]]) -> [Shape; N] {
    let mut all = [shape(0, 0, ""); N];
    let mut next = 0;
    let mut part = 0;
    while part < parts.len() {
        let mut i = 0;
        while i < parts[part].len() {
            all[next] = parts[part][i];
            next += 1;
            i += 1;
        }
        part += 1;
    }
    all
}

/// What one model takes beside the prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Model {
    pub(super) shapes: &'static [Shape],
    /// Whether it is told how large.
    pub(super) scales: bool,
}

impl Model {
    /// What the model of that id takes; one that is not known takes what all of them do.
    pub(super) fn of(id: &str) -> Self {
        let (shapes, scales) = match id {
            "gemini-nano-banana-2.1" => (BANANA, true),
            "gemini-3.1-flash-image" => (FLASH, true),
            "gemini-3-pro-image" => (PRO, true),
            _ => (USUAL_SHAPES, false),
        };
        Self { shapes, scales }
    }

    /// The same for those who choose among models. A seed is in the schema, and nobody promises
    /// that it gives the same picture.
    pub(super) fn capability(self) -> Capability {
        Capability {
            operations: &[Operation::Generate, Operation::Edit],
            ..Capability::plain(sizes(self.shapes))
        }
    }
}

/// As many pixels as the shapes of `512`, `1K` and `2K` have at most.
const SMALL_PIXELS: u64 = 300_000;
const USUAL_PIXELS: u64 = 1_200_000;
const LARGE_PIXELS: u64 = 4_400_000;

/// By <https://ai.google.dev/gemini-api/docs/pricing>; the prices of larger pictures are not all known.
pub(super) fn price(id: &str) -> Price {
    let rates: &[Rate] = match id {
        "gemini-nano-banana-2.1" | "gemini-3.1-flash-lite-image" => {
            &[Rate::picture(Money(33_600)).up_to(USUAL_PIXELS)]
        }
        "gemini-3.1-flash-image" => &[
            Rate::picture(mills(45)).up_to(SMALL_PIXELS),
            Rate::picture(mills(67)).up_to(USUAL_PIXELS),
        ],
        "gemini-3-pro-image" => &[Rate::picture(mills(134)).up_to(LARGE_PIXELS)],
        _ => &[],
    };
    listed("https://ai.google.dev/gemini-api/docs/pricing", rates)
}
