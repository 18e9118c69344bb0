//! From what was typed to what the engine is asked, and back to words when it refuses.

use pixelprompt_domain::PromptError;
use pixelprompt_engine::{
    Asked, Catalogue, Client, KeyMissing, NoModel, Refusal, Submission, UnknownModel,
};

use crate::{arguments::Generate, failure::Failure};

pub(super) fn submission(
    arguments: &Generate,
    catalogue: &Catalogue,
) -> Result<Submission, Failure> {
    let mut models = Vec::new();
    for name in &arguments.models {
        let found = catalogue.find(name).map_err(|error| no_model(&error))?;
        let id = found.info.id.to_string();
        // Whoever names a model twice wants one picture of it.
        if !models.contains(&id) {
            models.push(id);
        }
    }
    Ok(Submission {
        asked: Asked {
            prompt: arguments.prompt.clone(),
            steps: arguments.steps,
            guidance: arguments.guidance,
            quality: arguments.quality,
            seed: arguments.seed,
            negative_prompt: arguments.negative.clone(),
            size: arguments.size,
            models,
        },
        idempotency_key: None,
        correlation_id: "command line".to_owned(),
        client: Client::Local,
    })
}

/// What the person can do about a refusal.
pub(super) fn refused(refusal: &Refusal) -> Failure {
    let hint = match refusal {
        Refusal::Prompt(PromptError::Empty) => {
            "say what to paint: pixelprompt generate \"a red fox\""
        }
        Refusal::Prompt(_) | Refusal::TooLong { .. } => "keep the words that matter most",
        Refusal::NegativeTooLong { .. } => "name only what should not be in the picture",
        Refusal::Blocked(_) | Refusal::Flagged(_) => "use other words",
        Refusal::Parameter(_) => "`pixelprompt models` lists what each model takes",
        Refusal::UnknownModel(error) => return unknown(error),
        Refusal::OverBudget { .. } => "choose fewer or cheaper models, or raise the budget",
        Refusal::PriceUnknown(_) => {
            "set models.price_usd for them, or budget.unknown_price for all"
        }
        Refusal::ModelCount(_) => "name some with --model",
        other => return Failure::fault(other.code(), other),
    };
    Failure::bad_input(refusal.code(), refusal, hint)
}

/// What the person can do about a name that leads nowhere.
pub(crate) fn no_model(error: &NoModel) -> Failure {
    match error {
        NoModel::Unknown(error) => unknown(error),
        NoModel::KeyMissing(missing) => {
            let message = format!("the model {} has no key", missing.model);
            let hint = format!("set {}", missing.variable);
            Failure::bad_input(KeyMissing::CODE, message, hint)
        }
    }
}

fn unknown(error: &UnknownModel) -> Failure {
    let hint = if error.similar.is_empty() {
        "`pixelprompt models` lists them".to_owned()
    } else {
        format!("did you mean {}?", error.similar.join(" or "))
    };
    Failure::bad_input(error.kind().code(), error, hint)
}
