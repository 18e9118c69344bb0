use std::time::Duration;

use serde_json::json;

use crate::{
    provider::Provider,
    support::{Program, results},
};

/// Asked to end, the program finishes what is at work; what waits is taken up after the restart.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restart_that_is_asked_for_loses_nothing_and_buys_nothing_twice() {
    let provider = Provider::start(Duration::from_millis(400)).await;
    let folder = tempfile::tempdir().unwrap();
    let mut variables = provider.variables(&["Mock"]);
    variables.push(("PIXELPROMPT_PAINTER_ENABLED", "false".to_owned()));
    variables.push(("PIXELPROMPT_WORK_CONCURRENCY", "3".to_owned()));
    let program = Program::start(folder.path(), &variables);
    let mut ids = Vec::new();
    for i in 0..8 {
        ids.push(
            program
                .generate(json!({ "prompt": format!("fox {i}") }))
                .await,
        );
    }
    while provider.counts().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    program.terminate();
    let (status, log) = program.wait();
    assert!(status.success(), "{log}");

    let program = Program::start(folder.path(), &variables);
    for id in &ids {
        let job = program.ended(id).await;
        assert_eq!(job["status"], "completed", "{job}");
        assert_eq!(results(&job)[0]["attempts"], 1);
    }
    assert!(provider.counts().values().all(|count| *count == 1));
}

#[tokio::test]
async fn a_folder_in_use_is_said_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let _program = Program::start(folder.path(), &[]);
    let second = std::process::Command::new(env!("CARGO_BIN_EXE_pixelprompt"))
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert_eq!(second.status.code(), Some(1));
    let said = String::from_utf8_lossy(&second.stderr);
    assert!(said.starts_with("error: "), "{said}");
    assert!(
        said.contains("uses this folder") || said.contains("in use"),
        "{said}"
    );
}
