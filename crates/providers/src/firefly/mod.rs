//! Adobe Firefly: a token from Adobe's identity service, then `POST /v3/images/generate-async`, then asking
//! at `statusUrl`.
//!
//! - API: <https://developer.adobe.com/firefly-services/docs/firefly-api/>
//! - The client's secret is the key, the client's id the account to work for. The secret goes to the identity
//!   service alone; where an address is configured that is not one of Adobe's, that is asked for tokens too,
//!   at `/ims/token/v3`.
//! - The answer names where to ask, often on another host than was asked first. The token goes to Adobe's
//!   hosts alone.
//! - Image 5 has a body of its own, and what is known of it comes from third parties; whatever shape its
//!   answer has of those known is taken. `image4_standard` is the one to rely on.

mod models;
#[cfg(test)]
mod tests;
mod token;
mod wire;

use std::{convert::identity, sync::Arc, time::Duration};

use async_trait::async_trait;
use pixelprompt_domain::{
    Answer, ErrorKind, ImageProvider, ImageRequest, ModelInfo, Outcome, Progress, ProviderError,
    Ticket, Watch,
};
use reqwest::header::{HeaderName, HeaderValue};
use secrecy::SecretString;
use serde_json::Value;
use url::Url;

use crate::{
    Configured, Family, Known, Need, UNVERIFIED, Unfit,
    http::{Key, Reply, Server, Status, in_doubt, lost, unusable, withheld},
    lineage::living,
};
use models::{IMAGE_5, Model, SUCCESSORS};
use token::Tokens;
use wire::{Accepted, State, body};

/// Adobe Firefly.
pub const FAMILY: Family = Family {
    name: "firefly",
    aliases: &["adobe", "adobe-firefly"],
    title: "Adobe Firefly",
    documentation: "https://developer.adobe.com/firefly-services/docs/firefly-api/",
    api_key: Need::Required,
    key_variable: Some("FIREFLY_API_KEY"),
    base_url: Need::Optional,
    models: &["image4_standard", "image4_ultra", "image3", "image5"],
    nicknames: &[],
    timeout: Duration::from_mins(5),
    concurrency: None,
    make,
};

const BASE: &str = "https://firefly-api.adobe.io";
const IMS: &str = "https://ims-na1.adobelogin.com";

/// Whose hosts answer for the work.
const HOSTS: [&str; 1] = ["adobe.io"];

/// A picture takes five seconds at least, and a client may ask only so often.
const PAUSE: Duration = Duration::from_secs(2);

/// How Firefly says that it will not paint something.
const CONTENT: &[&str] = &["prompt_unsafe", "input_media_unsafe", "output_media_unsafe"];

fn make(configured: Configured) -> Result<Arc<dyn ImageProvider>, Unfit> {
    let (id, standing) = living(SUCCESSORS, &configured.upstream_id);
    let model = Model::of(id);
    let secret = configured.key()?;
    let no_id = || {
        let mend =
            "give it the user_id that belongs to its api_key: Adobe's client id and client secret";
        Unfit(mend.to_owned())
    };
    let client_id = configured.user_id.clone().ok_or_else(no_id)?;
    let header = |text: &str| HeaderValue::try_from(text).map_err(|_| no_id());
    let base = configured.base(BASE)?;
    let ims = identity_service(&base)?;
    let mut description = format!("Painted by Adobe Firefly's {id}; prompts are sent there.");
    if id == IMAGE_5 {
        description = format!("{description} {UNVERIFIED}");
    }
    let known = Known {
        standing,
        ..Known::new(description, model.capability())
    };
    let info = configured.info(FAMILY.name, known);
    let server = Server::new(configured.client.clone(), base, Key::None)
        .telling(HeaderName::from_static("x-api-key"), header(&client_id)?)
        .telling(HeaderName::from_static("x-model-version"), header(id)?)
        .refusing_with(CONTENT)
        .amending(amend);
    Ok(Arc::new(Firefly {
        server,
        tokens: Tokens::new(configured.client, ims, client_id, secret),
        model,
        models: [info],
    }))
}

