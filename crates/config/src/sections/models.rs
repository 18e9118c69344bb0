use std::path::PathBuf;

use pixelprompt_domain::{Money, Size};
use secrecy::SecretString;
use url::Url;

use crate::{Dialect, KnobName, Seconds, key::section};

section! {
    /// The models, up to 20: a table `[[models]]` for each, or the variables `MODEL_1_…` to
    /// `MODEL_20_…`, which go before the tables of the same place. `MODEL_COUNT` says how many of
    /// them count; without it all do.
    pub(crate) struct ModelEntry = "models", |entry: ModelEntry| entry;

    /// The family of models behind one kind of API.
    provider: Option<String> = None, variables = &["MODEL_n_PROVIDER"],
        absent = "must be set, but for names of older configurations such as \"DALL-E 3\"", example = r#""openai-compatible""#;

    /// The model's name at its provider.
    id: Option<String> = None, variables = &["MODEL_n_ID"],
        absent = "the name", example = r#""flux-schnell""#;

    /// The name that people see.
    name: Option<String> = None, variables = &["MODEL_n_NAME"],
        absent = "the id", example = r#""Flux on the cellar machine""#;

    /// The key to the provider's API. Where a model has neither key nor address of its own, the variable
    /// counts that the provider's own programs read, such as `OPENAI_API_KEY`; `pixelprompt providers` names
    /// it. Where a model of Amazon's has none, `AWS_BEARER_TOKEN_BEDROCK` counts, or else
    /// `AWS_ACCESS_KEY_ID` with `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`. A model that lacks its key
    /// is shown, and cannot be asked.
    api_key: Option<SecretString> = None, variables = &["MODEL_n_API_KEY", "MODEL_n_KEY"],
        absent = "no key", example = r#""sk-a-long-secret""#;

    /// A file that holds the key and nothing else.
    api_key_file: Option<PathBuf> = None, variables = &["MODEL_n_API_KEY_FILE"],
        absent = "no file", example = r#""/run/secrets/openai""#;

    /// The address of the API.
    base_url: Option<Url> = None, variables = &["MODEL_n_BASE_URL"],
        absent = "the provider's own", example = r#""http://192.168.1.20:8000/v1""#;

    /// The account to work for, where the provider wants to know.
    user_id: Option<String> = None, variables = &["MODEL_n_USER_ID"],
        absent = "none", example = r#""team-pictures""#;

    /// The region of a cloud that has several, such as Amazon's.
    region: Option<String> = None, variables = &["MODEL_n_REGION"],
        absent = "AWS_REGION, or where the model is known to be", example = r#""us-west-2""#;

    /// How long it may take for one attempt.
    timeout_seconds: Option<Seconds> = None, variables = &["MODEL_n_TIMEOUT_SECONDS"],
        within = (1, 3600), absent = "work.timeout_seconds, or else the provider's own", example = "300";

    /// Runs at a time.
    concurrency: Option<u32> = None, variables = &["MODEL_n_CONCURRENCY"],
        within = (1, 4096), absent = "work.concurrency_per_model, or fewer where its servers paint one at a time", example = "2";

    /// What a picture costs, in US dollars, where you know better than the provider's price list; 0
    /// for a server of your own.
    price_usd: Option<Money> = None, variables = &["MODEL_n_PRICE_USD"],
        absent = "as the provider's price list says", example = "0.04";

    /// The sizes that it paints, the usual one first.
    sizes: Vec<Size> = Vec::new(), variables = &["MODEL_n_SIZES"],
        absent = "those that the provider is known for", example = r#"["1024x1024", "512x512"]"#;

    /// What an OpenAI-compatible server calls the knobs below: `"common"` is what `vLLM-Omni` and most others
    /// understand, `"localai"` what `LocalAI` does; a server with `"openai"` has none of them.
    dialect: Option<Dialect> = None, variables = &["MODEL_n_DIALECT"],
        absent = "\"common\"", example = r#""localai""#;

    /// What an OpenAI-compatible server's model honours beside prompt and size: only that is offered and
    /// sent.
    knobs: Vec<KnobName> = Vec::new(), variables = &["MODEL_n_KNOBS"],
        absent = "none, or all that LocalAI takes if it is one", example = r#"["seed", "steps", "guidance", "negative_prompt"]"#;
}
