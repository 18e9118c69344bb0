//! Lists, help, pipes and signals.

use std::{
    io::Read as _,
    process::Stdio,
    time::{Duration, Instant},
};

use crate::support::Desk;

#[test]
fn models_are_listed_with_what_they_honour_and_what_they_are() {
    let ended = Desk::new().run(&["models"]);
    assert_eq!(ended.code(), Some(0));
    for id in ["fluent-3d", "fluent-flat", "noto", "blobs", "twemoji"] {
        let id = format!("painter/{id} ");
        let line = ended.out().lines().find(|line| line.starts_with(&id));
        assert!(
            line.is_some_and(|line| line.contains("1 to 50 [12]")),
            "{id}"
        );
    }
    assert!(ended.out().contains("no rival"));
}

#[test]
fn models_are_listed_for_machines() {
    let document = Desk::new().run(&["models", "--json"]).json();
    let models = document["models"].as_array().unwrap();
    assert_eq!(models.len(), 5);
    let model = &models[0];
    assert_eq!(model["id"], "painter/fluent-3d");
    assert_eq!(model["capability"]["steps"]["max"], 50);
    assert_eq!(model["capability"]["sizes"]["default"]["width"], 512);
    assert!(document["about"][0].as_str().unwrap().contains("no rival"));
}

#[test]
fn help_teaches_by_example_and_version_tells() {
    let desk = Desk::new();
    for words in [&["--help"][..], &["generate", "--help"]] {
        let ended = desk.run(words);
        assert_eq!(ended.code(), Some(0));
        assert!(ended.out().contains("pixelprompt generate \"a red fox"));
    }
    let version = desk.run(&["--version"]);
    assert_eq!(
        version.out().trim(),
        concat!("pixelprompt ", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn credits_name_every_artwork() {
    let ended = Desk::new().run(&["credits"]);
    for owed in [
        "Copyright (c) Microsoft Corporation",
        "Noto Emoji",
        "Copyright Twitter, Inc and other contributors",
        "https://creativecommons.org/licenses/by/4.0/",
        "emojibase-data",
        "emojilib",
        "all-MiniLM-L6-v2",
        "WordNet 3.0 Copyright 2006 by Princeton University",
    ] {
        assert!(ended.out().contains(owed), "{owed}");
    }
}

#[test]
fn completions_know_the_options() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ended = desk.run(&["completions", shell]);
        assert_eq!(ended.code(), Some(0));
        assert!(ended.out().contains("guidance"), "{shell}");
    }
}

#[test]
fn a_reader_who_leaves_is_no_fault() {
    let desk = Desk::new();
    for words in [
        &["--help"][..],
        &["models"],
        &["credits"],
        &["completions", "bash"],
        &["generate", "a fox", "--steps", "1", "--size", "64"],
    ] {
        let mut child = desk
            .command(words)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut said = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut said)
            .unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0), "{words:?}: {said}");
        assert!(!said.contains("panicked"), "{said}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_a_fault() {
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let status = Desk::new()
        .command(&["models"])
        .stdout(full)
        .stderr(Stdio::null())
        .status();
    assert_eq!(status.unwrap().code(), Some(2));
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_nothing_half_written() {
    for moment in [300, 600, 1200] {
        let desk = Desk::new();
        let mut child = desk
            .command(&["generate", "a fox", "--steps", "50", "--size", "1024"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let folder = desk.path().join("pictures");
        let patience = Instant::now();
        while !folder.exists() && patience.elapsed() < Duration::from_secs(10) {
            std::thread::sleep(Duration::from_millis(5));
        }
        std::thread::sleep(Duration::from_millis(moment));
        let signalled = std::process::Command::new("kill")
            .args(["-INT", &child.id().to_string()])
            .status();
        assert!(signalled.unwrap().success());
        assert!(matches!(child.wait().unwrap().code(), Some(0 | 130)));
        for name in desk.pictures() {
            assert!(!name.starts_with('.'), "{name}");
            crate::support::parameters(&desk.read(&name));
        }
    }
}
