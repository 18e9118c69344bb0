//! Who goes before whom, and what each source can say.

use std::{net::IpAddr, path::Path};

use secrecy::ExposeSecret;

use super::{loads, sources};
use crate::{
    BlobKind, ByteSize, Config, CorsOrigins, LogFormat, Origin, Override, Platform, Seconds,
    Sources, StoreKind, WhenUnavailable, covers, find_file,
};

#[test]
fn nothing_at_all_works() {
    let loaded = Config::load(sources(&[])).unwrap();
    assert!(loaded.warnings.is_empty());
    let config = loaded.config;
    assert_eq!(config.server.listen[0].to_string(), "127.0.0.1:8080");
    assert_eq!(config.limits.global_per_hour, 1000);
    assert!(config.painter.enabled);
    assert!(config.models.is_empty());
    assert_eq!(config.store.kind, StoreKind::Sqlite);
    assert_eq!(config.blobs.kind, BlobKind::Folder);
    assert_eq!(config.data.folder, Path::new("pixelprompt-data"));
}

#[test]
fn options_before_environment_before_file_before_defaults() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("some.toml");
    let text = "[limits]\nglobal_per_hour = 1\nclient_per_day = 2\n[work]\nattempts = 3\n";
    std::fs::write(&file, text).unwrap();
    let loaded = Config::load(Sources {
        file: Some(file.clone()),
        overrides: vec![Override {
            key: "limits.client_per_day".to_owned(),
            value: "20".to_owned(),
            option: "--limit".to_owned(),
        }],
        ..sources(&[("GLOBAL_LIMIT", "10"), ("IP_LIMIT", "11")])
    })
    .unwrap();
    assert_eq!(loaded.config.limits.global_per_hour, 10);
    assert_eq!(loaded.config.limits.client_per_day, 20);
    assert_eq!(loaded.config.work.attempts, 3);
    assert_eq!(
        loaded.origin("limits.global_per_hour"),
        Origin::Variable("GLOBAL_LIMIT".into())
    );
    assert_eq!(
        loaded.origin("limits.client_per_day"),
        Origin::Option("--limit".into())
    );
    assert_eq!(loaded.origin("work.attempts"), Origin::File(file, Some(5)));
    assert_eq!(loaded.origin("work.concurrency"), Origin::Default);
}

#[test]
fn the_file_can_say_everything() {
    let config = loads(
        r#"
            [server]
            listen = ["0.0.0.0:80", "[::]:80"]
            trusted_proxies = ["10.1.2.3/8", "::1"]
            cors_origins = ["https://Example.com:443/", "http://localhost:5173"]
            body_limit = "1 MiB"
            request_timeout_seconds = 5
            [store]
            kind = "memory"
            [limits]
            whitelist = []
            [work]
            max_picture_size = 1_000_000
            [log]
            format = "json"
            [filter]
            enabled = false
            block_violence = ["chainsaw"]
            allow = ["blood moon"]
        "#,
        &[],
    )
    .config;
    assert_eq!(config.server.listen.len(), 2);
    assert_eq!(config.server.trusted_proxies[0].to_string(), "10.0.0.0/8");
    assert_eq!(
        config.server.cors_origins,
        CorsOrigins::Listed(vec![
            "https://example.com".into(),
            "http://localhost:5173".into()
        ])
    );
    assert_eq!(config.server.body_limit, ByteSize::mib(1));
    assert_eq!(config.server.request_timeout_seconds, Seconds(5));
    assert_eq!(config.store.kind, StoreKind::Memory);
    assert!(config.limits.whitelist.is_empty());
    assert_eq!(config.work.max_picture_size, ByteSize(1_000_000));
    assert_eq!(config.log.format, LogFormat::Json);
    assert!(!config.filter.enabled);
    assert_eq!(config.filter.changes().block.len(), 1);
}

#[test]
fn the_seeds_variables_work_as_they_are() {
    let loaded = loads(
        "",
        &[
            ("GLOBAL_LIMIT", "2000"),
            ("IP_LIMIT", "60"),
            ("IP_INCLUDE", "192.0.2.7, 10.0.0.0/8"),
            ("S3_BUCKET", "my-pictures"),
            ("AWS_REGION", "us-west-2"),
            ("CLOUDFRONT_DOMAIN", "d111111abcdef8.cloudfront.net"),
            ("PROMPT_MODEL_INDEX", "1"),
            ("MODEL_COUNT", "1"),
            ("MODEL_1_PROVIDER", "generic"),
            ("MODEL_1_ID", "flux"),
            ("MODEL_1_BASE_URL", "http://127.0.0.1:8000/v1"),
            ("MODEL_1_USER_ID", "me"),
        ],
    );
    assert!(loaded.warnings.is_empty(), "{:?}", loaded.warnings);
    let config = loaded.config;
    assert_eq!(config.limits.global_per_hour, 2000);
    assert_eq!(config.limits.client_per_day, 60);
    assert_eq!(config.limits.whitelist.len(), 2);
    assert_eq!(config.blobs.kind, BlobKind::S3);
    let public = config.blobs.public_url.unwrap();
    assert_eq!(public.as_str(), "https://d111111abcdef8.cloudfront.net/");
    assert_eq!(config.enhance.prompt_model_index, Some(1));
    assert_eq!(config.models[0].user_id.as_deref(), Some("me"));
}

