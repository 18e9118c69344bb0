use super::*;
use crate::family::tests::info;

#[test]
fn a_model_has_thirteen_shapes_at_two_resolutions_and_no_knob() {
    let capability = info(FAMILY, "grok-imagine-image-2.0").capability;
    assert_eq!(
        Capability {
            sizes: default_capability().sizes,
            ..capability.clone()
        },
        default_capability()
    );
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
        old.description,
        "Painted by xAI's grok-imagine-image-2.0; prompts are sent there. \
         grok-2-image is no longer served; grok-imagine-image-2.0 paints in its place."
    );
    assert_eq!(old.provider, "xai");
}
