//! What is known of a model file by its name, for servers that load whatever their owner has.

use pixelprompt_domain::{Capability, Knob, MAX_SEED, Size, Sizes};

/// What a kind of model was trained for.
struct Kind {
    /// A part of its files' names, in lower case.
    part: &'static str,
    side: u32,
    steps: u32,
    guidance: f32,
}

const fn kind(part: &'static str, side: u32, steps: u32, guidance: f32) -> Kind {
    Kind {
        part,
        side,
        steps,
        guidance,
    }
}

/// The first whose part is in the name holds. Sides, steps and guidance as on the model cards at
/// <https://huggingface.co>; guidance 1 where the model has it distilled into it.
const KINDS: [Kind; 10] = [
    kind("schnell", 1024, 4, 1.0),
    kind("klein", 1024, 4, 1.0),
    kind("flux", 1024, 20, 1.0),
    kind("lightning", 1024, 8, 1.0),
    kind("z-image-turbo", 1024, 8, 1.0),
    kind("turbo", 512, 4, 1.0),
    kind("sd3", 1024, 28, 4.5),
    kind("pony", 1024, 25, 7.0),
    kind("illustrious", 1024, 25, 6.0),
    kind("xl", 1024, 25, 7.0),
];

/// Stable Diffusion 1.5 and all that came of it, whose files have any name at all.
const OTHER: Kind = kind("", 512, 20, 7.0);

/// What a model file of this name honours at a server that hands everything on.
pub(crate) fn capability(name: &str) -> Capability {
    let name = name.to_lowercase().replace('_', "-");
    let known = KINDS.iter().find(|kind| name.contains(kind.part));
    let kind = known.unwrap_or(&OTHER);
    // Encoders shrink a picture eightfold or sixteenfold.
    let sizes = Sizes::Grid {
        min: 64,
        max: 2048,
        step: 16,
        square: false,
        default: Size::square(kind.side),
    };
    Capability {
        steps: Some(Knob::new(1, 150, kind.steps)),
        guidance: Some(Knob::new(1.0, 30.0, kind.guidance)),
        seed: Some(MAX_SEED),
        negative_prompt: true,
        ..Capability::plain(sizes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_a_model_was_trained_for() {
        for (name, side, steps, guidance) in [
            ("v1-5-pruned-emaonly.safetensors [6ce0161689]", 512, 20, 7.0),
            ("deliberate_v2", 512, 20, 7.0),
            ("sd_xl_base_1.0", 1024, 25, 7.0),
            ("ponyDiffusionV6XL", 1024, 25, 7.0),
            ("sd_xl_turbo_1.0_fp16", 512, 4, 1.0),
            ("z_image_turbo_bf16", 1024, 8, 1.0),
            ("flux1-schnell-fp8", 1024, 4, 1.0),
            ("flux1-dev-bnb-nf4-v2", 1024, 20, 1.0),
            ("sd3.5_large", 1024, 28, 4.5),
        ] {
            let capability = capability(name);
            assert_eq!(
                capability.sizes.default_size(),
                Size::square(side),
                "{name}"
            );
            assert_eq!(capability.steps.unwrap().default, steps, "{name}");
            let told = capability.guidance.unwrap().default;
            assert!((told - guidance).abs() < f32::EPSILON, "{name}");
        }
    }
}
