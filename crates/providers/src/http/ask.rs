//! Asking how accepted work is getting on.

use std::time::Duration;

use pixelprompt_domain::{ErrorKind, Outcome, ProviderError};
use reqwest::Method;
use serde_json::Value;
use url::Url;

use super::{Reply, Server};

impl Server {
    /// Asks an address that came in an answer, with the key.
    ///
    /// - On this server: whatever the address.
    /// - Elsewhere: over HTTPS, on one of the provider's `own_hosts` or under it.
    /// - Anywhere else: nobody is asked, for the key would go there.
    pub async fn ask(&self, address: &str, own_hosts: &[&str]) -> Result<Reply, ProviderError> {
        let url = self
            .base
            .join(address)
            .map_err(|error| lost("the address to ask at is not usable").caused_by(error))?;
        if url.origin() != self.base.origin() && !is_own(&url, own_hosts) {
            return Err(lost("the address to ask at is not the provider's"));
        }
        let request = self.request(Method::GET, url)?;
        self.exchange(request).await.map_err(in_doubt)
    }
}

fn is_own(url: &Url, own_hosts: &[&str]) -> bool {
    let host = url.host_str().unwrap_or_default();
    let under = |own: &&str| {
        let above = host.strip_suffix(*own);
        above.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    url.scheme() == "https" && url.port().is_none() && own_hosts.iter().any(under)
}

/// The provider accepted the work, and nobody can find it any more.
pub fn lost(detail: impl Into<String>) -> ProviderError {
    ProviderError::new(ErrorKind::BadResponse, Outcome::Unknown, detail)
}

/// An error of asking after accepted work: it says nothing of the work itself, which may be billed. An
/// answer that cannot be read is a reason to ask again.
pub fn in_doubt(mut error: ProviderError) -> ProviderError {
    if error.kind == ErrorKind::BadResponse {
        error.kind = ErrorKind::Unavailable;
    }
    if error.kind != ErrorKind::ContentRejected {
        error.outcome = Outcome::Unknown;
    }
    error
}

/// Amends a refusal by the wait that its body names in seconds, as `retry_after`.
pub fn wait_in_body(error: &mut ProviderError, body: &Value) {
    let seconds = body.get("retry_after").and_then(Value::as_f64);
    if let Some(wait) = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()) {
        error.retry_after = error.retry_after.or(Some(wait));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_wait_may_be_in_the_body() {
        let mut error = ProviderError::new(ErrorKind::RateLimited, Outcome::Refused, "");
        wait_in_body(&mut error, &json!({"retry_after": -1}));
        assert_eq!(error.retry_after, None);
        wait_in_body(&mut error, &json!({"retry_after": 2.5}));
        wait_in_body(&mut error, &json!({"retry_after": 9}));
        assert_eq!(error.retry_after, Some(Duration::from_millis(2500)));
    }

    #[test]
    fn only_the_providers_hosts_are_its_own() {
        for (address, own) in [
            ("https://api.bfl.ai/v1", true),
            ("https://api.eu2.bfl.ai/v1/get_result?id=1", true),
            ("https://bfl.ai/", true),
            ("http://api.bfl.ai/v1", false),
            ("https://api.bfl.ai:8443/v1", false),
            ("https://evilbfl.ai/", false),
            ("https://bfl.ai.evil.example/", false),
            ("https://evil.example/?bfl.ai", false),
            ("https://bfl.ai@evil.example/", false),
        ] {
            assert_eq!(
                is_own(&address.parse().unwrap(), &["bfl.ai"]),
                own,
                "{address}"
            );
        }
    }
}
