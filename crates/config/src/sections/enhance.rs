use std::path::PathBuf;

use secrecy::SecretString;
use url::Url;

use crate::{Config, Seconds, key::section};

section! {
    /// Turning a short prompt into a rich one. A language model does it if one is named here, by its
    /// provider or by the place of a configured model; the program itself does it otherwise, and also
    /// whenever the language model fails, which is then said.
    pub struct Enhance = "enhance", |config: Config| config.enhance;

    /// Which of the configured models lends its account, counted from 1. The model itself is asked if it
    /// answers in words, as one of "generic" is expected to; one that paints lends key and address to the
    /// usual language model of its provider. Other keys of this section go before what that model says.
    prompt_model_index: Option<u32> = None, variables = &["PROMPT_MODEL_INDEX"],
        within = (1, 20), absent = "no language model, unless a provider is named", example = "1";

    /// The kind of language model: "openai", "anthropic", "gemini", "bedrock", or "openai-compatible" for
    /// any server that speaks OpenAI's language, such as `Ollama`, `vLLM` and `llama.cpp`.
    provider: Option<String> = None,
        absent = "no language model, unless a place is named", example = r#""openai""#;

    /// The language model's name at its provider.
    model: Option<String> = None,
        absent = "the provider's usual one", example = r#""gpt-6-luna""#;

    /// The key to the provider's API.
    api_key: Option<SecretString> = None,
        absent = "no key", example = r#""sk-a-long-secret""#;

    /// A file that holds the key and nothing else.
    api_key_file: Option<PathBuf> = None,
        absent = "no file", example = r#""/run/secrets/openai""#;

    /// The address of the API.
    base_url: Option<Url> = None,
        absent = "the provider's own", example = r#""http://127.0.0.1:11434/v1""#;

    /// The region of a cloud that has several, such as Amazon's.
    region: Option<String> = None,
        absent = "AWS_REGION, or us-west-2", example = r#""us-east-1""#;

    /// How long somebody waits for the language model, before the program itself proposes something. A
    /// model that must first be loaded wants more, and `server.request_timeout_seconds` yet more.
    timeout_seconds: Seconds = Seconds(20), within = (1, 890), example = "10";
}
