//! From configured models to those that people choose from.

#[cfg(test)]
mod tests;

use std::{sync::Arc, time::Duration};

use pixelprompt_config::{Config, Dialect, KnobName, Model};
use pixelprompt_domain::{Clock as _, ImageProvider, ModelId};
use pixelprompt_engine::{Catalogue, Keyless, ModelSettings, SystemClock};
use pixelprompt_providers::{
    Configured, family,
    http::{Bounds, HttpClient},
    openai_compatible::{self, Told},
    painter::PainterProvider,
};

use crate::NoStudio;

/// No model can be configured to be given more time than this.
const LONGEST_ATTEMPT: Duration = Duration::from_hours(1);

/// How long the built-in painter may take for one attempt where the operator says nothing.
const PAINTER_ATTEMPT: Duration = Duration::from_mins(2);

/// The models of a configuration.
pub fn catalogue(config: &Config) -> Result<Catalogue, NoStudio> {
    let mut providers: Vec<Arc<dyn ImageProvider>> = Vec::new();
    let mut keyless = Vec::new();
    if config.painter.enabled {
        providers.push(Arc::new(PainterProvider::new()));
    }
    if !config.models.is_empty() {
        let picture_bytes = config.work.max_picture_size.bytes();
        let client = HttpClient::new(Bounds {
            picture_bytes,
            answer_bytes: picture_bytes / 2 * 3,
            // The worker ends what takes longer than its model may.
            answer: LONGEST_ATTEMPT,
            turn: turn(config),
            ..Bounds::default()
        });
        let client = client.map_err(NoStudio::internal)?;
        for model in &config.models {
            match &model.missing_key {
                None => providers.push(provider(&client, model)?),
                Some(variable) => keyless.extend(shown(&client, model, variable)?),
            }
        }
    }
    let settings = |id: &ModelId| model_settings(config, id);
    Ok(Catalogue::new(providers, settings).with_keyless(keyless))
}

/// A model without a key, as people see it. Nobody is asked anything: what is taken for its key only must
/// look like one of each.
fn shown(client: &HttpClient, model: &Model, variable: &str) -> Result<Vec<Keyless>, NoStudio> {
    let like = Model {
        api_key: Some("user:password".into()),
        ..model.clone()
    };
    let infos = provider(client, &like)?.models().to_vec();
    let keyless = |info| Keyless {
        info,
        variable: variable.to_owned(),
    };
    Ok(infos.into_iter().map(keyless).collect())
}

/// At most a part of the time that any model has for an attempt.
fn turn(config: &Config) -> Duration {
    let models = config.models.iter();
    let shortest = models.map(|model| model_settings(config, &model.id).timeout / 4);
    shortest.fold(Bounds::default().turn, Duration::min)
}

fn model_settings(config: &Config, id: &ModelId) -> ModelSettings {
    let model = config.models.iter().find(|model| model.id == *id);
    let configured = model.and_then(|model| model.timeout_seconds);
    let configured = configured.or(config.work.timeout_seconds);
    let family = model.and_then(|model| family(model.provider));
    let usual = family.map_or(PAINTER_ATTEMPT, |family| family.timeout);
    let per_model = config.work.concurrency_per_model as usize;
    let usual_concurrency = family
        .and_then(|family| family.concurrency)
        .map_or(per_model, |most| most.min(per_model));
    let concurrency = model.and_then(|model| model.concurrency);
    ModelSettings {
        timeout: configured.map_or(usual, Duration::from),
        concurrency: concurrency.map_or(usual_concurrency, |count| count as usize),
    }
}

/// What the operator tells of a model that nobody knows.
fn told(model: &Model) -> Result<Option<Told>, &'static str> {
    if model.dialect.is_none() && model.knobs.is_empty() {
        return Ok(None);
    }
    if model.provider != openai_compatible::FAMILY.name {
        return Err(
            "dialect and knobs are for openai-compatible; what this provider honours is known",
        );
    }
    let has = |knob| model.knobs.contains(&knob);
    let told = Told {
        dialect: openai_compatible::Dialect::Common,
        seed: has(KnobName::Seed),
        steps: has(KnobName::Steps),
        guidance: has(KnobName::Guidance),
        negative_prompt: has(KnobName::NegativePrompt),
    };
    Ok(Some(match model.dialect {
        Some(Dialect::LocalAi) if model.knobs.is_empty() => Told::LOCAL_AI,
        Some(Dialect::LocalAi) => Told {
            dialect: openai_compatible::Dialect::LocalAi,
            ..told
        },
        Some(Dialect::OpenAi) => Told {
            dialect: openai_compatible::Dialect::OpenAi,
            ..told
        },
        Some(Dialect::Common) | None => told,
    }))
}

fn provider(client: &HttpClient, model: &Model) -> Result<Arc<dyn ImageProvider>, NoStudio> {
    let wrong = |why: &dyn std::fmt::Display| {
        NoStudio::bad_input(
            "CONFIGURATION",
            format!("the model {} cannot be used", model.id),
            why,
        )
    };
    let family = family(model.provider)
        .ok_or_else(|| wrong(&format!("no provider is called {}", model.provider)))?;
    let configured = Configured {
        id: model.id.clone(),
        name: model.name.clone(),
        upstream_id: model.upstream_id.clone(),
        api_key: model.api_key.clone(),
        base_url: model.base_url.clone(),
        user_id: model.user_id.clone(),
        region: model.region.clone(),
        aws_key: model.aws_key.clone(),
        sizes: model.sizes.clone(),
        told: told(model).map_err(|why| wrong(&why))?,
        price: model.price_usd,
        client: client.clone(),
        now: || SystemClock.now(),
    };
    (family.make)(configured).map_err(|unfit| wrong(&unfit))
}
