//! Each mistake is one sentence that names the key, where it was written, and the mend.

use super::{load, told};
use crate::{Config, Sources};

#[test]
fn every_mistake_in_a_file_is_told_with_its_line() {
    for case in include_str!("mistakes.txt").split("---\n") {
        let (file, sentence) = case.split_once("=> ").unwrap();
        assert_eq!(told(file, &[]), sentence.trim_end(), "{file}");
    }
}

#[test]
fn every_mistake_in_the_environment_is_told_with_its_variable() {
    for (name, value, sentence) in [
        (
            "GLOBAL_LIMIT",
            "many",
            "limits.global_per_hour (environment variable GLOBAL_LIMIT) is \"many\" but must be a whole number from 0 to 1000000000, for example 5000.",
        ),
        (
            "MODEL_COUNT",
            "21",
            "models (environment variable MODEL_COUNT) is \"21\" but must be a whole number from 0 to 20, for example 2.",
        ),
        (
            "PROMPT_MODEL_INDEX",
            "0",
            "enhance.prompt_model_index (environment variable PROMPT_MODEL_INDEX) is \"0\" but must be a whole number from 1 to 20, for example 1.",
        ),
        (
            "IP_WHITELIST",
            "10.0.0.1,all",
            "limits.whitelist (environment variable IP_WHITELIST) holds \"all\" but must be a list of addresses or ranges such as 192.0.2.7 or 10.0.0.0/8, for example [\"127.0.0.1\", \"::1\", \"192.168.0.0/16\"].",
        ),
        (
            "PIXELPROMPT_WORK_PREVIEWS",
            "maybe",
            "work.previews (environment variable PIXELPROMPT_WORK_PREVIEWS) is \"maybe\" but must be true or false, for example false.",
        ),
        (
            "S3_BUCKET",
            "pictures",
            "blobs.region is not set though blobs.kind is \"s3\": set AWS_REGION, for example us-west-2.",
        ),
        (
            "CLOUDFRONT_DOMAIN",
            "d111111abcdef8.cloudfront.net",
            "blobs.public_url (environment variable CLOUDFRONT_DOMAIN) is set though pictures are kept in the data folder: set blobs.bucket, or remove it.",
        ),
    ] {
        assert_eq!(told("", &[(name, value)]), sentence);
    }
}

#[test]
fn all_mistakes_are_told_at_once_the_file_from_top_to_bottom() {
    let file = "[work]\nattempts = 0\n[server]\nlistn = 3\n[limits]\nlog_per_hour = true\n";
    let told = told(file, &[("IP_LIMIT", "-"), ("GLOBAL_LIMIT", "x")]);
    let keys: Vec<_> = told
        .lines()
        .map(|line| line.split(' ').next().unwrap())
        .collect();
    assert_eq!(
        keys,
        [
            "work.attempts",
            "server.listn",
            "limits.log_per_hour",
            "limits.global_per_hour",
            "limits.client_per_day"
        ]
    );
}

#[test]
fn a_file_that_is_named_must_be_there() {
    let sources = Sources {
        file: Some("/nowhere/pixelprompt.toml".into()),
        ..Sources::default()
    };
    let told = Config::load(sources).unwrap_err().to_string();
    assert!(
        told.starts_with("/nowhere/pixelprompt.toml cannot be read: No such file"),
        "{told}"
    );
}

#[test]
fn a_key_and_its_file_side_by_side_are_a_mistake() {
    let file = "[[models]]\nprovider = \"generic\"\nid = \"x\"\nbase_url = \"http://x\"\napi_key = \"hush\"\napi_key_file = \"/x\"";
    assert_eq!(
        told(file, &[]),
        "models[1].api_key_file (pixelprompt.toml line 6) is set beside models[1].api_key: keep one of the two."
    );
    let file = file.replace("api_key = \"hush\"\n", "");
    assert!(told(&file, &[]).starts_with(
        "models[1].api_key_file (pixelprompt.toml line 5) names a file that cannot be read: "
    ));
}

#[test]
fn no_message_holds_a_secret() {
    let model = "[[models]]\nprovider = \"generic\"\nid = \"x\"\nbase_url = \"http://x\"\n";
    for (file, variables) in [
        (format!("{model}api_key = \"hush hush\""), &[] as &[_]),
        (format!("{model}api_key = [\"hush\"]"), &[]),
        (format!("{model}api_key = \"hush"), &[]),
        (format!("{model}api_key = hush"), &[]),
        (format!("{model}api_key = \"\"\"hush"), &[]),
        (
            format!("{model}api_key = \"hush\"\napi_key = \"hush\""),
            &[],
        ),
        (format!("{model}api_key = \"hush\" hush"), &[]),
        (format!("{model}api_key = \"\\hush\""), &[]),
        (format!("{model}api_kee = \"hush\""), &[]),
        (format!("{model}api_key = \"hush\"\nname = 3"), &[]),
        (model.to_owned(), &[("MODEL_1_API_KEY", "hush hush")]),
        (
            model.to_owned(),
            &[("MODEL_1_BASE_URL", "https://me:hush@x")],
        ),
        (
            model.to_owned(),
            &[("MODEL_1_BASE_URL", "https://x/?key=hush")],
        ),
        (model.to_owned(), &[("MODEL_1_BASE_URL", "me:hush@x")]),
    ] {
        let mistakes = load(&file, variables).map(|_| ()).unwrap_err();
        assert!(!mistakes.to_string().contains("hush"), "{mistakes}");
        assert!(!format!("{mistakes:?}").contains("hush"), "{mistakes:?}");
    }
}
