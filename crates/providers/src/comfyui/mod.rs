//! `ComfyUI`, by a workflow with gaps.
//!
//! `POST {base}/prompt` accepts a graph, `GET {base}/history/{id}` tells what came of it, and
//! `GET {base}/view` holds the picture (<https://docs.comfy.org/development/comfyui-server/comms_routes>).
//! News of the steps come over a WebSocket at `{base}/ws`, with the picture as it is if the server is started
//! with `--preview-method auto`; where there is no WebSocket, the rest works all the same.
//!
//! The model's name is that of a checkpoint, painted with by the usual graph; or the path of a workflow that
//! was saved with *Export (API)* and ends with `.json`, in which these stand where a request puts its own:
//! `{{prompt}}`, `{{negative_prompt}}`, `{{seed}}`, `{{steps}}`, `{{guidance}}`, `{{width}}`, `{{height}}`.
//! The model honours what its workflow has a place for.
//!
//! Nobody is billed for a picture by a server of one's own, so a request may be sent again: the worst
//! that happens is that a machine paints the same twice. The server forgets its queue when it ends.
//!
//! One value is one configured model.

mod news;
#[cfg(test)]
mod tests;
mod wire;
mod workflow;

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use pixelprompt_domain::{
    Answer, ErrorKind, Image, ImageProvider, ImageRequest, ModelInfo, Outcome, Price,
    ProviderError, Resending, Ticket, Watch,
};
use serde_json::Value;
use tokio::time::timeout;
use url::form_urlencoded::Serializer;

use crate::{
    Configured, Family, Known, Need, Unfit,
    http::{Key, Reply, Server, in_doubt, lost, unusable},
};
use wire::{Accepted, File, History, Prompt, Queue};
use workflow::Workflow;

/// Any `ComfyUI` server.
pub const FAMILY: Family = Family {
    name: "comfyui",
    aliases: &["comfy"],
    title: "ComfyUI",
    documentation: "https://docs.comfy.org/development/comfyui-server/comms_routes",
    api_key: Need::Optional,
    key_variable: None,
    base_url: Need::Optional,
    models: &[
        "v1-5-pruned-emaonly.safetensors",
        "sd_xl_base_1.0.safetensors",
        "flux1-schnell-fp8.safetensors",
    ],
    nicknames: &[],
    timeout: Duration::from_mins(5),
    concurrency: None,
    make: |model| Ok(Arc::new(ComfyUi::new(model)?)),
};

/// Where it listens unless told otherwise.
const BASE: &str = "http://127.0.0.1:8188";
const SUBMIT: &str = "/prompt";
const QUEUE: &str = "/queue";

/// Small models on good machines take about a second.
const POLL_AFTER: Duration = Duration::from_millis(500);

/// How long to listen to news before asking again how things stand.
const LISTEN: Duration = Duration::from_secs(20);

/// One workflow at one server.
#[derive(Debug)]
struct ComfyUi {
    server: Server,
    models: [ModelInfo; 1],
    workflow: Workflow,
}

/// Work that the server has accepted.
#[derive(Clone, Debug)]
struct Work {
    /// The server's name for it.
    id: String,
    /// Our name, to which the server sends its news.
    client: String,
}

impl Work {
    fn ticket(&self) -> Answer {
        Answer::Pending(Ticket {
            upstream: format!("{}/{}", self.id, self.client),
            poll_after: POLL_AFTER,
        })
    }

    fn of(ticket: &Ticket) -> Self {
        let (id, client) = ticket.upstream.split_once('/').unwrap_or_default();
        Self {
            id: id.to_owned(),
            client: client.to_owned(),
        }
    }
}

impl ComfyUi {
    fn new(model: Configured) -> Result<Self, Unfit> {
        let mut base = model.base(BASE)?;
        // Pictures are fetched relative to it.
        if !base.path().ends_with('/') {
            base.set_path(&format!("{}/", base.path()));
        }
        let workflow = Workflow::of(&model.upstream_id)?;
        let host = base.host_str().unwrap_or("its server");
        let about = format!("Painted by a ComfyUI workflow at {host}; prompts are sent there.");
        let known = Known {
            price: Price::Free,
            ..Known::new(about, workflow.capability())
        };
        let info = model.info(FAMILY.name, known);
        // The server has no keys; one in front of it may.
        let key = model.api_key.map_or(Key::None, Key::Bearer);
        Ok(Self {
            server: Server::new(model.client, base, key),
            models: [info],
            workflow,
        })
    }

