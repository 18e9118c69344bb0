use super::*;
use crate::{family, family::tests::configured, http::Bounds};

fn speaking(model: &str) -> Speaking {
    let like = configured(model);
    Speaking {
        model: like.upstream_id,
        api_key: like.api_key,
        aws_key: None,
        base_url: None,
        region: None,
        client: HttpClient::new(Bounds::default()).unwrap(),
        now: like.now,
    }
}

fn made(name: &str, model: &str) -> (String, Option<String>) {
    let family = language_family(name).unwrap();
    let mut speaking = speaking(model);
    if family.base_url == Need::Required {
        speaking.base_url = Some("http://127.0.0.1:11434/v1".parse().unwrap());
    }
    let (enhancer, notice) = family.enhancer(speaking).unwrap();
    assert!(!enhancer.is_built_in());
    (enhancer.name().to_owned(), notice)
}

#[test]
fn every_name_leads_to_one_family_whose_default_speaks() {
    let mut names = std::collections::HashSet::new();
    for known in LANGUAGE_FAMILIES {
        for name in known.aliases.iter().chain([&known.name]) {
            assert!(names.insert(*name), "{name} stands twice");
            let shouted = name.to_uppercase().replace('-', "_");
            assert_eq!(language_family(&shouted).unwrap().name, known.name);
        }
        assert!(known.documentation.starts_with("https://"));
        let model = known.default_model.unwrap_or("llama3.2");
        assert!((known.speaks)(model), "{model}");
        assert_eq!(
            made(known.name, model),
            (format!("{model} ({})", known.title), None)
        );
    }
    assert!(language_family("recraft").is_none());
}

#[test]
fn families_with_the_account_of_one_that_paints_share_its_name_and_tell_its_models_apart() {
    for (name, painter) in [
        ("openai", "gpt-image-2.5-flare"),
        ("openai", "dall-e-3"),
        ("openai", "DALL-E 3"),
        ("gemini", "gemini-3.1-flash-image"),
        ("gemini", "gemini-nano-banana-2.1"),
        ("gemini", "imagen-3.0-generate-002"),
        ("gemini", "Gemini 2.0"),
        ("gemini", "Imagen 3.0"),
        ("bedrock", "stability.sd3-5-large-v1:0"),
        ("bedrock", "amazon.nova-canvas-v1:0"),
        ("bedrock", "Nova Canvas"),
        ("bedrock", "SD 3.5"),
    ] {
        assert_eq!(family(name).unwrap().name, name);
        assert!(
            !(language_family(name).unwrap().speaks)(painter),
            "{painter}"
        );
    }
}

#[test]
fn a_dead_model_leads_to_a_living_one_and_says_so() {
    let (name, notice) = made("openai", "gpt-3.5-turbo");
    assert_eq!(name, "gpt-6-luna (OpenAI)");
    assert_eq!(
        notice.unwrap(),
        "gpt-3.5-turbo was shut down on 2026-10-23; gpt-6-luna answers in its place."
    );
    let (name, notice) = made("google_gemini", "gemini-2.0-flash-exp");
    assert_eq!(name, "gemini-3.5-flash-lite (Google Gemini)");
    assert!(notice.is_some());
}

#[test]
fn a_model_that_is_still_served_is_asked_and_its_end_is_told() {
    for (model, day) in [
        ("gpt-4o", "2027-01-14"),
        ("gpt-4o-mini", "2027-01-14"),
        ("gpt-4o-mini-2024-07-18", "2027-01-14"),
        ("gpt-4.1", "2027-01-14"),
        ("gpt-5", "2026-12-11"),
        ("gpt-5-nano", "2026-12-11"),
    ] {
        let (name, notice) = made("openai", model);
        assert_eq!(name, format!("{model} (OpenAI)"));
        let expected = format!("{model} is shut down on {day}; configure gpt-6-luna before that.");
        assert_eq!(notice.unwrap(), expected);
    }
    assert_eq!(made("openai", "gpt-5.4-mini").1, None);
}

#[test]
fn what_is_missing_is_told() {
    for (name, mend) in [
        ("openai", "api_key"),
        ("openai-compatible", "base_url"),
        ("bedrock", "AWS_ACCESS_KEY_ID"),
    ] {
        let mut bare = speaking("some-model");
        bare.api_key = None;
        let Err(unfit) = language_family(name).unwrap().enhancer(bare) else {
            panic!("{name} was made")
        };
        assert!(unfit.to_string().contains(mend), "{unfit}");
    }
}
