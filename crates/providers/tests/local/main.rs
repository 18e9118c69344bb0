//! Servers of one's own: what is sent to them, and what their answers mean.

#![expect(clippy::unwrap_used, reason = "what fails in a helper ends the test")]

mod a1111;
mod comfyui;
mod mock;
mod sdcpp;

use std::sync::Arc;

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
        told: None,
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

/// Every case has its kind and outcome, and its request was sent once. What fails in the same way at every
/// provider is in the contract suite.
async fn check(family: &Family, mock: &Mock, cases: &[(&'static str, ErrorKind, Outcome)]) {
    let provider = provider(family, mock, "model");
    for &(prompt, kind, outcome) in cases {
        let before = mock.posts();
        let error = paint(provider.as_ref(), prompt).await.unwrap_err();
        assert_eq!(
            (error.kind, error.outcome),
            (kind, outcome),
            "{prompt}: {error}"
        );
        assert!(!error.detail.contains("xme"), "{prompt}: {error}");
        assert_eq!(mock.posts(), before + 1, "{prompt} was sent once");
    }
}
