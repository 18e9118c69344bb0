//! Which endpoint answers which path.

use axum::{Router, http::StatusCode};
use utoipa::OpenApi as _;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    HttpSettings, Studio, budget, enhance, gallery, health,
    http::ApiError,
    jobs, log, metrics,
    middleware::{FrontLayer, cors},
    models,
    openapi::{self, Head},
    page, pictures,
    studio::{App, State},
};

/// The API and the page.
pub fn router(studio: Studio, settings: HttpSettings) -> Router {
    let cors = cors(&settings.cors);
    let app = App::new(studio, settings);
    let (api, _) = routes().split_for_parts();
    let mut router = api
        .merge(page::routes())
        .fallback(page::nowhere)
        .method_not_allowed_fallback(no_such_method)
        .with_state(State::clone(&app));
    if let Some(cors) = cors {
        router = router.layer(cors);
    }
    router.layer(FrontLayer(app))
}

/// The endpoints of the API, each with its part of the document.
pub(crate) fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::with_openapi(Head::openapi())
        .routes(routes!(jobs::generate::generate))
        .routes(routes!(jobs::status::status))
        .routes(routes!(jobs::events::events))
        .routes(routes!(jobs::cancel::job))
        .routes(routes!(jobs::cancel::run))
        .routes(routes!(jobs::retry::retry))
        .routes(routes!(jobs::download::download))
        .routes(routes!(gallery::list::list))
        .routes(routes!(gallery::show::show, gallery::delete::delete))
        .routes(routes!(gallery::restore::restore))
        .routes(routes!(gallery::favourite::favourite))
        .routes(routes!(pictures::original))
        .routes(routes!(pictures::thumbnail))
        .routes(routes!(enhance::enhance))
        .routes(routes!(models::list))
        .routes(routes!(budget::show))
        .routes(routes!(log::log))
        .routes(routes!(health::health))
        .routes(routes!(health::ready))
        .routes(routes!(metrics::show))
        .routes(routes!(openapi::show))
        .routes(routes!(openapi::docs))
}

async fn no_such_method() -> ApiError {
    let message = "This address does not take that method.";
    ApiError::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "METHOD_NOT_ALLOWED",
        message,
    )
}
