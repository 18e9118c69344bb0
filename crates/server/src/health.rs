//! Whether the server lives, and whether it can work.

use axum::{extract::State as Shared, http::StatusCode};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::{Always, Answer, ApiError, json},
    studio::State,
};

/// The server lives.
#[derive(Serialize, ToSchema)]
pub(crate) struct Health {
    #[schema(example = "ok")]
    status: &'static str,
    /// Of the program.
    version: &'static str,
}

/// The server can work.
#[derive(Serialize, ToSchema)]
pub(crate) struct Ready {
    #[schema(example = "ready")]
    status: &'static str,
}

/// Whether the server lives.
#[utoipa::path(
    get,
    path = "/healthz",
    operation_id = "health",
    tag = "operation",
    responses((status = 200, description = "It lives", body = Health), Always)
)]
pub(crate) async fn health() -> Answer {
    json(&Health {
        status: "ok",
        version: env!("CARGO_PKG_VERSION"),
    })
}

/// Whether the server can work: jobs and pictures can be reached, and it is not about to stop.
#[utoipa::path(
    get,
    path = "/readyz",
    operation_id = "ready",
    tag = "operation",
    responses((status = 200, description = "It can", body = Ready), Always)
)]
pub(crate) async fn ready(Shared(app): Shared<State>) -> Answer {
    let unavailable = |why| ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE", why);
    if app.studio.closing.is_cancelled() {
        return Err(unavailable("The server is about to stop."));
    }
    if let Err(refusal) = app.engine().check_stores().await {
        // Only for its line in the log: what is out of order is not the client's to know.
        let _ = ApiError::from(refusal);
        return Err(unavailable("Jobs or pictures cannot be reached."));
    }
    json(&Ready { status: "ready" })
}
