//! Fetching a picture from an address that came in an answer.

use std::{net::IpAddr, time::Duration};

use pixelprompt_domain::{ErrorKind, ProviderError};
use reqwest::{Method, StatusCode};
use tokio::time::sleep;
use url::{Host, Url};

use super::{
    Server,
    address::{NotPublic, is_public},
    body, decoded, unusable,
};

/// The waits before a picture is asked for again. It is paid for and asking is free, but a provider that hands out
/// tickets is asked again anyway, and somebody waits.
const WAITS: [Duration; 3] = [
    Duration::from_millis(200),
    Duration::from_millis(500),
    Duration::from_secs(1),
];

/// Why there is no picture, and whether it may be there a moment later.
struct Missing {
    error: ProviderError,
    passing: bool,
}

impl Server {
    /// The file behind an address of an answer, absolute or relative to this server.
    ///
    /// - In the address itself, as `data:`: decoded.
    /// - On this server itself: fetched with the key, whatever the address.
    /// - Elsewhere: over HTTPS from the public internet, without the key.
    ///
    /// What may pass is tried a few times.
    pub async fn fetch(&self, address: &str) -> Result<Vec<u8>, ProviderError> {
        if address.starts_with("data:") {
            return decoded(address);
        }
        let url = self
            .base
            .join(address)
            .map_err(|error| unusable("the picture has no usable address").caused_by(error))?;
        for wait in WAITS {
            match self.fetch_once(url.clone()).await {
                Err(Missing { passing: true, .. }) => sleep(wait).await,
                file => return file.map_err(|missing| missing.error),
            }
        }
        let file = self.fetch_once(url).await;
        file.map_err(|missing| missing.error)
    }

    async fn fetch_once(&self, url: Url) -> Result<Vec<u8>, Missing> {
        let request = if url.origin() == self.base.origin() {
            self.request(Method::GET, url)
                .map_err(Missing::for_good)?
                .timeout(self.client.bounds.fetch)
        } else {
            self.client
                .foreign
                .get(trusted(url).map_err(Missing::for_good)?)
        };
        // The picture is painted and paid for, so whatever fails here was answered.
        let mut response = request.send().await.map_err(|error| {
            // Nobody may be there for a moment only.
            let passing = !error.is_builder() && !is_forbidden(&error);
            let missing = no_picture("the picture could not be fetched", passing);
            Missing {
                error: missing.error.caused_by(error.without_url()),
                ..missing
            }
        })?;
        let status = response.status();
        if !status.is_success() {
            let detail = format!("fetching the picture gave HTTP {}", status.as_u16());
            let passing = status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS;
            return Err(no_picture(detail, passing));
        }
        body(
            &mut response,
            self.client.bounds.picture_bytes,
            self.client.bounds.pause,
        )
        .await
        .map_err(|error| {
            let missing = no_picture("the picture could not be read", error.kind.is_transient());
            Missing {
                error: missing.error.caused_by(error),
                ..missing
            }
        })
    }
}

/// Whether the name leads into a private network, which it will do a moment later too.
fn is_forbidden(error: &reqwest::Error) -> bool {
    let mut beneath = std::error::Error::source(error);
    while let Some(error) = beneath {
        if error.is::<NotPublic>() {
            return true;
        }
        beneath = error.source();
    }
    false
}

/// The picture is paid for and not here. If what failed may pass, whoever has a ticket asks again.
fn no_picture(detail: impl Into<String>, passing: bool) -> Missing {
    let mut error = unusable(detail);
    if passing {
        error.kind = ErrorKind::Unavailable;
    }
    Missing { error, passing }
}

impl Missing {
    fn for_good(error: ProviderError) -> Self {
        Self {
            error,
            passing: false,
        }
    }
}

fn trusted(url: Url) -> Result<Url, ProviderError> {
    if url.scheme() != "https" {
        return Err(unusable("the picture's address is not HTTPS"));
    }
    let public = match url.host() {
        Some(Host::Ipv4(v4)) => is_public(IpAddr::V4(v4)),
        Some(Host::Ipv6(v6)) => is_public(IpAddr::V6(v6)),
        // What the name stands for is checked when it is looked up.
        Some(Host::Domain(_)) => true,
        None => false,
    };
    if public {
        Ok(url)
    } else {
        Err(unusable(
            "the picture's address is not on the public internet",
        ))
    }
}
