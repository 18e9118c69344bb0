//! `models test`, `providers` and `generate --dry-run` at the mock.

use std::{
    fs,
    process::Output,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    http::{Method, StatusCode, Uri},
};
use pixelprompt_picture::{Raster, encode};
use pixelprompt_testkit::providers::MockProviders;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::command::program;

/// Runs the program with a configuration of these models, in a folder of its own.
async fn ran(models: &str, words: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("pixelprompt.toml"), models).unwrap();
    let mut program = program();
    program.args(words).args(["--config", "pixelprompt.toml"]);
    program.current_dir(folder.path());
    let ended = tokio::task::spawn_blocking(move || program.output().unwrap());
    let ended = ended.await.unwrap();
    drop(folder);
    ended
}

fn out(ended: &Output) -> String {
    String::from_utf8_lossy(&ended.stdout).into_owned()
}

fn model(provider: &str, id: &str, key: &str, base_url: &str) -> String {
    format!(
        "[[models]]\nprovider = \"{provider}\"\nid = \"{id}\"\napi_key = \"{key}\"\nbase_url = \"{base_url}\"\n"
    )
}

const NO_PAINTER: &str = "painter.enabled = false\n";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_test_tells_of_each_model_whether_it_works_and_what_to_mend() {
    let mock = MockProviders::start().await;
    let openai = mock.base_url("openai");
    let nowhere = "http://127.0.0.1:9/v1";
    let models = [
        NO_PAINTER.to_owned(),
        model("openai", "gpt-image-2.5-flare", "mock", &openai),
        model("openai", "dall-e-3", "wrong", &openai),
        model("openai", "gpt-nonsense", "mock", &openai),
        model("openai", "gpt-image-2", "mock", nowhere),
        model("bfl", "flux-2-pro", "mock", &mock.base_url("bfl")),
    ]
    .concat();
    let ended = ran(&models, &["models", "test", "--yes", "--json"]).await;
    assert_eq!(ended.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&ended.stdout).unwrap();
    let verdicts = report["models"].as_array().unwrap();
    for (place, error, words) in [
        (0, Value::Null, "a picture of 1024x1024"),
        (1, "UNAUTHORIZED".into(), "check its api_key"),
        (2, "REQUEST_REJECTED".into(), "check its id"),
        (3, "UNAVAILABLE".into(), "check its base_url"),
        (4, Value::Null, "a picture of 1024x1024"),
    ] {
        let verdict = &verdicts[place];
        assert_eq!(verdict["error"], error, "{verdict}");
        assert_eq!(verdict["works"], error.is_null(), "{verdict}");
        assert!(
            verdict["message"].as_str().unwrap().contains(words),
            "{verdict}"
        );
    }
    let notice = verdicts[1]["notice"].as_str().unwrap();
    assert!(notice.contains("gpt-image-2.5-flare paints in its place"));
    assert_eq!(verdicts[3]["microUsd"], 0, "nothing was sent");
    assert!(!out(&ended).contains("wrong"), "keys are not told");

    let ended = ran(&models, &["models", "test", "gpt-image-2.5-flare"]).await;
    assert_eq!(ended.status.code(), Some(0));
    assert!(out(&ended).starts_with("ok    openai/gpt-image-2.5-flare: a picture"));
    let ended = ran(&models, &["models", "test", "flux-2"]).await;
    assert!(String::from_utf8_lossy(&ended.stderr).contains("did you mean"));
}

