//! What the painter's models are called and what they honour.

use pixelprompt_domain::{
    Capability, Knob, MAX_SEED, ModelId, ModelInfo, Price, Size, Sizes, Standing,
};
use pixelprompt_painter::{STYLES, Style, limits};

/// The provider's name, and the first part of its models' ids.
const PROVIDER: &str = "painter";

/// What the models are, without advertising.
pub(super) const ABOUT: &str = "One tiny network built into this program, in five styles: it paints \
    emoji-like objects, colours and plain backgrounds, and is no rival of the large cloud models.";

/// One model per artwork style.
pub(super) fn models() -> Vec<ModelInfo> {
    STYLES
        .iter()
        .map(|style| ModelInfo {
            id: id(style),
            name: style.name.to_owned(),
            provider: PROVIDER.to_owned(),
            description: format!(
                "Small pictures in the manner of {}. Artwork: {}, {}.",
                style.name, style.credit, style.licence
            ),
            capability: capability(),
            price: Price::Free,
            standing: Standing::default(),
        })
        .collect()
}

/// The model id of a style.
pub(super) fn id(style: &Style) -> ModelId {
    format!("{PROVIDER}/{}", style.id)
        .parse()
        .expect("style ids are plain words; a test reads them all")
}

/// All styles share one network, and so one capability.
fn capability() -> Capability {
    // The network paints 64 pixels a side; larger pictures are whole multiples of that.
    let sizes = Sizes::Grid {
        min: limits::MIN_SIZE,
        max: limits::MAX_SIZE,
        step: limits::MIN_SIZE,
        square: true,
        default: Size::square(limits::DEFAULT_SIZE),
    };
    Capability {
        steps: Some(Knob::new(
            limits::MIN_STEPS,
            limits::MAX_STEPS,
            limits::DEFAULT_STEPS,
        )),
        guidance: Some(Knob::new(
            limits::MIN_GUIDANCE,
            limits::MAX_GUIDANCE,
            limits::DEFAULT_GUIDANCE,
        )),
        seed: Some(MAX_SEED),
        negative_prompt: true,
        previews: true,
        ..Capability::plain(sizes)
    }
}
