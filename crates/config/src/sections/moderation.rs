use std::path::PathBuf;

use secrecy::SecretString;
use url::Url;

use crate::{Config, Seconds, WhenUnavailable, key::section};

section! {
    /// A second opinion on prompts, after the content filter: OpenAI's moderation, or a server that speaks the
    /// same. It is asked as soon as a key or an address is set; then every prompt is sent there.
    pub struct Moderation = "moderation", |config: Config| config.moderation;

    /// The key to OpenAI's API. Moderation costs nothing, but accounts that never paid are soon told to slow
    /// down.
    api_key: Option<SecretString> = None,
        absent = "nobody is asked, unless there is an address", example = r#""sk-a-long-secret""#;

    /// A file that holds the key and nothing else.
    api_key_file: Option<PathBuf> = None,
        absent = "no file", example = r#""/run/secrets/openai""#;

    /// The address of the API.
    base_url: Option<Url> = None,
        absent = "OpenAI's, if there is a key", example = r#""http://127.0.0.1:8000/v1""#;

    /// The model that judges.
    model: String = "omni-moderation-latest".to_owned(), example = r#""omni-moderation-2024-09-26""#;

    /// What becomes of prompts that could not be judged, because the service is slow, out of order or refuses
    /// the key: "refuse" paints nothing until it answers again, as whoever asks for a second opinion mostly
    /// means; "allow" relies on the content filter meanwhile.
    when_unavailable: WhenUnavailable = WhenUnavailable::Refuse, example = r#""allow""#;

    /// How long a judgement may take.
    timeout_seconds: Seconds = Seconds(5), within = (1, 60), example = "10";
}
