//! Providers that answer at once: what becomes of a request when they, or the network before them, do
//! anything at all.

#![expect(clippy::unwrap_used, reason = "what fails in a helper ends the test")]

mod ideogram;
mod openai;
mod recraft;
mod stability;
mod stage;
mod together;
mod xai;

use std::{sync::Arc, time::Duration};

use pixelprompt_domain::{
    Answer, ErrorKind, Image, ImageProvider, ImageRequest, MediaType, Outcome, Parameters, Prompt,
    ProviderError, Size, Ticket, Timestamp, fit,
};
use pixelprompt_providers::{
    Configured, family,
    http::{Bounds, HttpClient},
};
use serde_json::{Value, json};

use stage::{Act, Seen, Stage, dropping, png};

const KEY: &str = "sk-very-secret";

/// A model of one provider, and how that provider says yes.
struct Subject {
    family: &'static str,
    upstream_id: &'static str,
    /// The answer with a picture, which is given as base64.
    yes: fn(&str) -> Value,
}

/// A complaint of the provider's own, and what it means.
type Complaint = (u16, Value, ErrorKind, Outcome);

impl Subject {
    fn at(&self, base_url: &str, bounds: Bounds) -> Arc<dyn ImageProvider> {
        let configured = Configured {
            id: "the/model".parse().unwrap(),
            name: "The model".to_owned(),
            upstream_id: self.upstream_id.to_owned(),
            api_key: Some(KEY.into()),
            base_url: Some(base_url.parse().unwrap()),
            user_id: None,
            region: None,
            aws_key: None,
            sizes: vec![],
            price: None,
            client: HttpClient::new(bounds).unwrap(),
            now: Timestamp::default,
        };
        (family(self.family).unwrap().make)(configured).unwrap()
    }

    /// What becomes of a request for everything when the server acts so, and the requests it saw.
    async fn play(&self, act: Act) -> (Result<Vec<Image>, ProviderError>, Vec<Seen>) {
        let answer = match act {
            Act::Hang | Act::HangInTheMiddle => Duration::from_millis(200),
            _ => Duration::from_mins(1),
        };
        let stage = Stage::with(act).await;
        let bounds = Bounds {
            answer,
            answer_bytes: 1 << 20,
            picture_bytes: 1 << 20,
            ..Bounds::default()
        };
        let provider = self.at(&format!("http://{}", stage.at), bounds);
        let result = paint(provider.as_ref()).await;
        (result, stage.seen())
    }

    /// The one request that is sent for everything that the model honours.
    async fn sent(&self) -> Seen {
        let yes = Act::json(200, &(self.yes)(&stage::png64()));
        let (result, mut seen) = self.play(yes).await;
        let [image] = &result.unwrap()[..] else {
            panic!("one picture was asked")
        };
        assert_eq!(image.bytes, png(), "byte for byte");
        assert_eq!(image.media_type, MediaType::Png);
        seen.remove(0)
    }

