//! The artwork styles that the painter learned.

/// An artwork style: the same weights, asked to paint like one of the emoji sets they learned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Short and stable, for model ids and addresses.
    pub id: &'static str,
    /// For people.
    pub name: &'static str,
    /// Whose artwork the style was learned from.
    pub credit: &'static str,
    /// The artwork's licence (SPDX), which pictures in this style should be treated under.
    pub licence: &'static str,
}

/// All styles; an [`crate::Order`] names one by its place here. Known without loading the weights.
///
/// The order is that of the learned table (`painter/train/vocabulary.py`) and never changes.
pub static STYLES: [Style; 5] = [
    style("fluent-3d", "Fluent 3D", "Microsoft Corporation", "MIT"),
    style("fluent-flat", "Fluent flat", "Microsoft Corporation", "MIT"),
    style("noto", "Noto", "Google LLC", "Apache-2.0"),
    style("blobs", "Noto blobs", "Google LLC", "Apache-2.0"),
    style(
        "twemoji",
        "Twemoji",
        "Twitter, Inc and other contributors",
        "CC-BY-4.0",
    ),
];

const fn style(
    id: &'static str,
    name: &'static str,
    credit: &'static str,
    licence: &'static str,
) -> Style {
    Style {
        id,
        name,
        credit,
        licence,
    }
}
