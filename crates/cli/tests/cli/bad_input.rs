//! Whatever is typed: one helpful sentence, the right exit code, and nothing left behind.

use crate::support::Desk;

#[test]
fn prompts_that_are_none_are_refused() {
    let long = "x".repeat(1001);
    for (prompt, sentence) in [
        ("", "the prompt is empty"),
        (" \t\n ", "the prompt is empty"),
        ("\u{200B}\u{FEFF}", "the prompt is empty"),
        (&long, "has 1001 characters, 1000 are allowed"),
    ] {
        let desk = Desk::new();
        desk.generate(prompt, &[]).is_bad_input(sentence);
        assert!(!desk.path().join("pictures").exists());
    }
}

#[test]
fn an_unknown_model_gets_the_nearest_names() {
    let desk = Desk::new();
    let ended = desk.generate("a fox", &["--model", "noto", "--model", "twemojy"]);
    ended.is_bad_input("there is no model \"twemojy\"");
    assert!(
        ended.err().contains("did you mean painter/twemoji"),
        "{}",
        ended.err()
    );
    let ended = desk.generate("a fox", &["--model", "🦊\u{1b}[2J"]);
    ended.is_bad_input("there is no model");
    assert!(!ended.err().contains('\u{1b}'));
    assert!(ended.err().contains("`pixelprompt models` lists them"));
}

#[test]
fn parameters_out_of_range_name_the_range() {
    let desk = Desk::new();
    for (option, value, sentence) in [
        ("--steps", "0", "steps must be between 1 and 50, not 0"),
        ("--steps", "51", "steps must be between 1 and 50, not 51"),
        (
            "--guidance",
            "0.5",
            "guidance must be between 1 and 10, not 0.5",
        ),
        (
            "--guidance",
            "99",
            "guidance must be between 1 and 10, not 99",
        ),
        (
            "--guidance",
            "-3",
            "guidance must be between 1 and 10, not -3",
        ),
        (
            "--guidance",
            "NaN",
            "guidance must be between 1 and 10, not NaN",
        ),
        ("--size", "0", "size must be between 64 and 1024, not 0x0"),
        (
            "--size",
            "4096",
            "size must be between 64 and 1024, not 4096x4096",
        ),
        (
            "--size",
            "64x4096",
            "size must be between 64 and 1024, not 64x4096",
        ),
        (
            "--seed",
            "9007199254740992",
            "seed must be between 0 and 9007199254740991",
        ),
    ] {
        desk.run(&["generate", "a fox", option, value])
            .is_bad_input(sentence);
    }
    assert_eq!(desk.pictures(), [""; 0]);
}

#[test]
fn a_negative_prompt_has_the_same_limit() {
    let desk = Desk::new();
    desk.generate("a fox", &["--negative", &"x".repeat(1001)])
        .is_bad_input("the negative prompt has 1001 characters");
    desk.generate("a fox", &["--negative", "  ", "--model", "noto"])
        .paths();
}

#[test]
fn values_that_are_no_numbers_are_bad_input_too() {
    let desk = Desk::new();
    for (option, value) in [
        ("--steps", "many"),
        ("--steps", "-5"),
        ("--steps", "99999999999999999999"),
        ("--guidance", "strong"),
        ("--size", "big"),
        ("--seed", "-1"),
    ] {
        let ended = desk.run(&["generate", "a fox", option, value]);
        assert_eq!(ended.code(), Some(1), "{option} {value}");
        let first = ended.err().lines().next().unwrap();
        assert!(
            first.starts_with("error: ") && first.contains(value),
            "{first}"
        );
    }
}

#[test]
fn what_is_no_command_ends_with_two() {
    let desk = Desk::new();
    for words in [
        &["paint"][..],
        &["generate"],
        &["generate", "a", "b"],
        &["models", "--all"],
    ] {
        let ended = desk.run(words);
        assert_eq!(ended.code(), Some(2), "{words:?}");
        assert!(ended.err().starts_with("error: "), "{}", ended.err());
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_noticed_before_painting() {
    let desk = Desk::new();
    std::fs::write(desk.path().join("file"), "").unwrap();
    // Tests may run as root, whom no permission stops: only places that are no folders do.
    for folder in ["file", "file/pictures", "/proc/pictures"] {
        let ended = desk.run(&["generate", "a fox", "--steps", "50", "--out", folder]);
        ended.is_bad_input(&format!("the folder {folder} cannot be written"));
        assert!(ended.err().contains("--out"), "{}", ended.err());
    }
}

#[test]
fn machines_get_the_failure_as_json() {
    let desk = Desk::new();
    for (words, code) in [
        (["", "--steps=1"], "PROMPT_EMPTY"),
        (["a fox", "--steps=99"], "PARAMETER_OUT_OF_RANGE"),
        (["a fox", "--model=oil"], "UNKNOWN_MODEL"),
        (["a fox", "--out=/proc/x"], "FOLDER_NOT_WRITABLE"),
    ] {
        let ended = desk.run(&["generate", words[0], words[1], "--json"]);
        assert_eq!(ended.code(), Some(1));
        let document = ended.json();
        assert_eq!(document["error"], code);
        assert!(document["message"].is_string() && document["hint"].is_string());
    }
}
