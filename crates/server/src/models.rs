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
pub(crate) struct Offer<'a> {
    models: Vec<Model<'a>>,
    /// One honest sentence for each family of models.
    about: Vec<&'a str>,
    limits: Limits,
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
#[utoipa::path(
    get,
    path = "/models",
    operation_id = "models",
    tag = "prompts",
    responses((status = 200, description = "The models", body = Offer<'_>), Always)
)]
pub(crate) async fn list(Shared(app): Shared<State>) -> Answer {
    let catalogue = app.engine().catalogue();
    let worker = app.studio.worker.as_ref();
    let models = catalogue.entries().iter().map(|entry| {
        let load = worker.map_or_else(ModelLoad::default, |worker| worker.load(&entry.info.id));
        Model::new(&entry.info, load)
    });
    json(&Offer {
        models: models.collect(),
        about: catalogue.about(),
        limits: Limits {
            prompt_characters: MAX_PROMPT_CHARS,
            enhance_characters: Engine::MAX_ENHANCE_CHARS,
            models_per_job: MAX_MODELS,
        },
    })
}
