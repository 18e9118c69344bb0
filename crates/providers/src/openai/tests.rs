use super::*;
use crate::family::tests::{configured, info};

#[test]
fn current_models_have_a_grid_of_sizes_and_older_ones_three() {
    for id in [
        "gpt-image-2",
        "gpt-image-2-2026-04-21",
        "gpt-image-2.5-flare",
        "gpt-image-2.5-sunburst-2026-09-08",
        "gpt-image-2.6-flare",
    ] {
        assert_eq!(info(FAMILY, id).capability.sizes, ANY_SIZE, "{id}");
    }
    for id in ["gpt-image-1.5", "gpt-image-1-mini", "something-new"] {
        let sizes = info(FAMILY, id).capability.sizes;
        assert_eq!(sizes, default_capability().sizes, "{id}");
    }
}

#[test]
fn every_size_of_the_grid_is_within_the_limits_of_the_api() {
    for (width, height) in [(816, 816), (816, 1920), (1920, 816), (1920, 1920)] {
        let size = Size { width, height };
        assert_eq!(ANY_SIZE.nearest(size), size);
        assert!((655_360..=2560 * 1440).contains(&(width * height)));
        assert!(width <= 3 * height && height <= 3 * width);
        assert_eq!((width % 16, height % 16), (0, 0));
    }
}

#[test]
fn what_was_retired_is_painted_by_its_successor_and_said() {
    let dall_e = info(FAMILY, "dall-e-3");
    assert_eq!(
        dall_e.standing,
        Standing::retired(
            "dall-e-3 was retired on 2026-05-12; gpt-image-2.5-flare paints in its place."
        )
    );
    assert!(dall_e.description.contains("gpt-image-2.5-flare"));
    assert_eq!(dall_e.capability.sizes, ANY_SIZE);
    assert_eq!(dall_e.provider, "openai");
    let ending = info(FAMILY, "gpt-image-1.5").standing;
    assert_eq!(
        ending,
        Standing::deprecated("OpenAI shuts it down on 2026-12-01.")
    );
}

#[test]
fn the_operator_knows_the_sizes_better() {
    let mut model = configured("gpt-image-2");
    model.sizes = vec![Size::square(1024)];
    let made = make(model).unwrap();
    assert_eq!(
        made.models()[0].capability.sizes,
        Sizes::Listed {
            default: Size::square(1024),
            others: vec![]
        }
    );
}

#[test]
fn no_key_no_model() {
    let mut model = configured("gpt-image-2");
    model.api_key = None;
    assert!(make(model).err().unwrap().to_string().contains("api_key"));
}

#[test]
fn a_picture_costs_by_its_quality_and_size() {
    let price = |id, quality, side| {
        let parameters = pixelprompt_domain::Parameters {
            quality: Some(quality),
            size: Some(Size::square(side)),
            ..Default::default()
        };
        let price = info(FAMILY, id).price.of(Operation::Generate, &parameters);
        price.map(|money| money.to_string())
    };
    let of = |id, quality, side| price(id, quality, side).unwrap_or_else(|| "unknown".to_owned());
    assert_eq!(of("gpt-image-2.5-flare", Quality::Medium, 1024), "$0.013");
    assert_eq!(of("gpt-image-2.5-flare", Quality::Max, 1024), "$0.211");
    assert_eq!(of("gpt-image-2", Quality::Low, 2048), "$0.024");
    assert_eq!(of("gpt-image-2.5-flare", Quality::Max, 1040), "$0.217646");
    assert_eq!(of("gpt-image-2.6-flare", Quality::Low, 1024), "unknown");
    let mut model = configured("gpt-image-2");
    model.price = Some(mills(5));
    let known = make(model).unwrap().models()[0].price.clone();
    let any = known.of(
        Operation::Generate,
        &pixelprompt_domain::Parameters::default(),
    );
    assert_eq!(any, Some(mills(5)), "the operator knows better");
}
