//! Models from tables and from variables.

use secrecy::ExposeSecret as _;

use super::{loads, told};
use crate::explain;

/// A table of a model that works.
fn table(id: &str) -> String {
    format!(
        "[[models]]\nprovider = \"generic\"\nid = {id:?}\nbase_url = \"http://127.0.0.1:8000\"\n"
    )
}

#[test]
fn ids_are_derived_and_distinct() {
    let ids = [
        "flux",
        "flux",
        "Flux",
        "black-forest-labs/FLUX.1",
        "v1-5 [e1441589a6]",
        "ß",
    ];
    let file: String = ids.iter().map(|id| table(id)).collect();
    let models = loads(&file, &[]).config.models;
    let ids: Vec<_> = models.iter().map(|model| model.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "openai-compatible/flux",
            "openai-compatible/flux-2",
            "openai-compatible/Flux-3",
            "openai-compatible/black-forest-labs/FLUX.1",
            "openai-compatible/v1-5-e1441589a6",
            "openai-compatible",
        ]
    );
}

#[test]
fn a_built_in_model_configured_again_gets_an_id_of_its_own() {
    let file = "[[models]]\nprovider = \"painter\"\nid = \"painter/Noto\"\nname = \"Fast\"\n";
    let ids = |file: &str| {
        let model = loads(file, &[]).config.models.remove(0);
        (model.id.to_string(), model.upstream_id)
    };
    assert_eq!(ids(file), ("painter/noto-2".to_owned(), "noto".to_owned()));
    let alone = format!("{file}[painter]\nenabled = false");
    assert_eq!(ids(&alone), ("painter/noto".to_owned(), "noto".to_owned()));
}

#[test]
fn two_models_may_share_a_name() {
    let named = |id| format!("{}name = \"Flux\"\n", table(id));
    let models = loads(&(named("a") + &named("b")), &[]).config.models;
    assert!(models.iter().all(|model| model.name == "Flux"));
    assert_ne!(models[0].id, models[1].id);
}

#[test]
fn the_name_is_the_id_and_the_id_the_name_where_one_is_missing() {
    let models = loads(
        &table("flux"),
        &[
            ("MODEL_2_PROVIDER", "openai_compatible"),
            ("MODEL_2_NAME", "sdxl"),
            ("MODEL_2_KEY", "k"),
            ("MODEL_2_BASE_URL", "http://x"),
        ],
    )
    .config
    .models;
    assert_eq!(models[0].name, "flux");
    assert_eq!(models[1].upstream_id, "sdxl");
    assert_eq!(models[1].provider, "openai-compatible");
    assert_eq!(models[1].api_key.as_ref().unwrap().expose_secret(), "k");
}

#[test]
fn variables_go_before_the_table_of_the_same_place() {
    let models = loads(
        &table("flux"),
        &[("MODEL_1_API_KEY", "k"), ("MODEL_1_SIZES", "512, 1024x768")],
    )
    .config
    .models;
    assert_eq!(models.len(), 1);
    assert_eq!(models[0].upstream_id, "flux");
    assert!(models[0].api_key.is_some());
    assert_eq!(models[0].sizes[1].to_string(), "1024x768");
}

#[test]
fn the_count_says_how_many_models_there_are() {
    let file = table("a") + &table("b") + &table("c");
    let count = |count| loads(&file, &[("MODEL_COUNT", count)]).config.models.len();
    assert_eq!((count("0"), count("2"), count("3")), (0, 2, 3));
    let warnings = loads(&file, &[("MODEL_COUNT", "1"), ("MODEL_2_API_KEY", "k")]).warnings;
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(told("", &[("MODEL_COUNT", "1")]).starts_with("models[1].provider is not set"));
}

#[test]
fn twenty_models_leave_no_room_for_the_built_in_ones() {
    let file: String = (0..19).map(|n| table(&format!("m{n}"))).collect();
    let loaded = loads(&file, &[]);
    assert!(!loaded.config.painter.enabled);
    assert_eq!(loaded.warnings.len(), 1);
    let file18: String = (0..18).map(|n| table(&format!("m{n}"))).collect();
    assert!(loads(&file18, &[]).config.painter.enabled);
    assert_eq!(
        told(&format!("[painter]\nenabled = true\n{file}"), &[]),
        "painter.enabled (pixelprompt.toml line 2) is true, but 19 models are configured and 2 are \
         built in, which is more than 20: set it to false or remove some."
    );
    let file: String = (0..21).map(|n| table(&format!("m{n}"))).collect();
    assert_eq!(
        told(&file, &[]),
        "models are 21, but there can be at most 20: remove some."
    );
}

#[test]
fn what_a_provider_has_no_use_for_is_warned_about() {
    let file = "[[models]]\nprovider = \"painter\"\nid = \"noto\"\napi_key = \"k\"\n";
    assert_eq!(
        loads(file, &[]).warnings,
        ["models[1].api_key is set, and the provider painter has no use for it."]
    );
}

