use super::*;
use crate::family::tests::{configured, info};

#[test]
fn only_models_before_v4_can_be_told_what_not_to_paint() {
    for (id, negative, side) in [
        ("recraftv4_1", false, 1024),
        ("recraftv4_1_flash", false, 1024),
        ("recraftv4_1_pro", false, 2048),
        ("recraftv4", false, 1024),
        ("recraftv3", true, 1024),
        ("recraftv2", true, 1024),
        ("recraftv5", false, 1024),
    ] {
        let known = info(FAMILY, id).capability;
        assert!(known.seed.is_some() && known.steps.is_none() && known.guidance.is_none());
        assert_eq!(known.negative_prompt, negative, "{id}");
        assert_eq!(known.sizes.default_size(), Size::square(side), "{id}");
    }
}

#[test]
fn a_wide_picture_has_the_size_of_its_model() {
    let wide = Size {
        width: 1920,
        height: 1080,
    };
    for (id, width, height) in [
        ("recraftv4_1", 1344, 768),
        ("recraftv4_1_pro", 2688, 1536),
        ("recraftv3", 1820, 1024),
    ] {
        let sizes = info(FAMILY, id).capability.sizes;
        assert_eq!(sizes.nearest(wide), Size { width, height }, "{id}");
    }
}

#[test]
fn what_could_not_be_kept_is_not_bought() {
    for (id, word) in [
        ("recraftv4_1_vector", "SVG"),
        ("recraftv3_vector", "SVG"),
        ("recraftv4_styles", "style_id"),
    ] {
        let unfit = make(configured(id)).err().unwrap().to_string();
        assert!(unfit.contains(word) && unfit.contains(id), "{unfit}");
    }
}