#[test]
fn the_variables_follow_a_rule_where_the_seed_has_none() {
    let config = loads(
        "",
        &[
            ("PIXELPROMPT_SERVER_LISTEN", "127.0.0.1:1, 127.0.0.1:2"),
            ("PIXELPROMPT_SERVER_CORS_ORIGINS", "*"),
            ("PIXELPROMPT_WORK_PREVIEWS", "off"),
            ("PIXELPROMPT_SERVER_BODY_LIMIT", "128kib"),
            ("RUST_LOG", "warn,pixelprompt=debug"),
        ],
    )
    .config;
    assert_eq!(config.server.listen.len(), 2);
    assert_eq!(config.server.cors_origins, CorsOrigins::Any);
    assert!(!config.work.previews);
    assert_eq!(config.server.body_limit, ByteSize::kib(128));
    assert_eq!(config.log.filter, "warn,pixelprompt=debug");
}

#[test]
fn empty_variables_count_as_not_set() {
    let loaded = loads(
        "[limits]\nclient_per_day = 3",
        &[
            ("IP_LIMIT", ""),
            ("GLOBAL_LIMIT", " "),
            ("IP_WHITELIST", ""),
            ("PIXELPROMPT_TYPO", ""),
        ],
    );
    assert_eq!(loaded.config.limits.client_per_day, 3);
    assert_eq!(loaded.config.limits.global_per_hour, 1000);
    assert_eq!(loaded.config.limits.whitelist.len(), 2);
    assert!(loaded.warnings.is_empty());
}

#[test]
fn variables_that_nobody_reads_are_warned_about() {
    for (name, warning) in [
        (
            "PIXELPROMPT_SERVER_LISTN",
            "The environment variable PIXELPROMPT_SERVER_LISTN is not read: did you mean PIXELPROMPT_SERVER_LISTEN?",
        ),
        (
            "PIXELPROMPT_LIMITS_GLOBAL_PER_HOUR",
            "The environment variable PIXELPROMPT_LIMITS_GLOBAL_PER_HOUR is not read: set GLOBAL_LIMIT instead.",
        ),
        (
            "PIXELPROMPT_LIMIT_CLIENT_PER_DAY",
            "The environment variable PIXELPROMPT_LIMIT_CLIENT_PER_DAY is not read: did you mean IP_LIMIT?",
        ),
        (
            "PIXELPROMPT_FOO",
            "The environment variable PIXELPROMPT_FOO is not read: `pixelprompt config --explain` lists those that are.",
        ),
        (
            "MODEL_21_ID",
            "The environment variable MODEL_21_ID is not read: models are counted from 1 to 20 and up to MODEL_COUNT.",
        ),
        (
            "MODEL_3_BASEURL",
            "The environment variable MODEL_3_BASEURL is not read: did you mean MODEL_3_BASE_URL?",
        ),
    ] {
        assert_eq!(loads("", &[(name, "x")]).warnings, [warning]);
    }
    for ours_or_others in [
        "PIXELPROMPT_CONFIG",
        "MODEL_PATH",
        "MODEL_X_ID",
        "HOME",
        "PATH",
    ] {
        let warnings = loads("", &[(ours_or_others, "/x")]).warnings;
        assert!(warnings.is_empty(), "{warnings:?}");
    }
}

#[test]
fn of_two_names_for_one_key_the_newer_wins_and_the_other_is_told() {
    let loaded = loads(
        "",
        &[("IP_WHITELIST", "192.0.2.1"), ("IP_INCLUDE", "192.0.2.2")],
    );
    assert!(covers(
        &loaded.config.limits.whitelist,
        "192.0.2.1".parse().unwrap()
    ));
    assert_eq!(
        loaded.warnings,
        ["The environment variable IP_INCLUDE is ignored because IP_WHITELIST is set."]
    );
}

