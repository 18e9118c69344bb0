use super::*;
use crate::family::tests::info;

#[test]
fn each_model_has_the_knobs_that_turn_something() {
    for (id, steps, guidance, seed, negative) in [
        (
            "black-forest-labs/FLUX.1-schnell",
            Some(4),
            None,
            true,
            false,
        ),
        (
            "black-forest-labs/FLUX.1-schnell-Free",
            Some(4),
            None,
            true,
            false,
        ),
        ("black-forest-labs/FLUX.1.1-pro", None, None, true, false),
        (
            "black-forest-labs/FLUX.1-kontext-max",
            None,
            None,
            true,
            false,
        ),
        ("black-forest-labs/FLUX.2-pro", None, None, true, false),
        (
            "black-forest-labs/FLUX.2-flex",
            Some(28),
            Some(4.5),
            true,
            false,
        ),
        (
            "black-forest-labs/FLUX.2-dev",
            Some(28),
            Some(3.0),
            true,
            false,
        ),
        (
            "stabilityai/stable-diffusion-xl-base-1.0",
            Some(20),
            Some(7.0),
            true,
            true,
        ),
        ("google/gemini-3-pro-image", None, None, false, false),
        ("openai/gpt-image-2", None, None, false, false),
        ("someone/new", None, None, false, false),
    ] {
        let known = info(FAMILY, id).capability;
        assert_eq!(
            (
                known.steps.map(|knob| knob.default),
                known.guidance.map(|knob| knob.default),
                known.seed.is_some(),
                known.negative_prompt
            ),
            (steps, guidance, seed, negative),
            "{id}"
        );
    }
}

#[test]
fn the_usual_size_is_on_the_grid() {
    assert_eq!(FLUX_SIZES.nearest(Size::square(1024)), Size::square(1024));
}
