//! Servers of one's own: what becomes of a request when they, or the network before them, do anything
//! at all.

#![expect(clippy::unwrap_used, reason = "what fails in a helper ends the test")]

mod a1111;
mod comfyui;
mod mock;
mod sdcpp;

use std::{sync::Arc, time::Duration};

use pixelprompt_domain::{
    Answer, ErrorKind, Image, ImageProvider, ImageRequest, Outcome, Parameters, Prompt,
    ProviderError, Size, Timestamp,
};
use pixelprompt_providers::{
    Configured, Family,
    http::{Bounds, HttpClient},
};

use mock::Mock;

const MODEL: &str = "home/model";
const KEY: &str = "me:hunter2";

fn bounds() -> Bounds {
    Bounds {
        answer_bytes: 1 << 20,
        picture_bytes: 1 << 20,
        ..Bounds::default()
    }
}

/// Does not wait for servers that hang.
fn impatient() -> Bounds {
    Bounds {
        answer: Duration::from_millis(200),
        ..bounds()
    }
}

fn configured(base_url: &str, upstream_id: &str, bounds: Bounds) -> Configured {
    Configured {
        id: MODEL.parse().unwrap(),
        name: "At home".to_owned(),
        upstream_id: upstream_id.to_owned(),
        api_key: Some(KEY.into()),
        base_url: Some(base_url.parse().unwrap()),
        user_id: None,
        region: None,
        aws_key: None,
        sizes: vec![],
        price: None,
        client: HttpClient::new(bounds).unwrap(),
        now: Timestamp::default,
    }
}

fn provider(family: &Family, mock: &Mock, upstream_id: &str) -> Arc<dyn ImageProvider> {
    (family.make)(configured(&mock.base(), upstream_id, bounds())).unwrap()
}

fn request(prompt: &str) -> ImageRequest {
    ImageRequest {
        model: MODEL.parse().unwrap(),
        prompt: Prompt::new(prompt).unwrap(),
        parameters: Parameters {
            steps: Some(20),
            guidance: Some(7.0),
            seed: Some(42),
            size: Some(Size::square(512)),
            ..Parameters::default()
        },
        previews: true,
    }
}

/// Submits, and polls until there is an answer, as the engine does but without its patience.
async fn paint(provider: &dyn ImageProvider, prompt: &str) -> Result<Vec<Image>, ProviderError> {
    let request = request(prompt);
    let mut answer = provider.submit(&request, &|_| {}).await?;
    loop {
        match answer {
            Answer::Ready(images) => return Ok(images),
            Answer::Pending(ticket) => {
                assert!(!ticket.upstream.contains("hunter2"), "{ticket:?}");
                answer = provider.poll(&request, &ticket, &|_| {}).await?;
            }
        }
    }
}

/// What every server can do to a request, and what is to be made of it.
fn faults() -> Vec<(&'static str, ErrorKind, Outcome)> {
    use ErrorKind::{
        BadResponse, ContentRejected, QuotaExhausted, RateLimited, RequestRejected, TimedOut,
        Unauthorized, Unavailable,
    };
    use Outcome::{Answered, Refused, Unknown};
    vec![
        ("status 400", RequestRejected, Refused),
        ("status 401", Unauthorized, Refused),
        ("status 402", QuotaExhausted, Refused),
        ("status 403", Unauthorized, Refused),
        ("status 404", RequestRejected, Refused),
        ("status 307", RequestRejected, Refused),
        ("status 429", RateLimited, Refused),
        ("status 500", Unavailable, Unknown),
        ("status 502", Unavailable, Unknown),
        ("status 503", Unavailable, Refused),
        ("refusal", ContentRejected, Refused),
        ("hang", TimedOut, Unknown),
        ("hang in the middle", TimedOut, Unknown),
        ("cut off", Unavailable, Unknown),
        ("html", BadResponse, Answered),
        ("other json", BadResponse, Answered),
        ("giant", BadResponse, Answered),
    ]
}

/// Every fault has its kind and outcome, and its request was sent once.
async fn check_faults(family: &Family, mock: &Mock, more: &[(&'static str, ErrorKind, Outcome)]) {
    for (fault, kind, outcome) in faults().iter().chain(more).copied() {
        let bounds = if fault.contains("hang") {
            impatient()
        } else {
            bounds()
        };
        let provider = (family.make)(configured(&mock.base(), "model", bounds)).unwrap();
        let before = mock.posts();
        let error = paint(provider.as_ref(), fault).await.unwrap_err();
        assert_eq!(
            (error.kind, error.outcome),
            (kind, outcome),
            "{fault}: {error}"
        );
        assert_eq!(mock.posts(), before + 1, "{fault} was sent once");
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{fault}");
    }
    let provider = provider(family, mock, "model");
    let error = paint(provider.as_ref(), "status 429").await.unwrap_err();
    assert_eq!(error.retry_after, Some(Duration::from_secs(7)));
}

/// What goes wrong before or beside HTTP.
async fn check_connections(family: &Family) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nobody = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let dropping = mock::dropping().await;
    for (base, outcome) in [(nobody, Outcome::NotSent), (dropping, Outcome::Unknown)] {
        let provider = (family.make)(configured(&base, "model", bounds())).unwrap();
        let error = paint(provider.as_ref(), "a fox").await.unwrap_err();
        assert_eq!(
            (error.kind, error.outcome),
            (ErrorKind::Unavailable, outcome)
        );
    }
}
