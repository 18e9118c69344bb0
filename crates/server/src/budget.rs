//! What was spent.

use axum::extract::State as Shared;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::{Always, Answer, json},
    middleware::Caller,
    studio::State,
    views::Spending,
};

/// What was spent, and what may be.
#[derive(Serialize, ToSchema)]
pub(crate) struct Budget {
    spending: Vec<Spending>,
}

/// What was spent today and this month, and what may be.
#[utoipa::path(
    get,
    path = "/budget",
    operation_id = "budget",
    tag = "prompts",
    responses((status = 200, description = "What was spent", body = Budget), Always)
)]
pub(crate) async fn show(Shared(app): Shared<State>, caller: Caller) -> Answer {
    let spending = app.engine().spending(caller.client).await?;
    json(&Budget {
        spending: spending.iter().map(Spending::from).collect(),
    })
}
