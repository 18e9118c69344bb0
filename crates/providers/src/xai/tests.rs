use pixelprompt_domain::Standing;

use super::*;
use crate::family::tests::info;

#[test]
fn a_model_has_thirteen_shapes_at_two_resolutions_and_a_quality() {
    let capability = info(FAMILY, "grok-imagine-image-2.0").capability;
    assert!(capability.steps.is_none() && capability.guidance.is_none());
    assert!(capability.seed.is_none() && !capability.negative_prompt);
    assert_eq!(capability.quality.unwrap().max, Quality::High);
    let Sizes::Listed { default, others } = capability.sizes else {
        panic!("listed sizes")
    };
    assert_eq!((default, others.len()), (Size::square(1024), 25));
    assert!(others.contains(&Size::square(2048)));
}

#[test]
fn what_was_retired_is_painted_by_its_successor_and_said() {
    let old = info(FAMILY, "grok-2-image");
    assert_eq!(
        old.standing,
        Standing::retired(
            "grok-2-image is no longer served; grok-imagine-image-2.0 paints in its place."
        )
    );
    assert!(old.description.contains("grok-imagine-image-2.0"));
    for (id, day) in [
        ("grok-imagine-image-pro", "2026-05-15"),
        ("grok-imagine-image-quality", "2026-11-02"),
    ] {
        let served = info(FAMILY, id);
        assert!(served.description.contains(id), "{}", served.description);
        let notice =
            format!("xAI deprecated it on {day}; grok-imagine-image-2.0 can take its place.");
        assert_eq!(served.standing, Standing::deprecated(notice));
    }
    assert_eq!(old.provider, "xai");
}
