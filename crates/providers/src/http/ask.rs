//! Asking how accepted work is getting on.

use std::time::Duration;

use pixelprompt_domain::{ErrorKind, Outcome, ProviderError};
use reqwest::{Method, RequestBuilder};
use serde_json::Value;
use url::Url;

use super::{Reply, Server, Status};

impl Server {
    /// Asks an address that came in an answer, with the key.
    ///
    /// - On this server: whatever the address.
    /// - Elsewhere: over HTTPS, on one of the provider's `own_hosts` or under it, if this server is one of them
    ///   too. Whoever is configured in the provider's place has a key of its own, which is not the provider's
    ///   to see.
    /// - Anywhere else: nobody is asked, for the key would go there.
    ///
    /// What goes wrong with the question says nothing of the work itself, unless it is not known any more.
    pub async fn ask(&self, address: &str, own_hosts: &[&str]) -> Result<Reply, ProviderError> {
        let request = self.question(address, own_hosts)?;
        self.exchange(request).await.map_err(while_asking)
    }

    /// Asks in the same way for what came of work that has ended, at a provider that says no there when the
    /// work failed, and then bills nothing.
    pub async fn collect(&self, address: &str, own_hosts: &[&str]) -> Result<Reply, ProviderError> {
        let request = self.question(address, own_hosts)?;
        self.exchange(request).await.map_err(failed_or_unanswered)
    }

    fn question(&self, address: &str, own_hosts: &[&str]) -> Result<RequestBuilder, ProviderError> {
        let url = self
            .base
            .join(address)
            .map_err(|error| lost("the address to ask at is not usable").caused_by(error))?;
        let among_its_own = is_own(&self.base, own_hosts) && is_own(&url, own_hosts);
        if url.origin() != self.base.origin() && !among_its_own {
            return Err(elsewhere());
        }
        Ok(self.request(Method::GET, url)?.timeout(QUESTION))
    }
}

/// How long a question may take: one that hangs is asked again while there is time.
const QUESTION: Duration = Duration::from_secs(30);

/// Nobody was asked. The work may be well: with the address configured that it was ordered at, it can be asked
/// for again.
fn elsewhere() -> ProviderError {
    let detail = "the work is to be asked for at an address that is not the configured provider's: \
                  a base_url other than the provider's own has to answer with its own addresses";
    ProviderError::new(ErrorKind::BadResponse, Outcome::Unknown, detail)
}