    /// What the server remembers of the work, if it has ended.
    async fn ended(&self, id: &str) -> Result<Option<(Reply, wire::Entry)>, ProviderError> {
        let path = history_path(id)?;
        let reply = self.server.get(&path).await.map_err(in_doubt)?;
        let mut history: History = reply.json().map_err(in_doubt)?;
        Ok(history.remove(id).map(|entry| (reply, entry)))
    }

    async fn image(
        &self,
        reply: &Reply,
        entry: &wire::Entry,
        seed: Option<u64>,
    ) -> Result<Image, ProviderError> {
        if let Some((event, data)) = entry.failure() {
            return Err(failed(&self.server, event, data));
        }
        let nothing = || unusable("the workflow ended without a picture: does it save one?");
        let file = entry.picture().ok_or_else(nothing)?;
        let file = self.server.fetch(&view_path(file)).await?;
        reply.image(file, seed, None)
    }
}

/// The address of what came of work. Ids are of letters, digits and `-`, and nothing else goes into an address.
fn history_path(prompt_id: &str) -> Result<String, ProviderError> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if prompt_id.is_empty() || !prompt_id.chars().all(plain) {
        return Err(lost("the work's id is not one of this server's"));
    }
    Ok(format!("/history/{prompt_id}"))
}

/// Where the news for a client are.
fn news_path(client: &str) -> String {
    let query = Serializer::new(String::new())
        .append_pair("clientId", client)
        .finish();
    format!("/ws?{query}")
}

/// The address of a file, relative to the base.
fn view_path(file: &File) -> String {
    let query = Serializer::new(String::new())
        .append_pair("filename", &file.filename)
        .append_pair("subfolder", &file.subfolder)
        .append_pair("type", &file.kind)
        .finish();
    format!("view?{query}")
}

/// A graph that did not come to its end.
fn failed(server: &Server, event: &str, data: &Value) -> ProviderError {
    if event == "execution_interrupted" {
        let detail = "somebody stopped it at the server";
        return ProviderError::new(ErrorKind::Cancelled, Outcome::Refused, detail);
    }
    let text = |name| data.get(name).and_then(Value::as_str).unwrap_or("?");
    let [node, kind, message] = ["node_type", "exception_type", "exception_message"].map(text);
    let words = format!("{node} failed: {kind}: {message}");
    ProviderError::new(
        ErrorKind::RequestRejected,
        Outcome::Refused,
        server.quoted(&words),
    )
}

/// What the server means by refusing a graph, beside what everybody means.
fn understood(mut error: ProviderError) -> ProviderError {
    if error.detail.contains("prompt_outputs_failed_validation") {
        error.detail +=
            " (is there a checkpoint of that name, and every file that the workflow names?)";
    }
    error
}

#[async_trait]
impl ImageProvider for ComfyUi {
    fn models(&self) -> &[ModelInfo] {
        &self.models
    }

    fn resending(&self) -> Resending {
        Resending::Free
    }

    async fn submit(
        &self,
        request: &ImageRequest,
        _watch: Watch<'_>,
    ) -> Result<Answer, ProviderError> {
        let client = format!("{:032x}", fastrand::u128(..));
        let prompt = Prompt {
            prompt: self.workflow.filled(request),
            client_id: &client,
        };
        let reply = self.server.post(SUBMIT, &prompt).await;
        let Accepted { prompt_id } = reply.map_err(understood)?.json()?;
        history_path(&prompt_id)?;
        let work = Work {
            id: prompt_id,
            client,
        };
        Ok(work.ticket())
    }

    async fn poll(
        &self,
        request: &ImageRequest,
        asked: &Ticket,
        watch: Watch<'_>,
    ) -> Result<Answer, ProviderError> {
        let work = Work::of(asked);
        let id = work.id.as_str();
        history_path(id)?;
        // Listening begins before the question, so that the end is in the one or the other.
        let socket = self.server.socket(&news_path(&work.client)).await;
        let mut ended = self.ended(id).await?;
        if let Some(socket) = socket
            && ended.is_none()
        {
            // Whatever is not told in time is asked for.
            let _ = timeout(LISTEN, news::follow(socket, id, request, watch)).await;
            ended = self.ended(id).await?;
        }
        if ended.is_none() {
            let reply = self.server.get(QUEUE).await.map_err(in_doubt)?;
            let queue: Queue = reply.json().map_err(in_doubt)?;
            if queue.has(id) {
                return Ok(work.ticket());
            }
            // It may have ended between the two questions.
            ended = self.ended(id).await?;
        }
        let (reply, entry) = ended.ok_or_else(|| lost("the server has forgotten the work"))?;
        let seed = request.parameters.seed;
        let image = self.image(&reply, &entry, seed).await?;
        Ok(Answer::Ready(vec![image]))
    }
}
