//! The API behind API Gateway: the router of every other door.

use std::{env, sync::Arc};

use lambda_http::{
    Error,
    tower::{ServiceBuilder, ServiceExt as _},
};
use pixelprompt_config::Config;
use pixelprompt_engine::RandomIds;
use pixelprompt_server::HttpSettings;
use pixelprompt_studio::{Studio, blobs, http_settings};
use tokio_util::sync::CancellationToken;

use crate::{bulk::Bulk, edge};

/// Answers requests until Lambda ends the process.
pub(crate) async fn run(config: &Config) -> Result<(), Error> {
    let studio = Studio::for_function(config)?;
    let settings = HttpSettings {
        // An answer goes out whole.
        streams: false,
        ..http_settings(config)?
    };
    let bulk = settings
        .picture_base_url
        .clone()
        .map(|base| blobs(config).map(|blobs| Bulk::new(blobs, base, settings.signer.clone())))
        .transpose()?;
    let served = pixelprompt_server::Studio {
        engine: studio.engine.clone(),
        worker: None,
        ids: Arc::new(RandomIds),
        closing: CancellationToken::new(),
    };
    let edge_key = env::var(edge::KEY_VARIABLE).ok();
    let router = pixelprompt_server::router(served, settings);
    let service = ServiceBuilder::new()
        .map_request(edge::with_address(edge_key))
        .then(move |answer| Bulk::aside(bulk.clone(), answer))
        .service(router);
    lambda_http::run(service.boxed_clone()).await
}