fn is_own(url: &Url, own_hosts: &[&str]) -> bool {
    let host = url.host_str().unwrap_or_default();
    let under = |own: &&str| {
        let above = host.strip_suffix(*own);
        above.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    url.scheme() == "https" && url.port().is_none() && own_hosts.iter().any(under)
}

/// The provider accepted the work, and nobody can find it any more: asking again is of no use, and nobody
/// knows whether it is billed.
pub fn lost(detail: impl Into<String>) -> ProviderError {
    ProviderError {
        gone: true,
        ..ProviderError::new(ErrorKind::BadResponse, Outcome::Unknown, detail)
    }
}

/// An error of asking after accepted work: the work is lost if the provider does not know it any more, else
/// [in doubt](in_doubt).
pub fn while_asking(error: ProviderError) -> ProviderError {
    match Status::of(&error) {
        Some(Status {
            status: 404 | 410,
            explained: true,
        }) => ProviderError {
            source: error.source,
            ..lost(format!("the work is not known any more: {}", error.detail))
        },
        // What stands before an API may know nothing of anything for a moment.
        Some(Status {
            status: 404 | 410, ..
        }) => ProviderError {
            kind: ErrorKind::Unavailable,
            ..in_doubt(error)
        },
        _ => in_doubt(error),
    }
}

/// An error of asking for what came of work that has ended. A no of the provider's is how the work failed; a
/// limit on questions, a key that is not accepted now or a gateway in trouble is about the question.
fn failed_or_unanswered(error: ProviderError) -> ProviderError {
    match Status::of(&error) {
        Some(Status {
            status: 401 | 403 | 404 | 408 | 410 | 429 | 503,
            ..
        }) if error.kind != ErrorKind::ContentRejected => while_asking(error),
        Some(Status {
            status: 400..=599,
            explained: true,
        }) => ProviderError {
            // To ask once more would tell the same.
            kind: match error.kind {
                kind if kind.is_transient() => ErrorKind::RequestRejected,
                kind => kind,
            },
            outcome: match error.outcome {
                Outcome::Answered => Outcome::Answered,
                _ => Outcome::Refused,
            },
            ..error
        },
        _ => while_asking(error),
    }
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
    use crate::http::{Bounds, HttpClient, Key};

    #[test]
    fn the_wait_may_be_in_the_body() {
        let mut error = ProviderError::new(ErrorKind::RateLimited, Outcome::Refused, "");
        wait_in_body(&mut error, &json!({"retry_after": -1}));
        assert_eq!(error.retry_after, None);
        wait_in_body(&mut error, &json!({"retry_after": 2.5}));
        wait_in_body(&mut error, &json!({"retry_after": 9}));
        assert_eq!(error.retry_after, Some(Duration::from_millis(2500)));
    }

    #[tokio::test]
    async fn the_key_goes_where_it_is_configured_to_go() {
        const BFL: &str = "https://api.eu2.bfl.ai/v1/get_result?id=1";
        const GATEWAY: &str = "https://gateway.example/bfl/v1/get_result?id=1";

        let client = HttpClient::new(Bounds::default()).unwrap();
        for (base, address, asked) in [
            ("https://api.bfl.ai", BFL, true),
            ("https://api.us.bfl.ai", BFL, true),
            ("https://api.bfl.ai", GATEWAY, false),
            ("https://gateway.example/bfl", GATEWAY, true),
            (
                "https://gateway.example/bfl",
                "/bfl/v1/get_result?id=1",
                true,
            ),
            ("https://gateway.example/bfl", BFL, false),
            ("http://127.0.0.1:9/bfl", BFL, false),
            ("http://api.bfl.ai", BFL, false),
            ("https://api.bfl.ai:8443", BFL, false),
        ] {
            let key = Key::Bearer("sk-secret".into());
            let server = Server::new(client.clone(), base.parse().unwrap(), key);
            let question = server.question(address, &["bfl.ai"]);
            assert_eq!(question.is_ok(), asked, "{base} {address}");
            assert!(
                question.err().is_none_or(|error| !error.gone),
                "it may be well"
            );
        }
    }

    fn answered(status: u16, explained: bool, kind: ErrorKind) -> ProviderError {
        ProviderError::new(kind, Outcome::Refused, "").caused_by(Status { status, explained })
    }

    #[test]
    fn work_is_lost_when_nobody_knows_it_and_in_doubt_when_the_question_failed() {
        use ErrorKind::{BadResponse, RateLimited, RequestRejected, Unauthorized, Unavailable};

        for (status, kind, expected, gone) in [
            (404, RequestRejected, BadResponse, true),
            (410, RequestRejected, BadResponse, true),
            (400, RequestRejected, RequestRejected, false),
            (401, Unauthorized, Unauthorized, false),
            (429, RateLimited, RateLimited, false),
            (503, Unavailable, Unavailable, false),
        ] {
            let error = while_asking(answered(status, true, kind));
            assert_eq!(
                (error.kind, error.outcome, error.gone),
                (expected, Outcome::Unknown, gone),
                "{status}"
            );
        }
        let error = while_asking(answered(404, false, RequestRejected));
        assert_eq!(
            (error.kind, error.gone),
            (Unavailable, false),
            "a gateway's page"
        );
        let error = while_asking(ProviderError::new(Unavailable, Outcome::Unknown, ""));
        assert!(!error.gone);
    }

    #[test]
    fn a_no_to_who_collects_is_how_the_work_failed() {
        use ErrorKind::{
            BadResponse, ContentRejected, RateLimited, RequestRejected, TimedOut, Unauthorized,
            Unavailable,
        };
        use Outcome::{Refused, Unknown};

        for (status, explained, kind, expected) in [
            (422, true, ContentRejected, (ContentRejected, Refused)),
            (422, true, RequestRejected, (RequestRejected, Refused)),
            (500, true, Unavailable, (RequestRejected, Refused)),
            (504, true, Unavailable, (RequestRejected, Refused)),
            (503, true, Unavailable, (Unavailable, Unknown)),
            (408, true, TimedOut, (TimedOut, Unknown)),
            (502, false, Unavailable, (Unavailable, Unknown)),
            (429, true, RateLimited, (RateLimited, Unknown)),
            (401, true, Unauthorized, (Unauthorized, Unknown)),
            (404, true, RequestRejected, (BadResponse, Unknown)),
            (302, false, RequestRejected, (RequestRejected, Unknown)),
        ] {
            let error = failed_or_unanswered(answered(status, explained, kind));
            assert_eq!((error.kind, error.outcome), expected, "{status}");
        }
        let lost = ProviderError::new(Unavailable, Outcome::NotSent, "no connection");
        assert_eq!(failed_or_unanswered(lost).outcome, Unknown);
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
