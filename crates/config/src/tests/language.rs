//! Which language model enhances prompts.

use secrecy::ExposeSecret as _;

use super::{loads, told};
use crate::Language;

fn language(file: &str, variables: &[(&str, &str)]) -> Language {
    let loaded = loads(file, variables);
    assert!(loaded.warnings.is_empty(), "{:?}", loaded.warnings);
    loaded.config.language.unwrap()
}

#[test]
fn a_provider_is_enough_where_it_has_a_usual_model() {
    let file = "[enhance]\nprovider = \"OpenAI\"\napi_key = \"sk-x\"\n";
    let usual = language(file, &[]);
    assert_eq!(
        (usual.provider, usual.model.as_str()),
        ("openai", "gpt-6-luna")
    );
    assert_eq!(usual.api_key.unwrap().expose_secret(), "sk-x");
    let own = language(
        "[enhance]\nprovider = \"ollama\"\nmodel = \"llama3.2\"\nbase_url = \"http://127.0.0.1:11434/v1\"\n",
        &[],
    );
    assert_eq!(
        (own.provider, own.model.as_str()),
        ("openai-compatible", "llama3.2")
    );
    assert!(own.api_key.is_none());
    let variables = [
        ("PIXELPROMPT_ENHANCE_PROVIDER", "openai"),
        ("PIXELPROMPT_ENHANCE_API_KEY", "sk-y"),
    ];
    assert_eq!(
        language("", &variables).api_key.unwrap().expose_secret(),
        "sk-y"
    );
}

#[test]
fn the_seeds_index_lends_the_account_of_a_model() {
    let seed = |id: &str, more: &[(&str, &str)]| {
        let mut variables = vec![
            ("PROMPT_MODEL_INDEX", "2"),
            ("MODEL_1_PROVIDER", "generic"),
            ("MODEL_1_ID", "flux"),
            ("MODEL_1_BASE_URL", "http://127.0.0.1:8000/v1"),
            ("MODEL_2_PROVIDER", "openai"),
            ("MODEL_2_ID", id),
            ("MODEL_2_API_KEY", "sk-x"),
        ];
        variables.extend(more);
        language("", &variables)
    };
    let painter = seed("dall-e-3-image", &[]);
    assert_eq!(
        (painter.provider, painter.model.as_str()),
        ("openai", "gpt-6-luna")
    );
    assert_eq!(painter.api_key.unwrap().expose_secret(), "sk-x");
    assert_eq!(seed("gpt-6-sol", &[]).model, "gpt-6-sol");
    let older = [
        ("PROMPT_MODEL_INDEX", "1"),
        ("MODEL_1_NAME", "DALL-E 3"),
        ("MODEL_1_KEY", "sk-y"),
    ];
    let older = loads("", &older).config.language.unwrap();
    assert_eq!(older.provider, "openai");
    assert_eq!(older.api_key.unwrap().expose_secret(), "sk-y");
    let more = [("PIXELPROMPT_ENHANCE_MODEL", "gpt-7")];
    assert_eq!(seed("gpt-6-sol", &more).model, "gpt-7");
    let generic = language(
        "[enhance]\nprompt_model_index = 1\n[[models]]\nprovider = \"generic\"\nid = \"llama\"\nbase_url = \"http://x/v1\"\n",
        &[],
    );
    assert_eq!(
        (generic.provider, generic.model.as_str()),
        ("openai-compatible", "llama")
    );
    assert_eq!(generic.base_url.unwrap().as_str(), "http://x/v1");
}

#[test]
fn an_index_that_older_configurations_have_anyway_does_no_harm() {
    let file =
        "[enhance]\nprompt_model_index = 1\n[[models]]\nprovider = \"painter\"\nid = \"noto\"\n";
    let loaded = loads(file, &[]);
    assert!(loaded.config.language.is_none());
    assert_eq!(
        loaded.warnings,
        [
            "enhance.prompt_model_index names a model of painter, which has no language model, so the program \
             itself enhances prompts: name a model of openai-compatible, openai, or set enhance.provider."
        ]
    );
    let both = "[enhance]\nprovider = \"openai\"\napi_key = \"x\"\nprompt_model_index = 7\n";
    assert_eq!(
        loads(both, &[]).warnings,
        ["enhance.prompt_model_index is ignored because enhance.provider is set."]
    );
}

#[test]
fn a_mistake_is_told_in_a_sentence() {
    for (file, expected) in [
        (
            "[enhance]\nprovider = \"opnai\"\n",
            "enhance.provider (pixelprompt.toml line 2) is \"opnai\" but must be one of openai-compatible, openai; did you mean openai?",
        ),
        (
            "[enhance]\nprovider = \"openai\"\n",
            "enhance.api_key is not set, and the language models of openai need it: write the key of an account there.",
        ),
        (
            "[enhance]\nprovider = \"vllm\"\nmodel = \"qwen\"\n",
            "enhance.base_url is not set, and the language models of openai-compatible need it: write its address, such as http://127.0.0.1:11434/v1.",
        ),
        (
            "[enhance]\nprovider = \"vllm\"\nbase_url = \"http://x/v1\"\n",
            "enhance.model is not set, and the language models of openai-compatible need it: write its name at its provider.",
        ),
        (
            "[enhance]\nmodel = \"gpt-6-luna\"\n",
            "enhance.provider is not set though enhance.model is: write one of openai-compatible, openai.",
        ),
        (
            "[enhance]\nprompt_model_index = 3\n",
            "enhance.prompt_model_index (pixelprompt.toml line 2) is 3 but no model is configured: remove it, or name a language model by enhance.provider.",
        ),
        (
            "[enhance]\nprovider = \"openai\"\napi_key_file = \"/nowhere/key\"\n",
            "enhance.api_key_file (pixelprompt.toml line 3) names a file that cannot be read: No such file or directory (os error 2).",
        ),
    ] {
        assert_eq!(told(file, &[]), expected, "{file}");
    }
}

#[test]
fn a_wait_that_is_too_long_is_told() {
    let file = "[enhance]\nprovider = \"openai\"\napi_key = \"x\"\ntimeout_seconds = 60\n";
    let warnings = loads(file, &[]).warnings;
    assert!(
        warnings[0].ends_with("raise server.request_timeout_seconds."),
        "{warnings:?}"
    );
    let raised = format!("{file}[server]\nrequest_timeout_seconds = 120\n");
    assert!(loads(&raised, &[]).warnings.is_empty());
}

#[test]
fn a_model_without_a_key_lends_none() {
    let file = "[enhance]\nprompt_model_index = 1\n[[models]]\nprovider = \"openai\"\nid = \"gpt-6-sol\"\n";
    let loaded = loads(file, &[]);
    assert!(loaded.config.language.is_none());
    assert_eq!(
        loaded.warnings[1],
        "enhance.prompt_model_index names openai/gpt-6-sol, which has no key to lend, so the program itself \
         enhances prompts until OPENAI_API_KEY is set."
    );
    let lent = loads(file, &[("OPENAI_API_KEY", "sk-x")]);
    let language = lent.config.language.unwrap();
    assert_eq!(language.model, "gpt-6-sol");
    assert_eq!(language.api_key.unwrap().expose_secret(), "sk-x");
    let own = loads(file, &[("PIXELPROMPT_ENHANCE_API_KEY", "sk-y")]);
    let language = own.config.language.unwrap();
    assert_eq!(language.api_key.unwrap().expose_secret(), "sk-y");
}
