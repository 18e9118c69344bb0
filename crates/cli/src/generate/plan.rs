//! Checks everything that was typed before anything is painted.

use std::{collections::HashSet, sync::Arc};

use pixelprompt_domain::{
    ContentFilter, ErrorKind, ImageProvider, ImageRequest, MAX_PROMPT_CHARS, ModelInfo,
    ParameterError, Parameters, Prompt, PromptError, Warning, fit,
};
use pixelprompt_providers::{Registry, UnknownModel};

use crate::{arguments::Generate, failure::Failure};

/// What is going to be painted.
pub(super) struct Plan {
    pub(super) prompt: Prompt,
    pub(super) seed: u64,
    pub(super) seed_was_drawn: bool,
    pub(super) commissions: Vec<Commission>,
}

/// What one model is asked for.
pub(super) struct Commission {
    pub(super) model: ModelInfo,
    pub(super) provider: Arc<dyn ImageProvider>,
    pub(super) request: ImageRequest,
    pub(super) warnings: Vec<Warning>,
}

impl Plan {
    pub(super) fn new(arguments: &Generate, registry: &Registry) -> Result<Self, Failure> {
        let prompt = Prompt::new(&arguments.prompt).map_err(|error| bad_prompt(&error))?;
        let negative_prompt = negative(arguments)?;
        let filter = ContentFilter::default();
        for text in [Some(&prompt), negative_prompt.as_ref()]
            .into_iter()
            .flatten()
        {
            filter.check(text).map_err(|blocked| {
                Failure::bad_input(
                    ErrorKind::InappropriateContent.code(),
                    blocked,
                    "use other words",
                )
            })?;
        }
        let models = chosen(arguments, registry)?;
        let (seed, seed_was_drawn) = match arguments.seed {
            Some(seed) => (seed, false),
            // Short enough to be read out and typed again.
            None => (u64::from(fastrand::u32(..)), true),
        };
        let asked = Parameters {
            steps: arguments.steps,
            guidance: arguments.guidance,
            seed: Some(seed),
            negative_prompt,
            size: arguments.size,
        };
        asked
            .check(models.iter().map(|(model, _)| &model.capability))
            .map_err(|error| out_of_range(&error))?;
        let commissions = models
            .into_iter()
            .map(|(model, provider)| {
                let fitted = fit(&asked, &model.capability);
                Commission {
                    model: model.clone(),
                    provider: Arc::clone(provider),
                    request: ImageRequest {
                        model: model.id.clone(),
                        prompt: prompt.clone(),
                        parameters: fitted.parameters,
                        previews: false,
                    },
                    warnings: fitted.warnings,
                }
            })
            .collect();
        Ok(Self {
            prompt,
            seed,
            seed_was_drawn,
            commissions,
        })
    }
}

type Chosen<'a> = Vec<(&'a ModelInfo, &'a Arc<dyn ImageProvider>)>;

/// The models that were named, each once; all where none was named.
fn chosen<'a>(arguments: &Generate, registry: &'a Registry) -> Result<Chosen<'a>, Failure> {
    if arguments.models.is_empty() {
        return Ok(registry.models().collect());
    }
    let mut seen = HashSet::new();
    let mut chosen = Vec::new();
    for name in &arguments.models {
        let found = registry.find(name).map_err(|error| unknown_model(&error))?;
        if seen.insert(&found.0.id) {
            chosen.push(found);
        }
    }
    Ok(chosen)
}

fn negative(arguments: &Generate) -> Result<Option<Prompt>, Failure> {
    match arguments.negative.as_deref().map(Prompt::new) {
        None | Some(Err(PromptError::Empty)) => Ok(None),
        Some(Ok(negative)) => Ok(Some(negative)),
        Some(Err(PromptError::TooLong { chars })) => Err(Failure::bad_input(
            ErrorKind::PromptTooLong.code(),
            format!("the negative prompt has {chars} characters, {MAX_PROMPT_CHARS} are allowed"),
            "name only what should not be in the picture",
        )),
    }
}

fn bad_prompt(error: &PromptError) -> Failure {
    let hint = match error {
        PromptError::Empty => "say what to paint: pixelprompt generate \"a red fox\"",
        PromptError::TooLong { .. } => "keep the words that matter most",
    };
    Failure::bad_input(error.kind().code(), error, hint)
}

fn unknown_model(error: &UnknownModel) -> Failure {
    let hint = if error.similar.is_empty() {
        "`pixelprompt models` lists them".to_owned()
    } else {
        format!("did you mean {}?", error.similar.join(" or "))
    };
    Failure::bad_input(error.kind().code(), error, hint)
}

fn out_of_range(error: &ParameterError) -> Failure {
    Failure::bad_input(
        error.kind().code(),
        error,
        "`pixelprompt models` lists what each model takes",
    )
}
