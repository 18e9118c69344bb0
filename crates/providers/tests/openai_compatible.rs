//! What becomes of a request when the server, or the network before it, does anything at all.

#![expect(clippy::unwrap_used, reason = "what fails in a helper ends the test")]

mod mock;

use std::{net::SocketAddr, time::Duration};

use pixelprompt_domain::{
    Answer, ErrorKind, Image, ImageProvider as _, ImageRequest, MediaType, ModelInfo, Outcome,
    Parameters, Price, Prompt, ProviderError, Size, Standing, Ticket,
};
use pixelprompt_providers::{
    http::{Bounds, HttpClient},
    openai_compatible::{Configuration, Dialect, OpenAiCompatible, Tally, default_capability},
};

use mock::{Mock, png};

const KEY: &str = "sk-very-secret";

fn provider(at: SocketAddr, bounds: Bounds) -> OpenAiCompatible {
    provider_at(&format!("http://{at}/v1"), bounds)
}

fn provider_at(base_url: &str, bounds: Bounds) -> OpenAiCompatible {
    of(&HttpClient::new(bounds).unwrap(), base_url)
}

fn of(client: &HttpClient, base_url: &str) -> OpenAiCompatible {
    OpenAiCompatible::new(
        client.clone(),
        Configuration {
            info: ModelInfo {
                id: "home/flux".parse().unwrap(),
                name: "Flux at home".to_owned(),
                provider: "home".to_owned(),
                description: String::new(),
                capability: default_capability(),
                price: Price::Unknown,
                standing: Standing::default(),
            },
            base_url: base_url.parse().unwrap(),
            key: Some(KEY.into()),
            upstream_model: Some("flux".to_owned()),
            dialect: Dialect::Common,
            content_words: &[],
            tally: Tally::Silent,
        },
    )
}

fn bounds() -> Bounds {
    Bounds {
        answer_bytes: 1 << 20,
        picture_bytes: 1 << 20,
        ..Bounds::default()
    }
}

fn request(prompt: &str) -> ImageRequest {
    ImageRequest {
        model: "home/flux".parse().unwrap(),
        prompt: Prompt::new(prompt).unwrap(),
        parameters: Parameters {
            size: Some(Size::square(1024)),
            ..Parameters::default()
        },
        previews: false,
    }
}

async fn paint(provider: &OpenAiCompatible, prompt: &str) -> Result<Vec<Image>, ProviderError> {
    match provider.submit(&request(prompt), &|_| {}).await? {
        Answer::Ready(images) => Ok(images),
        Answer::Pending(ticket) => panic!("a ticket from a server that has none: {ticket:?}"),
    }
}

#[tokio::test]
async fn a_picture_arrives_byte_for_byte_in_whatever_form() {
    let mock = Mock::start().await;
    let provider = provider(mock.at, bounds());
    for form in ["base64", "data url", "same origin", "relative url", "slow"] {
        let images = paint(&provider, form).await.unwrap();
        assert_eq!(
            images,
            [Image {
                bytes: png().into(),
                media_type: MediaType::Png,
                size: Size {
                    width: 3,
                    height: 2
                },
                seed: None,
                reading: None,
                cost: None,
            }],
            "{form}"
        );
    }
    let rewritten = paint(&provider, "rewritten").await.unwrap();
    assert_eq!(rewritten[0].reading.as_deref(), Some("a fox, but nicer"));
    assert_eq!(paint(&provider, "two").await.unwrap().len(), 2);
}

#[tokio::test]
async fn the_request_carries_what_was_asked_and_the_key() {
    let mock = Mock::start().await;
    paint(&provider(mock.at, bounds()), "base64").await.unwrap();
    let [seen] = &mock.seen()[..] else {
        panic!("one request was made")
    };
    assert_eq!(seen.line, "POST /v1/images/generations");
    assert_eq!(seen.authorization.as_deref(), Some("Bearer sk-very-secret"));
    let body: serde_json::Value = serde_json::from_str(&seen.body).unwrap();
    assert_eq!(
        body,
        serde_json::json!({
            "prompt": "base64", "n": 1, "model": "flux", "size": "1024x1024",
            "response_format": "b64_json",
        })
    );
}

#[tokio::test]
async fn every_fault_has_its_kind_and_outcome_and_is_sent_once() {
    use ErrorKind::{
        BadResponse, ContentRejected, QuotaExhausted, RateLimited, RequestRejected, TimedOut,
        Unauthorized, Unavailable,
    };
    use Outcome::{Answered, Refused, Unknown};

    let mock = Mock::start().await;
    let patient = provider(mock.at, bounds());
    let impatient = provider(
        mock.at,
        Bounds {
            answer: Duration::from_millis(200),
            ..bounds()
        },
    );
    for (fault, kind, outcome) in [
        ("status 429", RateLimited, Refused),
        ("status 503", Unavailable, Refused),
        ("status 500", Unavailable, Unknown),
        ("status 502", Unavailable, Unknown),
        ("status 401", Unauthorized, Refused),
        ("status 403", Unauthorized, Refused),
        ("status 404", RequestRejected, Refused),
        ("status 307", RequestRejected, Refused),
        ("refusal", ContentRejected, Refused),
        ("no credit", QuotaExhausted, Refused),
        ("hang", TimedOut, Unknown),
        ("hang in the middle", TimedOut, Unknown),
        ("cut off", Unavailable, Unknown),
        ("html", BadResponse, Answered),
        ("other json", BadResponse, Answered),
        ("no pictures", BadResponse, Answered),
        ("empty picture", BadResponse, Answered),
        ("not base64", BadResponse, Answered),
        ("html as picture", BadResponse, Answered),
        ("gif", BadResponse, Answered),
        ("bomb", BadResponse, Answered),
        ("giant", BadResponse, Answered),
        ("giant without length", BadResponse, Answered),
        ("giant behind url", BadResponse, Answered),
        ("lost url", BadResponse, Answered),
    ] {
        let before = mock.posts();
        let provider = if fault.starts_with("hang") {
            &impatient
        } else {
            &patient
        };
        let error = paint(provider, fault).await.unwrap_err();
        assert_eq!(
            (error.kind, error.outcome),
            (kind, outcome),
            "{fault}: {error}"
        );
        assert_eq!(mock.posts(), before + 1, "{fault} was sent once");
    }
}