/// Who is asked for tokens: Adobe's own service for its hosts, whichever is configured, and a foreign one
/// itself.
fn identity_service(base: &Url) -> Result<Url, Unfit> {
    let host = base.host_str().unwrap_or_default();
    let is_adobes = HOSTS.iter().any(|domain| {
        let before = host.strip_suffix(domain);
        before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
    });
    if !is_adobes {
        return Ok(base.clone());
    }
    IMS.parse()
        .map_err(|_| Unfit(format!("{IMS} is no address")))
}

/// Only the filter of what was painted knows of it after the work is done.
fn amend(error: &mut ProviderError, body: &Value) {
    if error.kind == ErrorKind::ContentRejected && body["error_code"] == "output_media_unsafe" {
        error.outcome = Outcome::Answered;
    }
}

#[derive(Debug)]
struct Firefly {
    /// Without a key: each request has a token of the moment.
    server: Server,
    tokens: Tokens,
    model: Model,
    models: [ModelInfo; 1],
}

impl Firefly {
    /// Does something with a token, and once more with another one if that was not accepted. Having none
    /// means what `tokenless` makes of it.
    async fn with_token<'a, F>(
        &'a self,
        act: impl Fn(Server) -> F + Send + 'a,
        tokenless: fn(ProviderError) -> ProviderError,
    ) -> Result<Reply, ProviderError>
    where
        F: Future<Output = Result<Reply, ProviderError>> + Send,
    {
        let known = |token: &SecretString| self.server.keyed(Key::Bearer(token.clone()));
        let token = self.tokens.valid(None).await.map_err(tokenless)?;
        match act(known(&token)).await {
            // 403 is about what the client may do, with whatever token.
            Err(error) if Status::of(&error).is_some_and(|answer| answer.status == 401) => {
                let other = self.tokens.valid(Some(&token)).await;
                let other = other.map_err(tokenless)?;
                act(known(&other)).await
            }
            answer => answer,
        }
    }
}

#[async_trait]
impl ImageProvider for Firefly {
    fn models(&self) -> &[ModelInfo] {
        &self.models
    }

    async fn submit(
        &self,
        request: &ImageRequest,
        _watch: Watch<'_>,
    ) -> Result<Answer, ProviderError> {
        let body = &body(request, self.model);
        let path = self.model.path();
        let reply = self
            .with_token(
                |server| async move { server.post(path, body).await },
                identity,
            )
            .await?;
        let accepted: Accepted = reply.json()?;
        let address = accepted
            .address()
            .ok_or_else(|| lost("the work is accepted and has no address to ask at"))?;
        Ok(Answer::Pending(Ticket {
            upstream: address,
            poll_after: PAUSE,
        }))
    }

    async fn poll(
        &self,
        request: &ImageRequest,
        ticket: &Ticket,
        watch: Watch<'_>,
    ) -> Result<Answer, ProviderError> {
        let address = ticket.upstream.as_str();
        let reply = self
            .with_token(
                |server| async move { server.ask(address, &HOSTS).await },
                in_doubt,
            )
            .await?;
        let state: State = reply.json().map_err(in_doubt)?;
        match state.status.as_str() {
            "succeeded" => {
                let output = state
                    .output()
                    .ok_or_else(|| unusable("the work succeeded and has no output"))?;
                let file = self.server.fetch(&output.image.url).await?;
                let seed = output.seed.or(request.parameters.seed);
                Ok(Answer::Ready(vec![reply.image(file, seed, None)?]))
            }
            "failed" => Err(self.failed(&state)),
            "canceled" | "cancelled" => Err(unusable("the work was cancelled")),
            _ => {
                if let Some(done) = state.progress {
                    watch(Progress {
                        step: done.clamp(0.0, 100.0) as u32,
                        steps: 100,
                        preview: None,
                    });
                }
                Ok(Answer::Pending(ticket.clone()))
            }
        }
    }
}

impl Firefly {
    fn failed(&self, state: &State) -> ProviderError {
        let code = state.error_code.as_deref().unwrap_or_default();
        let words = state.message.as_deref().unwrap_or_default();
        let detail = self
            .server
            .quoted(&format!("the work failed: {code} {words}"));
        match code {
            "prompt_unsafe" | "input_media_unsafe" => {
                ProviderError::new(ErrorKind::ContentRejected, Outcome::Refused, detail)
            }
            "output_media_unsafe" => withheld(detail),
            _ => unusable(detail),
        }
    }
}
