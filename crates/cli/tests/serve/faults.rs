//! Faults that were measured in the system before this one.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::{
    provider::Provider,
    support::{Program, results},
};

/// "Two models of one name: the second one's picture never arrives."
#[tokio::test]
async fn two_models_of_one_name_both_leave_their_pictures() {
    let provider = Provider::start(Duration::from_millis(5)).await;
    let folder = tempfile::tempdir().unwrap();
    let mut variables = provider.variables(&["Twin", "Twin"]);
    variables.push(("PIXELPROMPT_PAINTER_ENABLED", "false".to_owned()));
    let program = Program::start(folder.path(), &variables);
    let id = program.generate(json!({ "prompt": "a fox" })).await;
    let job = program.ended(&id).await;
    assert_eq!(job["status"], "completed", "{job}");
    let names: Vec<_> = results(&job)
        .iter()
        .map(|result| &result["model"])
        .collect();
    assert_eq!(names, ["Twin", "Twin"]);
    assert_ne!(results(&job)[0]["imageUrl"], results(&job)[1]["imageUrl"]);
}

/// "Updates are lost when models finish at the same moment", and "pictures of two jobs in one second
/// overwrite each other".
#[tokio::test]
async fn many_jobs_in_one_second_keep_every_update_and_every_picture() {
    let provider = Provider::start(Duration::ZERO).await;
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(folder.path(), &provider.variables(&["One", "Two"]));
    let body = |i: usize| json!({ "prompt": format!("fox {i}"), "steps": 1, "size": "64" });
    let submitted = (0..10).map(|i| program.generate(body(i)));
    let ids = futures::future::join_all(submitted).await;
    let mut urls = std::collections::HashSet::new();
    for id in &ids {
        let job = program.ended(id).await;
        assert_eq!(
            (&job["status"], &job["completedModels"]),
            (&json!("completed"), &json!(7))
        );
        for result in results(&job) {
            assert!(urls.insert(result["imageKey"].as_str().unwrap().to_owned()));
        }
    }
    assert_eq!(urls.len(), 70);
}

/// "Of 100 requests at once the limiter counts 10", here over HTTP and across a restart.
#[tokio::test]
async fn the_limit_is_exact_and_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let variables = [
        ("IP_LIMIT", "7".to_owned()),
        ("IP_WHITELIST", "192.0.2.1".to_owned()),
    ];
    let program = Program::start(folder.path(), &variables);
    let body = json!({ "prompt": "a fox", "steps": 1, "size": "64", "models": ["noto"], "ip": "198.51.100.1" });
    let asked = (0..100).map(|_| program.ask(Method::POST, "/generate", Some(body.clone())));
    let answers = futures::future::join_all(asked).await;
    let let_through = answers.iter().filter(|answer| answer.status().is_success());
    assert_eq!(let_through.count(), 7);
    program.kill();
    let program = Program::start(folder.path(), &variables);
    let refused = program.ask(Method::POST, "/generate", Some(body)).await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.headers().contains_key("retry-after"));
    let document: Value = refused.json().await.unwrap();
    assert_eq!(document["error"], "RATE_LIMIT_EXCEEDED");
    assert!(document["retryAfter"].as_u64().unwrap() > 0);
}
