use std::process::Command;

use reqwest::Method;
use serde_json::json;

use crate::support::{Program, results};

/// The seed's curl lines, with their real answers.
#[tokio::test]
async fn the_smoke_test_passes() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(folder.path(), &[]);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scripts/smoke.sh");
    let ran = Command::new(script).arg(&program.url).output().unwrap();
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(
        ran.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&ran.stderr)
    );
}

#[tokio::test]
async fn what_was_painted_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(folder.path(), &[]);
    let id = program
        .generate(json!({ "prompt": "a red fox in the snow", "steps": 2, "size": "64" }))
        .await;
    let before = program.ended(&id).await;
    assert_eq!(before["status"], "completed", "{before}");
    assert_eq!(results(&before).len(), 5);
    program.kill();

    let program = Program::start(folder.path(), &[]);
    let list = program.get("/gallery/list?q=fox").await;
    assert_eq!(list["galleries"][0]["id"], id);
    assert_eq!(list["galleries"][0]["imageCount"], 5);
    let gallery = program.get(&format!("/gallery/{id}")).await;
    for image in gallery["images"].as_array().unwrap() {
        let url = image["url"].as_str().unwrap();
        let file = program.ask(Method::GET, url, None).await;
        let bytes = file.bytes().await.unwrap();
        assert_eq!(bytes.len() as u64, image["bytes"].as_u64().unwrap());
        assert!(bytes.starts_with(b"\x89PNG"));
    }
    assert_eq!(program.get(&format!("/status/{id}")).await, before);
}
