//! The examples of the guide to the API, executed.

use std::process::Command;

use crate::support::Program;

const GUIDE: &str = include_str!("../../../../docs/API_INTEGRATION.md");

/// All blocks of a language, in their order: one script.
fn script(language: &str) -> String {
    let start = format!("```{language}\n");
    let blocks = GUIDE.split(&start).skip(1);
    let bodies = blocks.filter_map(|rest| Some(rest.split_once("\n```")?.0));
    bodies.collect::<Vec<_>>().join("\n\n")
}

fn runs(program: &Program, language: &str, file: &str, command: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(file), script(language)).unwrap();
    let ended = Command::new(command[0])
        .args(&command[1..])
        .arg(file)
        .current_dir(folder.path())
        .env("API_ENDPOINT", &program.url)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ended.stdout);
    let errors = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "{language}: {said}\n{errors}");
    assert!(said.contains("Noto"), "{language} painted nothing: {said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_example_of_the_guide_runs() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(folder.path(), &[]);
    runs(&program, "bash", "guide.sh", &["bash", "-euo", "pipefail"]);
    runs(&program, "js", "guide.mjs", &["node"]);
    runs(&program, "python", "guide.py", &["python3", "-W", "error"]);
}

#[tokio::test]
async fn the_guide_names_every_path_of_the_document() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(folder.path(), &[]);
    let document = program.get("/openapi.json").await;
    let plain = GUIDE.replace("{galleryId}", "{}").replace("{jobId}", "{}");
    for path in document["paths"].as_object().unwrap().keys() {
        let path: String = path
            .split('/')
            .map(|part| if part.starts_with('{') { "{}" } else { part })
            .collect::<Vec<_>>()
            .join("/");
        let named = plain
            .replace("{index}", "{}")
            .replace("{runId}", "{}")
            .replace("…/thumbnail", "/images/{}/thumbnail")
            .contains(&path);
        assert!(named, "{path} is not in docs/API_INTEGRATION.md");
    }
}
