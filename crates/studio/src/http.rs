//! From a configuration to how the HTTP side behaves.

use std::sync::Arc;

use pixelprompt_aws::UrlSigner;
use pixelprompt_config::{Config, CorsOrigins};
use pixelprompt_domain::Clock as _;
use pixelprompt_engine::SystemClock;
use pixelprompt_providers::{FAMILIES, Family};
use pixelprompt_server::{Cors, HttpSettings, LinkSigner, Offer};

use crate::NoStudio;

/// How the HTTP side of a configuration behaves.
pub fn http_settings(config: &Config) -> Result<HttpSettings, NoStudio> {
    let server = &config.server;
    let public = config.blobs.public_url.as_ref();
    Ok(HttpSettings {
        trusted_proxies: server.trusted_proxies.clone(),
        cors: match &server.cors_origins {
            CorsOrigins::Any => Cors::Everybody,
            CorsOrigins::Listed(origins) if origins.is_empty() => Cors::Nobody,
            CorsOrigins::Listed(origins) => Cors::Origins(origins.clone()),
        },
        body_limit: server.body_limit.bytes(),
        timeout: server.request_timeout_seconds.into(),
        public_url: server.public_url.as_ref().map(ToString::to_string),
        offers: offers(config),
        streams: true,
        picture_base_url: public.map(|url| {
            let prefix = config.blobs.prefix.as_deref().unwrap_or_default();
            format!("{}/{}", url.as_str().trim_end_matches('/'), prefix)
                .trim_end_matches('/')
                .to_owned()
        }),
        signer: signer(config)?,
    })
}

/// What makes the addresses of a private distribution.
fn signer(config: &Config) -> Result<Option<LinkSigner>, NoStudio> {
    let blobs = &config.blobs;
    let (Some(id), Some(pem)) = (&blobs.signing_key_id, &blobs.signing_key) else {
        return Ok(None);
    };
    let signer = UrlSigner::new(id.as_str(), pem).map_err(|error| {
        let hint = "mend blobs.signing_key";
        NoStudio::bad_input("CONFIGURATION", error, hint)
    })?;
    Ok(Some(LinkSigner(Arc::new(move |address| {
        signer.sign(address, SystemClock.now().0 / 1_000)
    }))))
}

/// The providers that want a key and of which no model is configured.
fn offers(config: &Config) -> Vec<Offer> {
    let is_configured = |family: &Family| {
        let mut models = config.models.iter();
        models.any(|model| model.provider == family.name)
    };
    let offer = |family: &Family| {
        Some(Offer {
            provider: family.name.to_owned(),
            title: family.title.to_owned(),
            variable: family.key_variable?.to_owned(),
        })
    };
    let others = FAMILIES.iter().filter(|family| !is_configured(family));
    others.filter_map(offer).collect()
}