#[tokio::test]
async fn the_servers_wait_is_passed_on() {
    let mock = Mock::start().await;
    let provider = provider(mock.at, bounds());
    let error = paint(&provider, "status 429").await.unwrap_err();
    assert_eq!(error.retry_after, Some(Duration::from_secs(7)));
}

#[tokio::test]
async fn no_server_means_that_nothing_was_sent() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    drop(listener);
    let error = paint(&provider(at, bounds()), "a fox").await.unwrap_err();
    assert_eq!(
        (error.kind, error.outcome),
        (ErrorKind::Unavailable, Outcome::NotSent)
    );
    assert!(error.may_retry());
}

#[tokio::test]
async fn a_server_that_cannot_prove_who_it_is_gets_nothing() {
    let mock = Mock::start().await;
    let provider = provider_at(&format!("https://{}/v1", mock.at), bounds());
    let error = paint(&provider, "a fox").await.unwrap_err();
    assert_eq!(
        (error.kind, error.outcome),
        (ErrorKind::Unavailable, Outcome::NotSent)
    );
    assert!(mock.seen().is_empty());
}

#[tokio::test]
async fn a_connection_that_drops_leaves_the_outcome_unknown() {
    let at = mock::dropping().await;
    let error = paint(&provider(at, bounds()), "a fox").await.unwrap_err();
    assert_eq!(
        (error.kind, error.outcome),
        (ErrorKind::Unavailable, Outcome::Unknown)
    );
}

#[tokio::test]
async fn addresses_in_answers_are_not_trusted() {
    let mock = Mock::start().await;
    let inner = Mock::start().await;
    let provider = provider(mock.at, bounds());
    let port = inner.at.port();
    for address in [
        format!("http://127.0.0.1:{port}/picture"),
        format!("https://127.0.0.1:{port}/picture"),
        format!("https://localhost:{port}/picture"),
        format!("https://[::1]:{port}/picture"),
        format!("https://[::ffff:127.0.0.1]:{port}/picture"),
        format!("https://2130706433:{port}/picture"),
        "http://169.254.169.254/latest/meta-data".to_owned(),
        "http://example.com/fox.png".to_owned(),
        "file:///etc/passwd".to_owned(),
        "//".to_owned(),
    ] {
        let error = paint(&provider, &format!("url {address}"))
            .await
            .unwrap_err();
        assert_eq!(
            (error.kind, error.outcome),
            (ErrorKind::BadResponse, Outcome::Answered),
            "{address}"
        );
    }
    assert!(inner.seen().is_empty(), "nobody knocked inside");
}

#[tokio::test]
async fn a_key_that_the_server_repeats_stays_out_of_the_error() {
    let mock = Mock::start().await;
    let provider = provider(mock.at, bounds());
    let error = paint(&provider, "echo the key").await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains(KEY), "{error:?}");
    assert!(!format!("{provider:?}").contains(KEY));
    // Where the words are cut short, no half of a key may stay.
    let error = paint(&provider, "echo the key late").await.unwrap_err();
    assert!(!error.detail.contains(&KEY[..5]), "{}", error.detail);
}

#[tokio::test]
async fn a_ticket_is_not_for_this_provider() {
    let mock = Mock::start().await;
    let ticket = Ticket {
        upstream: "x".to_owned(),
        poll_after: Duration::ZERO,
    };
    let answer = provider(mock.at, bounds())
        .poll(&request("a fox"), &ticket, &|_| {})
        .await;
    assert_eq!(answer.unwrap_err().kind, ErrorKind::Internal);
    assert!(mock.seen().is_empty());
}

/// A server that stops in the middle of its answers holds up its own model, for a bounded time, and no
/// other.
#[tokio::test]
async fn a_model_whose_answers_stop_holds_up_no_other() {
    let mock = Mock::start().await;
    let client = HttpClient::new(Bounds {
        answers_at_once: 2,
        pause: Duration::from_secs(2),
        ..bounds()
    })
    .unwrap();
    let base = format!("http://{}/v1", mock.at);
    let (hostile, good) = (of(&client, &base), of(&client, &base));
    let stuck = futures::future::join_all((0..2).map(|_| paint(&hostile, "hang in the middle")));
    let painted = async {
        // The hostile ones are at it before.
        while mock.posts() < 2 {
            tokio::task::yield_now().await;
        }
        paint(&good, "base64").await.unwrap();
        Ok::<(), ()>(())
    };
    tokio::select! {
        _ = stuck => panic!("the other model waited for them"),
        painted = painted => painted.unwrap(),
    }
    let error = paint(&hostile, "hang in the middle").await.unwrap_err();
    assert_eq!(
        (error.kind, error.outcome),
        (ErrorKind::TimedOut, Outcome::Unknown)
    );
}
