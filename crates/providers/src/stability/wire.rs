//! The fields of requests and answers that are used.

use std::borrow::Cow;

use pixelprompt_domain::ImageRequest;
use serde::Deserialize;

use super::SHAPES;
use crate::shapes::nearest;

/// The largest seed; 0 stands for "any".
pub(crate) const MAX_SEED: u64 = 4_294_967_294;

/// The form of a request for one picture, with the model where the path does not name it.
pub(super) fn fields(request: &ImageRequest, model: Option<&str>) -> Vec<(&'static str, String)> {
    let asked = &request.parameters;
    let shape = asked.size.and_then(|size| nearest(SHAPES, size));
    let optional = [
        ("model", model.map(str::to_owned)),
        ("aspect_ratio", shape.map(|shape| shape.name.to_owned())),
        ("seed", asked.seed.map(|seed| folded(seed).to_string())),
        (
            "cfg_scale",
            asked.guidance.map(|guidance| guidance.to_string()),
        ),
        (
            "negative_prompt",
            asked.negative_prompt.as_ref().map(ToString::to_string),
        ),
    ];
    let set = optional
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)));
    [
        ("prompt", request.prompt.to_string()),
        ("output_format", "png".to_owned()),
    ]
    .into_iter()
    .chain(set)
    .collect()
}

/// A seed that is too long, or 0, is folded into the others, so that it always stands for the same
/// picture.
pub(crate) fn folded(seed: u64) -> u64 {
    match seed {
        1..=MAX_SEED => seed,
        _ => seed % MAX_SEED + 1,
    }
}

/// The answer.
#[derive(Debug, Deserialize)]
pub(super) struct Painted<'a> {
    /// Large, and free of escapes: borrowed where it can be.
    #[serde(borrow)]
    pub(super) image: Option<Cow<'a, str>>,
    /// `SUCCESS` or `CONTENT_FILTERED`.
    pub(super) finish_reason: Option<String>,
    pub(super) seed: Option<u64>,
}
