//! `sd-server` of `stable-diffusion.cpp`, by its own API.
//!
//! `POST {base}/sdcpp/v1/img_gen` accepts a job, `GET {base}/sdcpp/v1/jobs/{id}` tells how it stands and
//! holds the picture in the end
//! (<https://github.com/leejet/stable-diffusion.cpp/blob/master/examples/server/api.md>). The server also
//! has OpenAI's API and that of the web UIs; this one has every knob, and a job can be asked for again
//! after a restart of this program.
//!
//! A server has one model; the configured name is there for people, and for what is known of such models.
//!
//! Nobody is billed for a picture by a server of one's own, so a request may be sent again: the worst
//! that happens is that a machine paints the same twice. Finished jobs are forgotten after a while, all
//! when the server ends.
//!
//! One value is one configured model.

#[cfg(test)]
mod tests;
mod wire;

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use pixelprompt_domain::{
    Answer, ErrorKind, Image, ImageProvider, ImageRequest, ModelInfo, Outcome, Price, Progress,
    ProviderError, Resending, Ticket, Watch,
};

use crate::{
    Configured, Family, Known, Need, Unfit, checkpoint,
    http::{Key, Reply, Server, decoded, in_doubt, lost, unusable, while_asking},
};
use wire::{Accepted, Complaint, Generation, Job, Pictures, Status};

/// The server of `stable-diffusion.cpp`.
pub const FAMILY: Family = Family {
    name: "sdcpp",
    aliases: &["stable-diffusion.cpp", "sd-server"],
    title: "stable-diffusion.cpp",
    documentation: "https://github.com/leejet/stable-diffusion.cpp/blob/master/examples/server/api.md",
    api_key: Need::Optional,
    key_variable: None,
    base_url: Need::Optional,
    models: &[
        "v1-5-pruned-emaonly",
        "sd_xl_base_1.0",
        "z_image_turbo",
        "flux1-schnell",
    ],
    nicknames: &[],
    timeout: Duration::from_mins(5),
    concurrency: None,
    make: |model| Ok(Arc::new(SdCpp::new(model)?)),
};

/// Where it listens unless told otherwise.
const BASE: &str = "http://127.0.0.1:1234";
const SUBMIT: &str = "/sdcpp/v1/img_gen";
const JOBS: &str = "/sdcpp/v1/jobs";

/// Small models on good machines take about a second.
const POLL_AFTER: Duration = Duration::from_millis(500);

/// One server with its model.
#[derive(Debug)]
struct SdCpp {
    server: Server,
    models: [ModelInfo; 1],
}

impl SdCpp {
    fn new(model: Configured) -> Result<Self, Unfit> {
        let base = model.base(BASE)?;
        let host = base.host_str().unwrap_or("its server");
        let about = format!("Painted by stable-diffusion.cpp at {host}; prompts are sent there.");
        let known = Known {
            price: Price::Free,
            ..Known::new(about, checkpoint::capability(&model.upstream_id))
        };
        let info = model.info(FAMILY.name, known);
        // The server has no keys; one in front of it may.
        let key = model.api_key.map_or(Key::None, Key::Bearer);
        Ok(Self {
            server: Server::new(model.client, base, key),
            models: [info],
        })
    }
}

fn ticket(id: String) -> Answer {
    Answer::Pending(Ticket {
        upstream: id,
        poll_after: POLL_AFTER,
    })
}

/// The address of a job. Ids are of letters, digits, `_` and `-`, and nothing else goes into an address.
fn job_path(id: &str) -> Result<String, ProviderError> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
    if id.is_empty() || !id.chars().all(plain) {
        return Err(lost("the job's id is not one of this server's"));
    }
    Ok(format!("{JOBS}/{id}"))
}

/// An error of asking after a job.
fn unanswered(error: ProviderError) -> ProviderError {
    match error.kind {
        // Too long, because there are pictures in it: it will be as long again.
        ErrorKind::BadResponse => error,
        _ => while_asking(error),
    }
}

fn images(
    reply: &Reply,
    pictures: Option<Pictures<'_>>,
    seed: Option<u64>,
) -> Result<Vec<Image>, ProviderError> {
    let pictures = pictures.map(|pictures| pictures.images).unwrap_or_default();
    if pictures.is_empty() {
        return Err(unusable("the job is completed without a picture"));
    }
    let image = |picture: &wire::Picture<'_>| reply.image(decoded(&picture.b64_json)?, seed, None);
    pictures.iter().map(image).collect()
}

fn failed(server: &Server, status: Status, complaint: Option<Complaint>) -> ProviderError {
    let Complaint { code, message } = complaint.unwrap_or_default();
    let kind = match status {
        Status::Cancelled => ErrorKind::Cancelled,
        _ => ErrorKind::RequestRejected,
    };
    let detail = server.quoted(&format!("{code}: {message}"));
    ProviderError::new(kind, Outcome::Refused, detail)
}

#[async_trait]
impl ImageProvider for SdCpp {
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
        let reply = self.server.post(SUBMIT, &Generation::new(request)).await?;
        let accepted: Accepted = reply.json()?;
        job_path(&accepted.id)?;
        Ok(ticket(accepted.id))
    }

    async fn poll(
        &self,
        request: &ImageRequest,
        asked: &Ticket,
        watch: Watch<'_>,
    ) -> Result<Answer, ProviderError> {
        let path = job_path(&asked.upstream)?;
        let reply = self.server.get(&path).await.map_err(unanswered)?;
        let job: Job<'_> = reply.json().map_err(in_doubt)?;
        match job.status {
            Status::Queued | Status::Other => Ok(ticket(asked.upstream.clone())),
            Status::Generating => {
                watch(Progress {
                    step: 0,
                    steps: request.parameters.steps.unwrap_or_default(),
                    preview: None,
                });
                Ok(ticket(asked.upstream.clone()))
            }
            Status::Completed => {
                let images = images(&reply, job.result, request.parameters.seed)?;
                Ok(Answer::Ready(images))
            }
            status @ (Status::Failed | Status::Cancelled) => {
                Err(failed(&self.server, status, job.error))
            }
        }
    }
}
