//! What the usual models take. Their ids say what they are made of, and how few steps they need.

use pixelprompt_domain::{Capability, Knob, Size, Sizes};

use super::Runner;

/// What a model takes beside the prompt.
///
/// - Those that were distilled to a few steps have no guidance.
/// - FLUX has no negative prompt: its guidance is not the kind that could steer away from one.
/// - `nscale` takes neither steps nor guidance.
pub(super) fn capability(runner: Runner, model: &str) -> Capability {
    let model = model.to_lowercase();
    let has = |word: &str| model.contains(word);
    let (steps, guidance) = if has("schnell") || has("turbo") || has("lightning") {
        (Knob::new(1, if has("schnell") { 4 } else { 12 }, 4), None)
    } else if has("flux") || has("stable-diffusion-3") {
        (Knob::new(1, 50, 28), Some(Knob::new(0.0, 20.0, 3.5)))
    } else {
        (Knob::new(1, 100, 30), Some(Knob::new(0.0, 20.0, 5.0)))
    };
    let tunable = runner != Runner::Nscale;
    let sizes = Sizes::Grid {
        min: 256,
        max: 1536,
        step: 16,
        square: false,
        default: Size::square(1024),
    };
    Capability {
        steps: tunable.then_some(steps),
        guidance: guidance.filter(|_| tunable),
        seed: Some(u32::MAX.into()),
        negative_prompt: guidance.is_some() && tunable && !has("flux"),
        ..Capability::plain(sizes)
    }
}