    /// A picture arrives, and every fault has its kind and outcome and its request was sent once.
    async fn check(&self, complaints: &[Complaint]) {
        use ErrorKind::{
            BadResponse, RateLimited, RequestRejected, TimedOut, Unauthorized, Unavailable,
        };
        use Outcome::{Answered, Refused, Unknown};
        self.sent().await;
        let yes = |picture: &str| Act::json(200, &(self.yes)(picture));
        let say = |status| Act::json(status, &json!({"error": {"message": "as you wish"}}));
        let mut faults = vec![
            (say(400), RequestRejected, Refused),
            (say(401), Unauthorized, Refused),
            (say(404), RequestRejected, Refused),
            (say(307), RequestRejected, Refused),
            (say(429), RateLimited, Refused),
            (say(500), Unavailable, Unknown),
            (say(502), Unavailable, Unknown),
            (say(503), Unavailable, Refused),
            (Act::Hang, TimedOut, Unknown),
            (Act::HangInTheMiddle, TimedOut, Unknown),
            (Act::CutOff, Unavailable, Unknown),
            (
                Act::Say(200, "<!doctype html>".to_owned()),
                BadResponse,
                Answered,
            ),
            (Act::Say(200, " ".repeat(2 << 20)), BadResponse, Answered),
            (
                Act::json(200, &json!({"surprise": []})),
                BadResponse,
                Answered,
            ),
            (yes("PGh0bWw+"), BadResponse, Answered),
            (yes("<svg>"), BadResponse, Answered),
            (yes(""), BadResponse, Answered),
        ];
        faults.extend(
            complaints
                .iter()
                .map(|(status, body, kind, outcome)| (Act::json(*status, body), *kind, *outcome)),
        );
        for (act, kind, outcome) in faults {
            let what = format!("{act:.200?}");
            let (result, seen) = self.play(act).await;
            let error = result.unwrap_err();
            assert_eq!(
                (error.kind, error.outcome),
                (kind, outcome),
                "{what}: {error}"
            );
            let posts = seen.iter().filter(|seen| seen.line.starts_with("POST"));
            assert_eq!(posts.count(), 1, "{what} was sent once");
            let waits = (kind == RateLimited).then_some(Duration::from_secs(7));
            assert!(waits.is_none() || error.retry_after == waits, "{what}");
        }
        self.check_connections().await;
        self.check_secrecy().await;
    }

    /// What goes wrong before or beside HTTP.
    async fn check_connections(&self) {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let nobody = listener.local_addr().unwrap();
        drop(listener);
        for (at, outcome) in [
            (nobody, Outcome::NotSent),
            (dropping().await, Outcome::Unknown),
        ] {
            let provider = self.at(&format!("http://{at}"), Bounds::default());
            let error = paint(provider.as_ref()).await.unwrap_err();
            assert_eq!(
                (error.kind, error.outcome),
                (ErrorKind::Unavailable, outcome)
            );
        }
    }

    /// A key that the server repeats stays out of the error, and nobody polls.
    async fn check_secrecy(&self) {
        let echo = json!({"error": {"message": format!("no such key: {KEY}")}});
        let (result, _) = self.play(Act::json(401, &echo)).await;
        let error = result.unwrap_err();
        assert!(!format!("{error} {error:?}").contains(KEY), "{error:?}");
        let stage = Stage::with(Act::Hang).await;
        let provider = self.at(&format!("http://{}", stage.at), Bounds::default());
        let ticket = Ticket {
            upstream: "x".to_owned(),
            poll_after: Duration::ZERO,
        };
        let request = everything(provider.as_ref());
        let answer = provider.poll(&request, &ticket, &|_| {}).await;
        assert_eq!(answer.unwrap_err().kind, ErrorKind::Internal);
        assert!(stage.seen().is_empty());
    }
}

/// A request for everything, fitted to the model as the engine does it.
fn everything(provider: &dyn ImageProvider) -> ImageRequest {
    let [model] = provider.models() else {
        panic!("one model was configured")
    };
    let asked = Parameters {
        steps: Some(10),
        guidance: Some(4.5),
        quality: None,
        seed: Some(42),
        negative_prompt: Some(Prompt::new("people").unwrap()),
        size: Some(Size::square(1024)),
    };
    ImageRequest {
        model: model.id.clone(),
        prompt: Prompt::new("a paper boat").unwrap(),
        parameters: fit(&asked, &model.capability).parameters,
        previews: false,
    }
}

async fn paint(provider: &dyn ImageProvider) -> Result<Vec<Image>, ProviderError> {
    match provider.submit(&everything(provider), &|_| {}).await? {
        Answer::Ready(images) => Ok(images),
        Answer::Pending(ticket) => panic!("a ticket from a provider that has none: {ticket:?}"),
    }
}

/// The answer of OpenAI's protocol.
fn openai_yes(picture: &str) -> Value {
    json!({"created": 1_795_305_600, "data": [{"b64_json": picture}]})
}
