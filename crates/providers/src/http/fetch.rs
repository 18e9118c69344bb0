//! Fetching a picture from an address that came in an answer.

use std::net::IpAddr;

use pixelprompt_domain::{ErrorKind, ProviderError};
use reqwest::{Method, StatusCode};
use url::{Host, Url};

use super::{Server, address::is_public, body, decoded, unusable};

impl Server {
    /// The file behind an address of an answer, absolute or relative to this server.
    ///
    /// - In the address itself, as `data:`: decoded.
    /// - On this server itself: fetched with the key, whatever the address.
    /// - Elsewhere: over HTTPS from the public internet, without the key.
    pub async fn fetch(&self, address: &str) -> Result<Vec<u8>, ProviderError> {
        if address.starts_with("data:") {
            return decoded(address);
        }
        let url = self
            .base
            .join(address)
            .map_err(|error| unusable("the picture has no usable address").caused_by(error))?;
        let request = if url.origin() == self.base.origin() {
            self.request(Method::GET, url)?
                .timeout(self.client.bounds.fetch)
        } else {
            self.client.foreign.get(trusted(url)?)
        };
        // The picture is painted and paid for, so whatever fails here was answered.
        let mut response = request.send().await.map_err(|error| {
            let passing = !error.is_connect() && !error.is_builder();
            no_picture("the picture could not be fetched", passing).caused_by(error.without_url())
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
            no_picture("the picture could not be read", error.kind.is_transient()).caused_by(error)
        })
    }
}

/// The picture is paid for and not here. If what failed may pass, whoever has a ticket asks again.
fn no_picture(detail: impl Into<String>, passing: bool) -> ProviderError {
    let mut error = unusable(detail);
    if passing {
        error.kind = ErrorKind::Unavailable;
    }
    error
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
