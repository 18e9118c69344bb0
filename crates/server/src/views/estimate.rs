//! What a request would cost.

use pixelprompt_domain::Money;
use pixelprompt_engine as engine;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Parameters, Warning};

/// What a request would cost. Nothing was counted, kept or painted.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Estimate<'a> {
    /// Always true.
    dry_run: bool,
    /// How many models would paint.
    total_models: usize,
    /// Of all models whose price is known, in millionths of a US dollar.
    #[schema(value_type = u64)]
    micro_usd: Money,
    /// How many models have a price that nobody knows.
    unknown_prices: usize,
    /// Whether the budgets would allow it at this moment.
    within_budget: bool,
    models: Vec<ModelEstimate<'a>>,
}

/// What one model would be asked, and what that would cost.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ModelEstimate<'a> {
    #[schema(example = "painter/noto")]
    model_id: &'a str,
    /// In millionths of a US dollar; null if nobody knows.
    #[schema(value_type = Option<u64>, required = true)]
    micro_usd: Option<Money>,
    /// What it would be asked.
    parameters: Parameters<'a>,
    /// How that differs from what the request asks.
    warnings: Vec<Warning<'a>>,
}

impl<'a> From<&'a engine::Estimate> for Estimate<'a> {
    fn from(estimate: &'a engine::Estimate) -> Self {
        let model = |model: &'a engine::ModelEstimate| ModelEstimate {
            model_id: model.model.as_str(),
            micro_usd: model.cost,
            parameters: Parameters::from(&model.parameters),
            warnings: model.warnings.iter().map(Warning::from).collect(),
        };
        Self {
            dry_run: true,
            total_models: estimate.models.len(),
            micro_usd: estimate.total,
            unknown_prices: estimate.unknown,
            within_budget: estimate.over.is_none(),
            models: estimate.models.iter().map(model).collect(),
        }
    }
}
