//! Providers that answer at once: what is sent to them, and what their answers mean.

#![expect(clippy::unwrap_used, reason = "what fails in a helper ends the test")]

mod ideogram;
mod openai;
mod recraft;
mod stability;
mod stage;
mod together;
mod xai;

use std::sync::Arc;

use pixelprompt_domain::{
    Answer, ErrorKind, Image, ImageProvider, ImageRequest, MediaType, Outcome, Parameters, Prompt,
    ProviderError, Size, Timestamp, fit,
};
use pixelprompt_providers::{
    Configured, family,
    http::{Bounds, HttpClient},
};
use serde_json::{Value, json};

use stage::{Seen, Stage, png};

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
    fn at(&self, base_url: &str) -> Arc<dyn ImageProvider> {
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
            told: None,
            price: None,
            client: HttpClient::new(Bounds::default()).unwrap(),
            now: Timestamp::default,
        };
        (family(self.family).unwrap().make)(configured).unwrap()
    }

    /// What becomes of a request for everything when the server answers so, and the requests it saw.
    async fn play(
        &self,
        status: u16,
        body: &Value,
    ) -> (Result<Vec<Image>, ProviderError>, Vec<Seen>) {
        let stage = Stage::with(status, body).await;
        let provider = self.at(&format!("http://{}", stage.at));
        let result = paint(provider.as_ref()).await;
        (result, stage.seen())
    }

    /// The one request that is sent for everything that the model honours.
    async fn sent(&self) -> Seen {
        let yes = (self.yes)(&stage::png64());
        let (result, mut seen) = self.play(200, &yes).await;
        let [image] = &result.unwrap()[..] else {
            panic!("one picture was asked")
        };
        assert_eq!(image.bytes, png(), "byte for byte");
        assert_eq!(image.media_type, MediaType::Png);
        seen.remove(0)
    }

    /// A picture arrives, and every complaint, or answer without a picture, has its kind and outcome and
    /// its request was sent once. What fails in the same way at every provider is in the contract suite.
    async fn check(&self, complaints: &[Complaint]) {
        use ErrorKind::BadResponse;
        use Outcome::Answered;
        self.sent().await;
        let yes = |picture: &str| (200, (self.yes)(picture), BadResponse, Answered);
        let surprises = [
            (200, json!({"surprise": []}), BadResponse, Answered),
            yes("<svg>"),
            yes(""),
        ];
        for (status, body, kind, outcome) in surprises.iter().chain(complaints) {
            let what = format!("{body:.200}");
            let (result, seen) = self.play(*status, body).await;
            let error = result.unwrap_err();
            assert_eq!(
                (error.kind, error.outcome),
                (*kind, *outcome),
                "{what}: {error}"
            );
            let posts = seen.iter().filter(|seen| seen.line.starts_with("POST"));
            assert_eq!(posts.count(), 1, "{what} was sent once");
        }
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
