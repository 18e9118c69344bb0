//! Every key is explained, and what is explained is true.

use super::{loads, sources};
use crate::{Config, Sources, explain, keys, sample, sections::ModelEntry};

/// The configuration as text, to compare.
fn text(config: &Config) -> String {
    format!("{config:?}")
}

#[test]
fn every_key_has_a_sentence_and_an_example() {
    let of_models = ModelEntry::KEYS
        .iter()
        .map(|key| (key.path(), key.sentence, key.example));
    let all: Vec<_> = keys()
        .map(|key| (key.path(), key.sentence, key.example))
        .chain(of_models)
        .collect();
    assert!(all.len() > 50);
    for (path, sentence, example) in all {
        assert!(sentence.trim().ends_with('.'), "{path}: {sentence}");
        assert!(!example.is_empty(), "{path}");
    }
}

#[test]
fn keys_and_variables_are_distinct() {
    let mut paths: Vec<_> = keys().map(crate::key::Key::path).collect();
    let mut variables: Vec<_> = keys().flat_map(crate::key::Key::variables).collect();
    for names in [&mut paths, &mut variables] {
        let all = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}

#[test]
fn every_field_of_a_section_has_a_key() {
    // The names of fields as `Debug` prints them, one level below the sections.
    let printed = format!("{:#?}", Config::default());
    let fields = printed
        .lines()
        .filter(|line| line.starts_with("        ") && !line.starts_with("         "))
        .filter_map(|line| line.trim().split_once(": "))
        .count();
    assert_eq!(fields, keys().count());
}

#[test]
fn every_example_is_taken() {
    for key in keys().filter(|key| !key.name.ends_with("_file")) {
        let mut file = format!("[{}]\n{} = {}\n", key.section, key.name, key.example);
        // Some keys mean nothing alone.
        if key.path() == "painter.enabled" {
            file += "[[models]]\nprovider = \"generic\"\nid = \"x\"\nbase_url = \"http://x\"\n";
        }
        if ["blobs.kind", "blobs.public_url"].contains(&&*key.path()) {
            file += "bucket = \"pictures\"\nregion = \"us-west-2\"\n";
        }
        if key.path() == "enhance.prompt_model_index" {
            file += "provider = \"openai\"\napi_key = \"x\"\n";
        } else if key.section == "enhance" {
            for (name, value) in [("provider", "openai"), ("api_key", "x")] {
                if key.name != name {
                    file += [name, " = \"", value, "\"\n"].concat().as_str();
                }
            }
        }
        if key.section == "blobs" && key.name.starts_with("signing_key") {
            for (name, value) in [
                ("signing_key_id", "K1"),
                ("signing_key", "PEM"),
                ("public_url", "https://d1.example"),
                ("bucket", "pictures"),
                ("region", "us-west-2"),
            ] {
                if key.name != name {
                    file += [name, " = \"", value, "\"\n"].concat().as_str();
                }
            }
        }
        if key.path() == "blobs.bucket" {
            file += "region = \"us-west-2\"\n";
        }
        // The queue is Amazon's, to whom one has to be somebody.
        let amazon = [
            ("AWS_REGION", "us-west-2"),
            ("AWS_ACCESS_KEY_ID", "x"),
            ("AWS_SECRET_ACCESS_KEY", "y"),
        ];
        let variables = if key.section == "queue" {
            &amazon[..]
        } else {
            &[]
        };
        let loaded = loads(&file, variables);
        let value = (key.at)(&mut loaded.config.clone()).shown();
        let default = (key.at)(&mut Config::default()).shown();
        assert_ne!(
            value,
            default,
            "the example of {} is its default",
            key.path()
        );
    }
    let file = ModelEntry::KEYS
        .iter()
        .filter(|key| !key.name.ends_with("_file"))
        .fold("[[models]]\n".to_owned(), |file, key| {
            format!("{file}{} = {}\n", key.name, key.example)
        });
    assert_eq!(loads(&file, &[]).config.models.len(), 1);
}

#[test]
fn the_default_file_loads_as_the_defaults() {
    let defaults = Config::load(sources(&[])).unwrap().config;
    assert_eq!(text(&loads(&sample(), &[]).config), text(&defaults));
}

#[test]
fn the_default_file_still_does_with_every_default_written_out() {
    let mut is_example = false;
    let mut written_out = 0;
    let mut file = String::new();
    for line in sample().lines().take_while(|line| *line != "#[[models]]") {
        let key = line.strip_prefix('#').filter(|line| !line.starts_with(' '));
        written_out += usize::from(key.is_some() && !is_example);
        file.push_str(key.filter(|_| !is_example).unwrap_or(line));
        file.push('\n');
        is_example = line.ends_with("example:");
    }
    let with_default = keys().filter(|key| key.absent.is_empty()).count();
    assert_eq!(written_out, with_default);
    let defaults = Config::load(sources(&[])).unwrap().config;
    assert_eq!(text(&loads(&file, &[]).config), text(&defaults));
}

#[test]
fn a_page_explains_a_key() {
    let page = explain(None);
    let expected = "
  global_per_hour
      Jobs an hour, of all clients together.
      Default: 1000
      Takes: a whole number from 0 to 1000000000
      Example: 5000
      Variable: GLOBAL_LIMIT

  client_per_day
      Jobs a day, of one client address.
      Default: 50
      Takes: a whole number from 0 to 1000000000
      Example: 200
      Variable: IP_LIMIT

  whitelist
      The addresses that no limit holds for. This machine is among them unless the list is set;
      behind a proxy set `server.trusted_proxies` too, or everybody looks like the proxy.
      Default: [\"127.0.0.0/8\", \"::1\"]
      Takes: a list of addresses or ranges such as 192.0.2.7 or 10.0.0.0/8
      Example: [\"127.0.0.1\", \"::1\", \"192.168.0.0/16\"]
      Variable: IP_WHITELIST, or older IP_INCLUDE
";
    assert!(page.contains(expected), "{page}");
    assert!(
        page.lines().all(|line| line.chars().count() <= 120),
        "{page}"
    );
    assert!(!page.contains("In force"));
}

#[test]
fn values_in_force_come_with_their_origin_and_secrets_stay_secret() {
    let loaded = Config::load(Sources {
        overrides: vec![crate::Override {
            key: "data.folder".to_owned(),
            value: "/tmp/elsewhere".to_owned(),
            option: "--data".to_owned(),
        }],
        ..sources(&[
            ("IP_LIMIT", "7"),
            ("S3_BUCKET", "pictures"),
            ("AWS_REGION", "us-west-2"),
            ("AWS_ACCESS_KEY_ID", "AKIA"),
            ("AWS_SECRET_ACCESS_KEY", "hush-hush"),
            ("MODEL_1_PROVIDER", "generic"),
            ("MODEL_1_ID", "flux"),
            ("MODEL_1_BASE_URL", "http://127.0.0.1:8000"),
            ("MODEL_1_KEY", "hush-hush"),
        ])
    })
    .unwrap();
    let page = explain(Some(&loaded));
    for line in [
        "In force: 7 (environment variable IP_LIMIT)",
        "In force: \"/tmp/elsewhere\" (option --data)",
        "In force: set (environment variable AWS_SECRET_ACCESS_KEY)",
        "In force: 1000 (default)",
        "In force: not set (default)",
        "In force: \"s3\" (default)",
        "  api_key = set  (environment variable MODEL_1_KEY)",
        "  id = \"flux\"  (environment variable MODEL_1_ID)",
    ] {
        assert!(page.contains(line), "{line}\n{page}");
    }
    assert!(!page.contains("hush"));
    assert!(!format!("{loaded:?}").contains("hush"));
}
