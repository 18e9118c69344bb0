//! What the mock tells about itself.

use serde_json::{Value, json};

use super::Settings;
use super::fault::Fault;
use super::protocol::Protocol;
use super::protocols;
use super::said::Said;

/// As many models can be configured.
const MODELS: usize = 20;

/// `/` and `/config.toml`.
pub(super) fn page(path: &str, origin: &str, settings: &Settings) -> Option<Said> {
    match path {
        "/" => Some(Said::json(200, &index(origin, settings))),
        "/config.toml" => Some(Said::of(
            200,
            "application/toml",
            configuration(origin, &settings.key),
        )),
        _ => None,
    }
}

fn index(origin: &str, settings: &Settings) -> Value {
    let protocols = protocols::ALL.iter().map(|protocol| {
        json!({
            "provider": protocol.family(),
            "title": protocol.title(),
            "base_url": format!("{origin}{}", protocol.base()),
            "api_key": protocol.key(&settings.key),
            "user_id": protocol.user_id(),
            "models": protocol.models(),
            "language_models": protocol.writers(),
        })
    });
    let faults = Fault::ALL.map(|fault| {
        let name = fault.to_string();
        let name = name.split(':').next().unwrap_or_default();
        (format!("fail:{name}"), Value::from(fault.about()))
    });
    json!({
        "about": "A mock of every provider that Pixel Prompt knows: nothing here costs anything.",
        "configuration": format!("{origin}/config.toml"),
        "protocols": protocols.collect::<Vec<_>>(),
        "faults": Value::Object(faults.into_iter().collect()),
        "how to fail": "Write a fault anywhere into a prompt: `a fox fail:rate-limited`. With a number, \
            `fail:rate-limited:2`, the first so many requests with that prompt fail; with `fail:poll:…` \
            the questions about accepted work do.",
    })
}

/// Twenty models, of as many families as there are; the first families have a second one.
pub(super) fn twenty() -> impl Iterator<Item = (&'static dyn Protocol, &'static str)> {
    let place = |place: usize| {
        let all = protocols::ALL.iter().copied();
        all.filter_map(move |protocol| Some((protocol, *protocol.models().get(place)?)))
    };
    let (first, second) = (place(0), place(1));
    first.chain(second).take(MODELS)
}

/// A configuration with them.
pub(super) fn configuration(origin: &str, key: &str) -> String {
    let mut text = String::from(
        "# Twenty models at a mock of their providers: nothing here costs anything.\n\
         # Save it as pixelprompt.toml and start `pixelprompt serve`.\n",
    );
    for (protocol, model) in twenty() {
        let (family, base) = (protocol.family(), protocol.base());
        let (title, key) = (protocol.title(), protocol.key(key));
        let account = protocol.user_id().map(|id| format!("user_id = \"{id}\"\n"));
        let more = format!(
            "\n[[models]]\nprovider = \"{family}\"\nid = \"{model}\"\nname = \"{title}: {model}\"\n\
             api_key = \"{key}\"\nbase_url = \"{origin}{base}\"\n{}",
            account.unwrap_or_default()
        );
        text.push_str(&more);
    }
    text
}
