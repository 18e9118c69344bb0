//! The commands: what they print, also about configurations that are wrong.

use std::{
    fs,
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

use crate::{
    sentinel::{Search, key},
    town::Town,
};

fn ran(folder: &TempDir, variables: &[(String, String)], words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pixelprompt"));
    command
        .args(words)
        .env_clear()
        .env("HOME", folder.path())
        .envs(variables.iter().map(|(name, value)| (name, value)))
        .current_dir(folder.path())
        .stdin(Stdio::null());
    command.output().unwrap()
}

fn look(search: &mut Search, words: &[&str], output: &Output) {
    search.look(&format!("{words:?} out"), &output.stdout);
    search.look(&format!("{words:?} err"), &output.stderr);
}

const COMMANDS: [&[&str]; 9] = [
    &["models"],
    &["models", "--json"],
    &["models", "test", "--yes"],
    &["models", "test", "--yes", "--json"],
    &["providers", "--json"],
    &["config", "--explain", "--values"],
    &["doctor"],
    &["doctor", "--json"],
    &["generate", "a paper boat", "--dry-run", "--json"],
];

/// Runs all commands, and paints these prompts.
fn searched(town: &Town, prompts: &[String]) {
    let folder = tempfile::tempdir().unwrap();
    let mut search = Search::default();
    let commands = COMMANDS.map(<[_]>::to_vec).into_iter();
    let painting = prompts
        .iter()
        .map(|prompt| vec!["generate", prompt, "--json"]);
    for words in commands.chain(painting) {
        let output = ran(&folder, &town.variables, &words);
        let understood = !String::from_utf8_lossy(&output.stderr).contains("Usage:");
        assert!(understood, "{words:?}: {output:?}");
        // A configuration that did not load would leave nothing to find a key in.
        assert!(!output.stdout.is_empty(), "{words:?}: {output:?}");
        if words.contains(&"--json") {
            let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
            assert!(document["error"].is_null(), "{words:?}: {document}");
        }
        look(&mut search, &words, &output);
    }
    search.look_into(folder.path());
    search.found_nothing(20_000);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_command_prints_a_key_when_all_is_well_and_when_painting_fails() {
    let faults = ["unauthorized", "refused", "dropped", "html"];
    let prompts = faults.map(|fault| format!("a paper boat fail:{fault}"));
    searched(&Town::of_mocks().await, &prompts);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_command_prints_a_key_that_a_provider_repeats() {
    let ways = ["complaint", "strange", "ticket", "words"];
    let prompts = ways.map(|way| format!("a paper boat echo:{way}"));
    searched(&Town::of_echoes().await, &prompts);
}

#[test]
fn no_mistake_in_a_configuration_is_told_with_the_key() {
    let key = key("mistaken");
    let model = "[[models]]\nprovider = \"openai\"\nid = \"gpt-image-2\"\n";
    let mut search = Search::default();
    for wrong in [
        format!("api_key = \"{key}"),
        format!("api_key = {key}"),
        format!("api_key = \"{key}\" and more"),
        format!("api_key = [\"{key}\"]"),
        format!("api_key = {{ key = \"{key}\" }}"),
        format!("api_key = \"{key}\"\napi_key = \"{key}\""),
        format!("api_kye = \"{key}\""),
        format!("apikey = \"{key}\""),
        format!("api_key = \"{key}\\n\u{e9}\""),
        format!("base_url = \"https://user:{key}@example.com/\""),
        format!("base_url = \"https://example.com/?key={key}\""),
        format!("base_url = \"https://{key}@example.com/\""),
        format!("[blobs]\nkind = \"s3\"\nsecret_access_key = [\"{key}\"]"),
        format!("[enhance]\napi_key = \"{key}\""),
        format!("[moderation]\napi_key = [\"{key}\"]"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(
            folder.path().join("pixelprompt.toml"),
            format!("{model}{wrong}\n"),
        )
        .unwrap();
        for words in [
            &["models"][..],
            &["doctor", "--json"],
            &["config", "--explain", "--values"],
            &["generate", "a fox", "--dry-run"],
        ] {
            let output = ran(&folder, &[], words);
            look(&mut search, &[words, &[&wrong[..12]]].concat(), &output);
        }
    }
    for (name, value) in [
        ("MODEL_1_API_KEYS", key.clone()),
        ("MODEL_21_API_KEY", key.clone()),
        ("PIXELPROMPT_BLOBS_SECRET", key.clone()),
        ("MODEL_1_BASE_URL", format!("https://{key}@example.com")),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let variables = [(name.to_owned(), value)];
        let output = ran(&folder, &variables, &["config", "--explain", "--values"]);
        look(&mut search, &[name], &output);
    }
    search.found_nothing(5_000);
}
