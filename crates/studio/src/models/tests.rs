//! What a configuration comes to, from its variables to the models that people choose from.

use pixelprompt_config::{Loaded, Sources};
use pixelprompt_domain::{ModelInfo, State};

use super::*;
use crate::{languages, providers};

fn loaded(variables: &[(&str, &str)]) -> Loaded {
    let environment = variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let sources = Sources {
        environment: environment.collect(),
        providers: providers(),
        languages: languages(),
        ..Sources::default()
    };
    Config::load(sources).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

/// What people see of the one model that is not built in.
fn shown(config: &Config) -> ModelInfo {
    let catalogue = catalogue(config).unwrap_or_else(|_| panic!("the models are fit"));
    let mut infos = catalogue.entries().iter().map(|entry| &entry.info);
    infos
        .find(|info| info.provider != "painter")
        .unwrap()
        .clone()
}

/// The seed's nine models: its provider, its name, our provider, what is asked today, and whether that is
/// the same model.
const SEED: [(&str, &str, &str, &str, bool); 9] = [
    ("openai", "DALL-E 3", "openai", "gpt-image-2.5-flare", false),
    (
        "google_gemini",
        "Gemini 2.0",
        "gemini",
        "gemini-nano-banana-2.1",
        false,
    ),
    (
        "google_imagen",
        "Imagen 3.0",
        "gemini",
        "gemini-nano-banana-2.1",
        false,
    ),
    (
        "bedrock_nova",
        "Nova Canvas",
        "bedrock",
        "stability.stable-image-core-v1:1",
        false,
    ),
    (
        "bedrock_sd",
        "SD 3.5",
        "bedrock",
        "stability.sd3-5-large-v1:0",
        true,
    ),
    ("bfl", "Flux Pro", "bfl", "flux-pro-1.1", false),
    ("bfl", "Flux Dev", "bfl", "flux-dev", true),
    ("recraft", "Recraft v3", "recraft", "recraftv3", true),
    (
        "stability",
        "Stability Turbo",
        "stability",
        "sd3.5-large-turbo",
        true,
    ),
];

#[test]
fn the_seeds_names_lead_to_what_is_served_today_and_say_so() {
    for (seeds_provider, name, provider, asked, same) in SEED {
        let newer = loaded(&[
            ("MODEL_1_PROVIDER", seeds_provider),
            ("MODEL_1_ID", name),
            ("MODEL_1_API_KEY", "sk-x"),
        ]);
        let named = loaded(&[
            ("MODEL_1_PROVIDER", seeds_provider),
            ("MODEL_1_NAME", name),
            ("MODEL_1_KEY", "sk-x"),
        ]);
        let older = loaded(&[("MODEL_1_NAME", name), ("MODEL_1_KEY", "sk-x")]);
        assert_eq!((newer.warnings.len(), named.warnings.len()), (0, 0));
        assert!(older.warnings[0].contains(provider), "{:?}", older.warnings);
        for config in [newer.config, named.config, older.config] {
            let info = shown(&config);
            assert_eq!(
                (info.provider.as_str(), info.name.as_str()),
                (provider, name)
            );
            assert!(info.description.contains(asked), "{}", info.description);
            let notice = info.standing.notice.unwrap();
            assert!(
                notice.starts_with(name) && notice.contains(asked),
                "{notice}"
            );
            let state = if same { State::Current } else { State::Retired };
            assert_eq!(info.standing.state, state, "{notice}");
        }
    }
}

#[test]
fn flux_dev_by_its_older_name_has_its_own_knobs() {
    let config = loaded(&[("MODEL_1_NAME", "Flux Dev"), ("MODEL_1_KEY", "x")]).config;
    let can = shown(&config).capability;
    assert!(can.steps.is_some() && can.guidance.is_some());
}

#[test]
fn the_index_of_a_model_that_paints_lends_its_account_to_the_usual_language_model() {
    for (provider, name, language, model) in [
        ("openai", "DALL-E 3", "openai", "gpt-6-luna"),
        (
            "google_gemini",
            "Gemini 2.0",
            "gemini",
            "gemini-3.5-flash-lite",
        ),
        (
            "google_imagen",
            "Imagen 3.0",
            "gemini",
            "gemini-3.5-flash-lite",
        ),
        (
            "bedrock_nova",
            "Nova Canvas",
            "bedrock",
            "us.amazon.nova-2-lite-v1:0",
        ),
        (
            "bedrock_sd",
            "SD 3.5",
            "bedrock",
            "us.amazon.nova-2-lite-v1:0",
        ),
    ] {
        let pointed = [
            ("PROMPT_MODEL_INDEX", "1"),
            ("MODEL_1_NAME", name),
            ("MODEL_1_KEY", "sk-x"),
        ];
        let provided = [&pointed[..], &[("MODEL_1_PROVIDER", provider)]].concat();
        for variables in [&pointed[..], &provided] {
            let config = loaded(variables).config;
            let chosen = config.language.as_ref().unwrap();
            assert_eq!((chosen.provider, chosen.model.as_str()), (language, model));
            assert!(chosen.api_key.is_some());
            assert!(crate::words::enhancer(&config).is_ok(), "{name}");
        }
    }
    for (_, name, provider, ..) in &SEED[5..] {
        let loaded = loaded(&[
            ("PROMPT_MODEL_INDEX", "1"),
            ("MODEL_1_NAME", name),
            ("MODEL_1_KEY", "sk-x"),
        ]);
        assert!(loaded.config.language.is_none());
        let words = format!("names a model of {provider}, which has no language model");
        assert!(
            loaded
                .warnings
                .iter()
                .any(|warning| warning.contains(&words))
        );
    }
}

#[test]
fn an_attempt_takes_what_the_operator_says_or_else_what_its_provider_needs() {
    let seconds = |variables: &[(&str, &str)]| {
        let config = loaded(variables).config;
        model_settings(&config, &config.models[0].id)
            .timeout
            .as_secs()
    };
    for (provider, id, own) in [
        ("openai", "gpt-image-2", 180),
        ("bedrock", "stability.sd3-5-large-v1:0", 300),
        ("bfl", "flux-2-pro", 300),
        ("replicate", "black-forest-labs/flux-dev", 300),
        ("fal", "fal-ai/flux/dev", 300),
        ("firefly", "image4_standard", 300),
        ("openai_compatible", "flux", 300),
        ("comfyui", "flux", 300),
        ("gemini", "gemini-nano-banana-2.1", 120),
        ("xai", "grok-imagine-image-2.0", 120),
    ] {
        let variables = [
            ("MODEL_1_PROVIDER", provider),
            ("MODEL_1_ID", id),
            ("MODEL_1_KEY", "x"),
            ("MODEL_1_BASE_URL", "http://127.0.0.1:9"),
        ];
        let for_all = [
            &variables[..],
            &[("PIXELPROMPT_WORK_TIMEOUT_SECONDS", "60")],
        ]
        .concat();
        let for_one = [&for_all[..], &[("MODEL_1_TIMEOUT_SECONDS", "7")]].concat();
        assert_eq!(
            (seconds(&variables), seconds(&for_all), seconds(&for_one)),
            (own, 60, 7),
            "{provider}"
        );
    }
    let painter = "painter/noto".parse().unwrap();
    let timeout = model_settings(&Config::default(), &painter).timeout;
    assert_eq!(timeout, PAINTER_ATTEMPT);
}

#[test]
fn an_openai_compatible_server_honours_what_it_is_told_to() {
    let server = |more: &[(&'static str, &'static str)]| {
        let mut variables = vec![
            ("MODEL_1_PROVIDER", "openai-compatible"),
            ("MODEL_1_ID", "flux"),
            ("MODEL_1_BASE_URL", "http://localhost:8000/v1"),
        ];
        variables.extend(more);
        shown(&loaded(&variables).config).capability
    };
    let honours = |can: &pixelprompt_domain::Capability| {
        (
            can.seed.is_some(),
            can.steps.is_some(),
            can.guidance.is_some(),
            can.negative_prompt,
        )
    };
    let none = (false, false, false, false);
    assert_eq!(honours(&server(&[])), none);
    assert_eq!(honours(&server(&[("MODEL_1_DIALECT", "openai")])), none);
    assert_eq!(
        honours(&server(&[("MODEL_1_KNOBS", "seed, guidance")])),
        (true, false, true, false)
    );
    assert_eq!(
        honours(&server(&[("MODEL_1_DIALECT", "localai")])),
        (true, true, false, true)
    );
    assert_eq!(
        honours(&server(&[
            ("MODEL_1_DIALECT", "localai"),
            ("MODEL_1_KNOBS", "steps")
        ])),
        (false, true, false, false)
    );
    for (provider, dialect, knobs) in [
        ("openai-compatible", "openai", "seed"),
        ("openai-compatible", "localai", "guidance"),
        ("sdcpp", "common", "seed"),
    ] {
        let variables = [
            ("MODEL_1_PROVIDER", provider),
            ("MODEL_1_ID", "flux"),
            ("MODEL_1_BASE_URL", "http://localhost:8000/v1"),
            ("MODEL_1_DIALECT", dialect),
            ("MODEL_1_KNOBS", knobs),
        ];
        let config = loaded(&variables).config;
        assert!(catalogue(&config).is_err(), "{provider} {dialect} {knobs}");
    }
}

#[test]
fn every_provider_shows_a_model_without_a_key() {
    for family in pixelprompt_providers::FAMILIES {
        let Some(variable) = family.key_variable else {
            continue;
        };
        let mut variables = vec![
            ("MODEL_1_PROVIDER", family.name),
            ("MODEL_1_ID", family.models[0]),
            ("MODEL_1_NAME", "Shown"),
        ];
        if family.name == "firefly" {
            variables.push(("MODEL_1_USER_ID", "client"));
        }
        let config = loaded(&variables).config;
        let catalogue =
            catalogue(&config).unwrap_or_else(|error| panic!("{}: {error:?}", family.name));
        let [keyless] = catalogue.keyless() else {
            panic!("{}", family.name)
        };
        assert_eq!(
            (&*keyless.info.name, &*keyless.variable),
            ("Shown", variable)
        );
        assert!(
            catalogue
                .entries()
                .iter()
                .all(|entry| entry.info.provider == "painter")
        );

        variables.push((variable, "user:password"));
        let config = loaded(&variables).config;
        assert_eq!(shown(&config).name, "Shown", "{}", family.name);
    }
}
