//! What `{:?}` shows of everything that holds a key, and what a panic says.

use std::{
    panic::{self, AssertUnwindSafe},
    sync::Arc,
};

use pixelprompt_config::{Config, KnownProvider, Need, Sources};
use pixelprompt_domain::Timestamp;
use pixelprompt_providers::{
    Configured, FAMILIES,
    http::{Bounds, HttpClient, Key, Server},
    language::{LANGUAGE_FAMILIES, Speaking},
};
use pixelprompt_storage::{S3Key, S3Settings};

use crate::sentinel::{Search, key};

fn configured() -> Configured {
    Configured {
        id: "the/model".parse().unwrap(),
        name: "The model".to_owned(),
        upstream_id: "model".to_owned(),
        api_key: Some(format!("user:{}", key("configured")).into()),
        base_url: Some("http://127.0.0.1:9/v1".parse().unwrap()),
        user_id: Some("user".to_owned()),
        region: None,
        aws_key: Some(format!("{}:{}", key("name"), key("aws")).into()),
        sizes: Vec::new(),
        told: None,
        price: None,
        client: HttpClient::new(Bounds::default()).unwrap(),
        now: Timestamp::default,
    }
}

fn speaking(model: &str) -> Speaking {
    let Configured {
        api_key,
        aws_key,
        base_url,
        client,
        ..
    } = configured();
    Speaking {
        model: model.to_owned(),
        api_key,
        aws_key,
        base_url,
        region: None,
        client,
        now: Timestamp::default,
    }
}

#[test]
fn nothing_that_holds_a_key_shows_it() {
    let mut search = Search::default();
    let mut look = |what: &str, shown: String| search.look(what, shown.as_bytes());
    look("Configured", format!("{:#?}", configured()));
    look("Speaking", format!("{:#?}", speaking("model")));
    for family in FAMILIES {
        for id in family.models {
            let made = (family.make)(Configured {
                upstream_id: (*id).to_owned(),
                ..configured()
            });
            let made = made.unwrap();
            look(family.name, format!("{:?} {}", made.models(), made.about()));
        }
        // What is missing is told, and nothing else.
        let bare = Configured {
            api_key: Some(key("odd").into()),
            base_url: None,
            aws_key: None,
            ..configured()
        };
        if let Err(unfit) = (family.make)(bare) {
            look(family.name, format!("{unfit} {unfit:?}"));
        }
    }
    for family in LANGUAGE_FAMILIES {
        let (enhancer, notice) = family.enhancer(speaking("model")).unwrap();
        look(family.name, format!("{} {notice:?}", enhancer.name()));
    }
    let secret = || key("server").into();
    for key in [
        Key::Bearer(secret()),
        Key::Basic(secret()),
        Key::Scheme("Key", secret()),
    ] {
        look("Key", format!("{key:?}"));
        let server = Server::new(
            configured().client,
            "http://user:pass@127.0.0.1/".parse().unwrap(),
            key,
        );
        look(
            "Server",
            format!("{server:?} {:?}", server.clone().hiding(&secret())),
        );
    }
    let mut bucket = S3Settings::new("pictures".to_owned());
    bucket.key = Some(S3Key {
        id: "id".to_owned(),
        secret: secret(),
        token: Some(secret()),
    });
    look("S3Settings", format!("{bucket:#?}"));
    search.found_nothing(10_000);
}

#[test]
fn no_configuration_shows_a_key() {
    let variables = [
        "MODEL_1_API_KEY",
        "OPENAI_API_KEY",
        "PIXELPROMPT_ENHANCE_API_KEY",
        "PIXELPROMPT_MODERATION_API_KEY",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
    ];
    let mut environment: Vec<_> = variables
        .iter()
        .map(|name| ((*name).to_owned(), key(name)))
        .collect();
    for (name, value) in [
        ("MODEL_1_PROVIDER", "openai"),
        ("MODEL_1_ID", "gpt-image-2"),
        ("MODEL_2_PROVIDER", "openai"),
        ("MODEL_2_ID", "gpt-image-2"),
        ("AWS_ACCESS_KEY_ID", "id"),
        ("PROMPT_MODEL_INDEX", "1"),
    ] {
        environment.push((name.to_owned(), value.to_owned()));
    }
    let openai = KnownProvider {
        name: "openai",
        aliases: &[],
        api_key: Need::Required,
        key_variable: Some("OPENAI_API_KEY"),
        base_url: Need::Optional,
        nicknames: &[],
        built_in: Vec::new(),
    };
    let loaded = Config::load(Sources {
        environment,
        providers: vec![openai],
        ..Sources::default()
    });
    let loaded = loaded.unwrap();
    assert!(
        loaded
            .config
            .models
            .iter()
            .all(|model| model.api_key.is_some())
    );
    assert!(loaded.config.models[0].aws_key.is_some());
    let mut search = Search::default();
    search.look("Loaded", format!("{loaded:#?} {loaded:?}").as_bytes());
    search.found_nothing(2_000);
}

/// The worker lets nothing of a panic out; what the thread itself says is the message, and the worst of those
/// shows a whole configuration.
#[test]
fn a_panic_that_shows_a_configuration_says_no_key() {
    for family in FAMILIES {
        let configured = Arc::new(configured());
        let failing =
            AssertUnwindSafe(|| panic!("{} cannot go on with {configured:?}", family.name));
        let said = panic::catch_unwind(failing).unwrap_err();
        let mut search = Search::default();
        search.look(
            family.name,
            said.downcast_ref::<String>().unwrap().as_bytes(),
        );
        search.found_nothing(100);
    }
}
