//! What a request comes down to: for each chosen model its parameters and its bill.

use pixelprompt_domain::{
    Bill, Booking, Fitted, MAX_MODELS, ModelId, ModelInfo, Overdrawn, Parameter, Parameters,
    Prompt, PromptError, fit,
};

use crate::{
    Asked, Engine, Refusal,
    budget::{PriceUnknown, Purse},
};

/// A request that was found to be good.
pub(crate) struct Plan {
    pub(crate) prompt: Prompt,
    pub(crate) parameters: Parameters,
    pub(crate) models: Vec<Planned>,
}

/// One model's part of it.
pub(crate) struct Planned {
    pub(crate) model: ModelId,
    pub(crate) fitted: Fitted,
    pub(crate) bill: Bill,
}

impl Engine {
    /// Checks a request, and says what each model would be asked and what that would cost.
    pub(crate) fn plan(&self, asked: &Asked, purse: &Purse<'_>) -> Result<Plan, Refusal> {
        let (prompt, parameters) = self.check(asked)?;
        let models = self.choose(&asked.models)?;
        parameters.check(models.iter().map(|model| &model.capability))?;
        readable(&prompt, &models)?;
        let (mut planned, mut unknown) = (Vec::with_capacity(models.len()), Vec::new());
        for model in models {
            let mut fitted = fit(&parameters, &model.capability);
            if asked.seed.is_none() {
                // Nobody asked for the one that was drawn.
                fitted
                    .warnings
                    .retain(|warning| warning.parameter() != Parameter::Seed);
            }
            match purse.bill(model, &fitted.parameters) {
                Ok(bill) => planned.push(Planned {
                    model: model.id.clone(),
                    fitted,
                    bill,
                }),
                Err(PriceUnknown(model)) => unknown.push(model),
            }
        }
        if !unknown.is_empty() {
            return Err(Refusal::PriceUnknown(unknown));
        }
        Ok(Plan {
            prompt,
            parameters,
            models: planned,
        })
    }

    /// The account that does not have as much left as the plan needs, if there is one at this moment.
    pub(crate) async fn overdrawn(
        &self,
        plan: &Plan,
        purse: &Purse<'_>,
    ) -> Result<Option<Overdrawn>, Refusal> {
        let within = purse.ceilings();
        let bookings = Booking::of(plan.models.iter().map(|planned| (None, &planned.bill)));
        if within.is_empty() || bookings.is_empty() {
            return Ok(None);
        }
        let names: Vec<String> = bookings.iter().map(|b| b.account.clone()).collect();
        let spent = self.parts.jobs.spent(&names).await?;
        let over = |(booking, spent): (&Booking, _)| booking.overdraws(spent, &within);
        Ok(bookings.iter().zip(spent).find_map(over))
    }

    fn check(&self, asked: &Asked) -> Result<(Prompt, Parameters), Refusal> {
        let prompt = Prompt::new(&asked.prompt)?;
        self.parts.filter.check(&prompt)?;
        let negative = asked.negative_prompt.as_deref().map(Prompt::new);
        let negative_prompt = match negative {
            None | Some(Err(PromptError::Empty)) => None,
            Some(Ok(negative)) => Some(negative),
            Some(Err(PromptError::TooLong { chars })) => {
                return Err(Refusal::NegativeTooLong { chars });
            }
        };
        // Not filtered: it says what shall not be seen, and "nude" is a good thing to exclude.
        let parameters = Parameters {
            steps: asked.steps,
            guidance: asked.guidance,
            quality: asked.quality,
            seed: Some(asked.seed.unwrap_or_else(|| self.draw_seed())),
            negative_prompt,
            size: asked.size,
        };
        Ok((prompt, parameters))
    }

    fn choose(&self, names: &[String]) -> Result<Vec<&ModelInfo>, Refusal> {
        let catalogue = &self.parts.catalogue;
        if names.is_empty() {
            let all = catalogue.entries().iter().take(MAX_MODELS);
            return Ok(all.map(|entry| &entry.info).collect());
        }
        if names.len() > MAX_MODELS {
            return Err(Refusal::ModelCount(names.len()));
        }
        let mut chosen: Vec<&ModelInfo> = Vec::with_capacity(names.len());
        for name in names {
            let model = &catalogue.find(name)?.info;
            if chosen.iter().any(|other| other.id == model.id) {
                return Err(Refusal::ChosenTwice(model.id.clone()));
            }
            chosen.push(model);
        }
        Ok(chosen)
    }

    /// Small enough to be typed again, and for every model.
    fn draw_seed(&self) -> u64 {
        (self.parts.ids.random() & u128::from(u32::MAX >> 1)) as u64
    }
}

/// Refuses a prompt that is too long for every one of the models. One that is too long for some of them
/// fails their runs, before anything is sent.
fn readable(prompt: &Prompt, models: &[&ModelInfo]) -> Result<(), Refusal> {
    let chars = prompt.as_str().chars().count();
    let most = models.iter().map(|model| {
        let most = model.capability.prompt_chars;
        most.map_or(usize::MAX, |most| most as usize)
    });
    match most.max() {
        Some(most) if most < chars => Err(Refusal::TooLong { chars, most }),
        _ => Ok(()),
    }
}