/// Black Forest Labs on a bad day: accepts one picture, and tells of it at the third question.
async fn stumbling() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let seen = Arc::new(Mutex::new(Vec::new()));
    let (log, here) = (seen.clone(), origin.clone());
    let answer = move |method: Method, uri: Uri| {
        let line = format!("{method} {}", uri.path());
        let before = {
            let mut log = log.lock().unwrap();
            log.push(line.clone());
            log.iter().filter(|other| **other == line).count()
        };
        let body = match (line.as_str(), before) {
            ("GET /v1/get_result", 1) => Err(StatusCode::SERVICE_UNAVAILABLE),
            ("GET /v1/get_result", 2) => Err(StatusCode::TOO_MANY_REQUESTS),
            ("GET /v1/get_result", _) => Ok(json!({
                "status": "Ready", "result": {"sample": format!("{here}/picture"), "seed": 1}
            })
            .to_string()
            .into_bytes()),
            ("GET /picture", _) => Ok(encode(&Raster::filled(3, 2, [200, 60, 20]), None).unwrap()),
            _ => Ok(
                json!({"polling_url": format!("{here}/v1/get_result?id=1"), "cost": 5.0})
                    .to_string()
                    .into_bytes(),
            ),
        };
        async move { body }
    };
    let router = Router::new().fallback(answer);
    tokio::spawn(async move { axum::serve(listener, router).await });
    (origin, seen)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_that_is_paid_for_is_asked_for_until_it_is_there() {
    let (origin, seen) = stumbling().await;
    let models = format!(
        "{NO_PAINTER}{}",
        model("bfl", "flux-2-pro", "mock", &origin)
    );
    let ended = ran(&models, &["models", "test", "flux-2-pro"]).await;
    assert_eq!(ended.status.code(), Some(0), "{ended:?}");
    assert!(
        out(&ended).contains("a picture of 3x2 (image/png)"),
        "{ended:?}"
    );
    let seen = seen.lock().unwrap();
    let count = |line: &str| seen.iter().filter(|other| *other == line).count();
    assert_eq!(
        (count("POST /v1/flux-2-pro"), count("GET /v1/get_result")),
        (1, 3)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_may_cost_money_is_tried_unasked() {
    let mock = MockProviders::start().await;
    let paid = [
        NO_PAINTER.to_owned(),
        model("recraft", "recraftv4_1", "mock", &mock.base_url("recraft")),
        model("recraft", "recraftv3", "mock", &mock.base_url("recraft")),
    ]
    .concat();
    let unknown = format!(
        "{paid}{}",
        model(
            "openai-compatible",
            "flux",
            "mock",
            &mock.base_url("openai-compatible")
        )
    );
    for (models, words) in [
        (&paid, "one picture from each of 2 models costs $0.075"),
        (
            &unknown,
            "openai-compatible/flux cost, whose prices are unknown",
        ),
    ] {
        let ended = ran(models, &["models", "test"]).await;
        let told = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert_eq!(ended.status.code(), Some(1), "{told}");
        assert!(told.contains(words) && told.contains("--yes"), "{told}");
        assert!(mock.seen().is_empty(), "{told}");
    }
    let ended = ran(&paid, &["models", "test", "recraftv3"]).await;
    assert_eq!(ended.status.code(), Some(0), "whoever names it wants it");

    let free = format!(
        "{NO_PAINTER}{}",
        model("sdcpp", "sd-v1-5", "mock", &mock.base_url("sdcpp"))
    );
    let ended = ran(&free, &["models", "test"]).await;
    let told = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(ended.status.code(), Some(0), "{told}");
    assert!(told.contains("costs nothing"), "{told}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dry_run_tells_the_price_and_asks_nobody() {
    let mock = MockProviders::start().await;
    let models = [
        NO_PAINTER.to_owned(),
        model(
            "openai",
            "gpt-image-2.5-flare",
            "mock",
            &mock.base_url("openai"),
        ),
        model("recraft", "recraftv4_1", "mock", &mock.base_url("recraft")),
    ]
    .concat();
    let words = ["generate", "a fox", "--quality", "high", "--dry-run"];
    let ended = ran(&models, &words).await;
    assert_eq!(ended.status.code(), Some(0));
    let page = out(&ended);
    assert!(
        page.contains("$0.053  openai/gpt-image-2.5-flare"),
        "{page}"
    );
    assert!(page.contains("$0.088  together"), "{page}");
    assert!(mock.seen().is_empty());

    // Nobody asked for the seed that was drawn; one that is asked for and ignored is told.
    for (seed, warned) in [(&[][..], 0), (&["--seed", "7"][..], 1)] {
        let words = [&["generate", "a fox", "--dry-run", "--json"], seed].concat();
        let told: Value = serde_json::from_slice(&ran(&models, &words).await.stdout).unwrap();
        let warnings = told["models"][0]["warnings"].as_array().unwrap();
        assert_eq!(warnings.len(), warned, "{warnings:?}");
    }

    let budget = format!("[budget]\ndaily_usd = 0.05\n{models}");
    let budget = budget.replace(NO_PAINTER, "[painter]\nenabled = false\n");
    let ended = ran(&budget, &["generate", "a fox", "--quality", "high"]).await;
    let told = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(ended.status.code(), Some(1), "{told}");
    assert!(
        told.contains("the daily budget of $0.05 has $0.05 left"),
        "{told}"
    );
    assert!(mock.seen().is_empty());
}

#[test]
fn providers_are_listed_with_all_that_is_known_of_their_models() {
    let ended = program().args(["providers", "--json"]).output().unwrap();
    let listing: Value = serde_json::from_slice(&ended.stdout).unwrap();
    let providers = listing["providers"].as_array().unwrap();
    let names: Vec<_> = providers
        .iter()
        .filter_map(|p| p["name"].as_str())
        .collect();
    assert_eq!(names.len(), pixelprompt_providers::FAMILIES.len() + 1);
    assert_eq!(names[0], "painter");
    let bedrock = &providers[names.iter().position(|name| *name == "bedrock").unwrap()];
    assert!(
        bedrock["documentation"]
            .as_str()
            .unwrap()
            .starts_with("https://")
    );
    let nova = &bedrock["models"][3];
    assert_eq!(nova["standing"]["state"], "retired");
    assert_eq!(nova["price"]["kind"], "listed");
    assert_eq!(nova["capability"]["operations"][0], "generate");
    assert!(listing["languageModels"].as_array().unwrap().len() >= 4);

    let ended = program().arg("providers").output().unwrap();
    let page = out(&ended);
    assert!(
        page.contains("gpt-image-2.5-flare") && page.contains("also called"),
        "{page}"
    );
}
