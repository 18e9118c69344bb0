//! The models to choose from.

use axum::extract::State as Shared;
use pixelprompt_domain::{MAX_MODELS, MAX_PROMPT_CHARS};
use pixelprompt_engine::{Engine, ModelLoad};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::{Always, Answer, json},
    studio::State,
    views::Model,
};

/// The models to choose from.
#[derive(Serialize, ToSchema)]
#[schema(as = Models)]
pub(crate) struct Offered<'a> {
    models: Vec<Model<'a>>,
    /// One honest sentence for each family of models.
    about: Vec<&'a str>,
    limits: Limits,
    /// Other providers, of which no model is configured here; absent if there are none.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schema(required = false)]
    offers: &'a [Offer],
}

/// A provider of which no model is configured here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Offer {
    /// Its name in the configuration.
    #[schema(example = "openai")]
    pub provider: String,
    /// Its name for people.
    #[schema(example = "OpenAI")]
    pub title: String,
    /// The environment variable in which the keys of its models are looked for.
    #[schema(example = "OPENAI_API_KEY")]
    pub variable: String,
}

/// What may be asked at once.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Limits {
    /// The longest prompt.
    prompt_characters: usize,
    /// The longest prompt that is enhanced.
    enhance_characters: usize,
    models_per_job: usize,
}

/// The models to choose from, what each can do, and how busy it is.
///
/// Those that lack a key come last; they cannot be asked, and a job of all models leaves them out.
#[utoipa::path(
    get,
    path = "/models",
    operation_id = "models",
    tag = "prompts",
    responses((status = 200, description = "The models", body = Offered<'_>), Always)
)]
pub(crate) async fn list(Shared(app): Shared<State>) -> Answer {
    let catalogue = app.engine().catalogue();
    let worker = app.studio.worker.as_ref();
    let models = catalogue.entries().iter().map(|entry| {
        let load = worker.map_or_else(ModelLoad::default, |worker| worker.load(&entry.info.id));
        Model::new(&entry.info, load)
    });
    let keyless = catalogue.keyless().iter().map(Model::keyless);
    json(&Offered {
        models: models.chain(keyless).collect(),
        about: catalogue.about(),
        limits: Limits {
            prompt_characters: MAX_PROMPT_CHARS,
            enhance_characters: Engine::MAX_ENHANCE_CHARS,
            models_per_job: MAX_MODELS,
        },
        offers: &app.settings.offers,
    })
}