#[test]
fn this_machine_has_no_limits_unless_told_otherwise() {
    let whitelist = Config::default().limits.whitelist;
    for (address, is_local) in [
        ("127.0.0.1", true),
        ("127.8.8.8", true),
        ("::1", true),
        ("::ffff:127.0.0.1", true),
        ("10.0.0.1", false),
        ("::2", false),
    ] {
        let address: IpAddr = address.parse().unwrap();
        assert_eq!(covers(&whitelist, address), is_local, "{address}");
    }
}

#[test]
fn the_data_folder_follows_the_platform() {
    for (platform, variables, folder) in [
        (
            Platform::Xdg,
            &[("HOME", "/home/a")] as &[_],
            "/home/a/.local/share/pixelprompt",
        ),
        (
            Platform::Xdg,
            &[("HOME", "/home/a"), ("XDG_DATA_HOME", "/d")],
            "/d/pixelprompt",
        ),
        (
            Platform::Xdg,
            &[("HOME", "/home/a"), ("XDG_DATA_HOME", "d")],
            "/home/a/.local/share/pixelprompt",
        ),
        (Platform::Xdg, &[], "pixelprompt-data"),
        (
            Platform::MacOs,
            &[("HOME", "/Users/a")],
            "/Users/a/Library/Application Support/pixelprompt",
        ),
        (
            Platform::Windows,
            &[("LOCALAPPDATA", "/L")],
            "/L/pixelprompt",
        ),
        (
            Platform::Windows,
            &[("HOME", "/home/a")],
            "pixelprompt-data",
        ),
    ] {
        let loaded = Config::load(Sources {
            platform,
            ..sources(variables)
        })
        .unwrap();
        assert_eq!(
            loaded.config.data.folder,
            Path::new(folder),
            "{platform:?} {variables:?}"
        );
    }
}

#[test]
fn the_file_is_found_where_it_is_named_or_usual() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().to_string_lossy();
    let named = Path::new("named.toml");
    let environment = |variables| sources(variables).environment;
    let both = environment(&[("PIXELPROMPT_CONFIG", "variable.toml")]);
    assert_eq!(find_file(Some(named), &both, Platform::Xdg).unwrap(), named);
    assert_eq!(
        find_file(None, &both, Platform::Xdg).unwrap(),
        Path::new("variable.toml")
    );
    let user = environment(&[("HOME", &path), ("PIXELPROMPT_CONFIG", "")]);
    assert_eq!(find_file(None, &user, Platform::Xdg), None);
    let file = home.path().join(".config/pixelprompt/pixelprompt.toml");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, "").unwrap();
    assert_eq!(find_file(None, &user, Platform::Xdg).unwrap(), file);
}

#[test]
fn a_key_can_stand_in_a_file_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    std::fs::write(&path, "from-the-file\n").unwrap();
    let path = path.to_string_lossy();
    let file = format!(
        "[[models]]\nprovider = \"generic\"\nid = \"x\"\nbase_url = \"http://x\"\napi_key_file = {path:?}\n"
    );
    let key = |variables: &[_]| {
        let model = loads(&file, variables).config.models.remove(0);
        model.api_key.unwrap().expose_secret().to_owned()
    };
    assert_eq!(key(&[]), "from-the-file");
    assert_eq!(
        key(&[("MODEL_1_API_KEY", "from-the-environment")]),
        "from-the-environment"
    );
}

#[test]
fn a_second_opinion_is_asked_for_as_soon_as_there_is_a_key() {
    let none = loads("", &[]).config.moderation;
    assert!(none.api_key.is_none() && none.base_url.is_none());
    assert_eq!(none.when_unavailable, WhenUnavailable::Refuse);
    let variables = [
        ("PIXELPROMPT_MODERATION_API_KEY", "hush"),
        ("PIXELPROMPT_MODERATION_WHEN_UNAVAILABLE", "allow"),
    ];
    let loaded = loads("", &variables);
    let moderation = &loaded.config.moderation;
    assert_eq!(
        moderation.api_key.as_ref().map(ExposeSecret::expose_secret),
        Some("hush")
    );
    assert_eq!(moderation.when_unavailable, WhenUnavailable::Allow);
    assert!(!format!("{loaded:?}").contains("hush"));

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    std::fs::write(&path, "from-a-file\n").unwrap();
    for section in ["moderation", "enhance"] {
        let provider = if section == "enhance" {
            "provider = \"openai\"\n"
        } else {
            ""
        };
        let file = format!("[{section}]\n{provider}api_key_file = {path:?}\n");
        let config = loads(&file, &[]).config;
        let language = config.language.and_then(|language| language.api_key);
        let key = config.moderation.api_key.or(language);
        assert_eq!(key.unwrap().expose_secret(), "from-a-file");
    }
}