#[test]
fn amazons_usual_variables_hold_for_models_and_a_files_bucket_does_not() {
    let usual = [
        ("AWS_REGION", "eu-west-1"),
        ("AWS_ACCESS_KEY_ID", "ASIA"),
        ("AWS_SECRET_ACCESS_KEY", "hush"),
        ("AWS_SESSION_TOKEN", "to:ken"),
    ];
    let file = table("flux") + &table("other") + "region = \"us-west-2\"\n";
    let loaded = loads(&file, &usual);
    let regions: Vec<_> = loaded
        .config
        .models
        .iter()
        .map(|model| model.region.clone())
        .collect();
    assert_eq!(
        regions,
        [Some("eu-west-1".to_owned()), Some("us-west-2".to_owned())]
    );
    let key = loaded.config.models[0].aws_key.clone().unwrap();
    assert_eq!(key.expose_secret(), "ASIA:hush:to:ken");
    assert!(!format!("{loaded:?}").contains("hush"));

    let bearer = [&usual[..], &[("AWS_BEARER_TOKEN_BEDROCK", "ABSKhush")]].concat();
    let loaded = loads(&file, &bearer);
    let key = loaded.config.models[0].aws_key.clone().unwrap();
    assert_eq!(key.expose_secret(), "ABSKhush", "Bedrock's own goes first");
    assert!(loaded.warnings.is_empty() && !format!("{loaded:?}").contains("hush"));

    let bucket =
        "[blobs]\nregion = \"home\"\naccess_key_id = \"minio\"\nsecret_access_key = \"hush\"\n";
    let model = loads(&(table("flux") + bucket), &[])
        .config
        .models
        .remove(0);
    assert!(model.region.is_none() && model.aws_key.is_none());
}

#[test]
fn a_name_that_older_configurations_have_tells_the_provider() {
    for name in ["DALL-E 3", "dall-e-3", "Dall E 3"] {
        let variables = [("MODEL_1_NAME", name), ("MODEL_1_KEY", "sk-x")];
        let loaded = loads("", &variables);
        let model = &loaded.config.models[0];
        assert_eq!(
            (
                model.provider,
                model.upstream_id.as_str(),
                model.name.as_str()
            ),
            ("openai", name, name)
        );
        assert_eq!(model.api_key.as_ref().unwrap().expose_secret(), "sk-x");
        assert_eq!(
            loaded.warnings,
            [format!(
                "models[1].provider is not set, and openai is taken because the model is called {name:?}: set \
                 it, or MODEL_1_PROVIDER, to hear no more of it."
            )]
        );
    }
    let other = [("MODEL_1_NAME", "DALL-E 9"), ("MODEL_1_KEY", "sk-x")];
    assert!(told("", &other).starts_with("models[1].provider is not set: write provider"));
    let elsewhere = table("flux").replace("flux", "DALL-E 3");
    let loaded = loads(&elsewhere, &[]);
    assert_eq!(loaded.config.models[0].provider, "openai-compatible");
    assert!(loaded.warnings.is_empty());
}

#[test]
fn a_model_without_its_key_is_kept_and_told() {
    let file = "[[models]]\nprovider = \"openai\"\nid = \"gpt-image-2\"\n";
    let loaded = loads(file, &[]);
    let model = &loaded.config.models[0];
    assert_eq!(model.missing_key.as_deref(), Some("OPENAI_API_KEY"));
    assert_eq!(
        loaded.warnings,
        [
            "models[1].api_key is not set, and the provider openai needs it: openai/gpt-image-2 cannot be \
             asked until OPENAI_API_KEY or MODEL_1_API_KEY is set."
        ]
    );
    for variable in ["OPENAI_API_KEY", "MODEL_1_API_KEY", "MODEL_1_KEY"] {
        let loaded = loads(file, &[(variable, " sk-x ")]);
        let model = &loaded.config.models[0];
        assert_eq!(
            model.api_key.as_ref().unwrap().expose_secret().trim(),
            "sk-x"
        );
        assert!(model.missing_key.is_none() && loaded.warnings.is_empty());
        let page = explain(Some(&loaded));
        assert!(
            page.contains(&format!("api_key = set  (environment variable {variable})")),
            "{page}"
        );
    }
    let both = [("OPENAI_API_KEY", "sk-of-all"), ("MODEL_1_API_KEY", "sk-x")];
    let model = loads(file, &both).config.models.remove(0);
    assert_eq!(model.api_key.unwrap().expose_secret(), "sk-x");
}

#[test]
fn the_key_of_a_provider_goes_to_no_other_address() {
    let file = "[[models]]\nprovider = \"openai\"\nid = \"x\"\nbase_url = \"http://elsewhere\"\n\
                [[models]]\nprovider = \"generic\"\nid = \"y\"\nbase_url = \"http://elsewhere\"\n";
    let loaded = loads(file, &[("OPENAI_API_KEY", "sk-x")]);
    let models = &loaded.config.models;
    assert!(models.iter().all(|model| model.api_key.is_none()));
    assert_eq!(models[0].missing_key.as_deref(), Some("MODEL_1_API_KEY"));
    assert_eq!(models[1].missing_key, None);
    assert!(loaded.warnings[0].ends_with("until MODEL_1_API_KEY is set."));
}

#[test]
fn something_must_be_able_to_paint() {
    let file = "[[models]]\nprovider = \"openai\"\nid = \"x\"\n[painter]\nenabled = false\n";
    assert_eq!(
        told(file, &[]),
        "models[1].api_key (pixelprompt.toml line 1) is not set, and the provider openai needs it: set \
         OPENAI_API_KEY or MODEL_1_API_KEY."
    );
    assert!(
        loads(&format!("{}{file}", table("flux")), &[])
            .config
            .models[0]
            .missing_key
            .is_none()
    );
}
