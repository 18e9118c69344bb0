//! What a request would cost.

use pixelprompt_domain::{ModelId, Money, Overdrawn, Parameters, Warning};

use crate::{Asked, Client, Engine, Refusal, budget::Purse};

/// What a request would cost.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// Of each model, in the order in which they were chosen.
    pub models: Vec<ModelEstimate>,
    /// Of all those whose price is known.
    pub total: Money,
    /// How many have a price that nobody knows.
    pub unknown: usize,
    /// The budget that would not allow it at this moment.
    pub over: Option<Overdrawn>,
}

/// What one model would be asked, and what that would cost.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelEstimate {
    /// The model.
    pub model: ModelId,
    /// What it would be asked.
    pub parameters: Parameters,
    /// How that differs from what the request asks.
    pub warnings: Vec<Warning>,
    /// What its picture would cost; `None` if nobody knows.
    pub cost: Option<Money>,
}

impl Engine {
    /// Checks a request as [`submit`](Engine::submit) does, and says what it would cost. Nothing is
    /// counted, kept or painted.
    pub async fn estimate(&self, asked: &Asked, client: Client) -> Result<Estimate, Refusal> {
        let now = self.parts.clock.now();
        let purse = Purse::new(&self.parts.budget, &self.parts.limits, client, now);
        let plan = self.plan(asked, &purse)?;
        let over = self.overdrawn(&plan, &purse).await?;
        let models = plan.models.into_iter().map(|planned| ModelEstimate {
            model: planned.model,
            parameters: planned.fitted.parameters,
            warnings: planned.fitted.warnings,
            cost: planned.bill.estimate,
        });
        let models: Vec<_> = models.collect();
        Ok(Estimate {
            total: models.iter().filter_map(|model| model.cost).sum(),
            unknown: models.iter().filter(|model| model.cost.is_none()).count(),
            models,
            over,
        })
    }
}
