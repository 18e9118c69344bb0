//! Language models and the moderation, as the configuration names them.

use std::fs;

use pixelprompt_testkit::providers::MockProviders;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::Program;

const KEY: &str = "mock-key-very-secret";

fn started(variables: &[(&str, String)]) -> (Program, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (Program::start(folder.path(), variables), folder)
}

async fn enhanced(program: &Program, prompt: &str) -> Value {
    let body = json!({"prompt": prompt});
    program.json(Method::POST, "/enhance", Some(body)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_seeds_index_leads_to_a_language_model_and_its_failure_to_the_built_in_phrases() {
    let mock = MockProviders::with().key(KEY).start().await;
    for (provider, id, family, speaker) in [
        ("openai", "dall-e-3", "openai", "gpt-6-luna (OpenAI)"),
        (
            "google_gemini",
            "gemini-2.0-flash-exp-image-generation",
            "gemini",
            "gemini-3.5-flash-lite (Google Gemini)",
        ),
        (
            "bedrock_nova",
            "amazon.nova-canvas-v1:0",
            "bedrock",
            "us.amazon.nova-2-lite-v1:0 (Amazon Bedrock)",
        ),
        (
            "generic",
            "llama3.2",
            "openai-compatible",
            "llama3.2 (OpenAI-compatible server)",
        ),
    ] {
        let (program, _folder) = started(&[
            ("PROMPT_MODEL_INDEX", "1".to_owned()),
            ("MODEL_COUNT", "1".to_owned()),
            ("MODEL_1_PROVIDER", provider.to_owned()),
            ("MODEL_1_ID", id.to_owned()),
            ("MODEL_1_API_KEY", mock.key(family)),
            ("MODEL_1_BASE_URL", mock.base_url(family)),
        ]);
        let answer = enhanced(&program, "a paper boat").await;
        assert_eq!(answer["source"], json!({"name": speaker, "builtIn": false}));
        assert_eq!(answer["proposals"].as_array().unwrap().len(), 2);

        let answer = enhanced(&program, "a paper boat fail:refused").await;
        assert_eq!(answer["source"]["builtIn"], true, "{provider}");
        assert_eq!(answer["source"]["insteadOf"]["name"], speaker);
        assert_eq!(answer["source"]["insteadOf"]["error"], "CONTENT_REJECTED");
        assert!(!program.kill().contains(KEY), "{provider}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asks_for_a_second_opinion_gets_it() {
    let mock = MockProviders::with().key(KEY).start().await;
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("key");
    fs::write(&key, mock.key("openai")).unwrap();
    for (when_unavailable, status) in [
        ("refuse", StatusCode::SERVICE_UNAVAILABLE),
        ("allow", StatusCode::OK),
    ] {
        let (program, _folder) = started(&[
            (
                "PIXELPROMPT_MODERATION_API_KEY_FILE",
                key.display().to_string(),
            ),
            ("PIXELPROMPT_MODERATION_BASE_URL", mock.base_url("openai")),
            (
                "PIXELPROMPT_MODERATION_WHEN_UNAVAILABLE",
                when_unavailable.to_owned(),
            ),
        ]);
        let asked = async |prompt: &str| {
            let body =
                json!({"prompt": prompt, "models": ["painter/noto"], "size": 64, "steps": 1});
            let answer = program.ask(Method::POST, "/generate", Some(body)).await;
            (answer.status(), answer.json::<Value>().await.unwrap())
        };
        assert_eq!(asked("a paper boat").await.0, StatusCode::OK);
        let (flagged, words) = asked("a thriller with a kill").await;
        assert_eq!(
            (flagged, &words["category"]),
            (StatusCode::BAD_REQUEST, &json!("violence"))
        );
        assert_eq!(asked("a paper boat fail:server-error").await.0, status);
        assert!(!program.kill().contains(KEY));
    }
}
