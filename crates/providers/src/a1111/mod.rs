//! Stable Diffusion web UIs: AUTOMATIC1111, Forge and SD.Next, started with `--api`.
//!
//! `POST {base}/sdapi/v1/txt2img` paints and answers with base64
//! (<https://github.com/AUTOMATIC1111/stable-diffusion-webui/wiki/API>). Meanwhile
//! `GET {base}/sdapi/v1/progress` tells the step, and shows the picture as it is. That is the
//! progress of the server and not of a request, so the requests of this program wait in a line
//! of their own for each server; a picture that its owner paints by hand may still show for a moment.
//!
//! The model's name is that of a checkpoint, as `GET {base}/sdapi/v1/sd-models` lists them; [`LOADED`] is
//! whichever the server has loaded. A server paints with the loaded one too when it does not know the name:
//! such a picture is refused here, since it is not by the model that people chose.
//!
//! Nobody is billed for a picture by a server of one's own, so a request may be sent again: the worst
//! that happens is that a machine paints the same twice. A request that is given up while the server
//! paints is left to finish there: the only way to stop it stops whatever is being painted.
//!
//! One value is one configured model.

mod line;
#[cfg(test)]
mod tests;
mod wire;

use std::{convert::Infallible, pin::pin, sync::Arc, time::Duration};

use async_trait::async_trait;
use futures::future::{Either, select};
use pixelprompt_domain::{
    Answer, Capability, ErrorKind, Image, ImageProvider, ImageRequest, ModelInfo, Outcome, Price,
    Progress, ProviderError, Resending, Watch,
};
use secrecy::ExposeSecret as _;
use tokio::time::sleep;
use url::Url;

use crate::{
    Configured, Family, Known, Need, Unfit, checkpoint,
    http::{Key, Reply, Server, decoded, preview, unusable},
};
use wire::{Info, Pictures, Txt2Img};

/// Stable Diffusion web UIs.
pub const FAMILY: Family = Family {
    name: "a1111",
    aliases: &["automatic1111", "forge", "sdnext", "sd-webui"],
    title: "AUTOMATIC1111, Forge, SD.Next",
    documentation: "https://github.com/AUTOMATIC1111/stable-diffusion-webui/wiki/API",
    api_key: Need::Optional,
    key_variable: None,
    base_url: Need::Optional,
    models: &[
        "loaded",
        "v1-5-pruned-emaonly",
        "sd_xl_base_1.0",
        "sd_xl_turbo_1.0_fp16",
        "flux1-dev",
    ],
    nicknames: &[],
    timeout: Duration::from_mins(5),
    concurrency: Some(1),
    make: |model| Ok(Arc::new(WebUi::new(model)?)),
};

/// The name that stands for whichever checkpoint is loaded.
pub const LOADED: &str = "loaded";

/// Where it listens unless told otherwise.
const BASE: &str = "http://127.0.0.1:7860";
const TXT2IMG: &str = "/sdapi/v1/txt2img";
const PROGRESS: &str = "/sdapi/v1/progress";
const PROGRESS_WITHOUT_PICTURE: &str = "/sdapi/v1/progress?skip_current_image=true";

/// Between two questions about progress: a web UI's own page asks about as often.
const PAUSE: Duration = Duration::from_millis(500);

/// What a checkpoint honours.
fn capability(checkpoint: &str) -> Capability {
    Capability {
        previews: true,
        ..checkpoint::capability(checkpoint)
    }
}

/// One checkpoint at one server.
#[derive(Debug)]
struct WebUi {
    server: Server,
    base: Url,
    models: [ModelInfo; 1],
    checkpoint: Option<String>,
}

impl WebUi {
    fn new(model: Configured) -> Result<Self, Unfit> {
        let base = model.base(BASE)?;
        let key = match &model.api_key {
            None => Key::None,
            Some(key) if key.expose_secret().contains(':') => Key::Basic(key.clone()),
            Some(_) => {
                let mend = "its api_key is user:password, as given to --api-auth at its server";
                return Err(Unfit(mend.to_owned()));
            }
        };
        let host = base.host_str().unwrap_or("its server");
        let about = format!("Painted by the Stable Diffusion web UI at {host}; prompts go there.");
        let known = Known {
            price: Price::Free,
            ..Known::new(about, capability(&model.upstream_id))
        };
        let info = model.info(FAMILY.name, known);
        Ok(Self {
            server: Server::new(model.client, base.clone(), key),
            base,
            models: [info],
            checkpoint: Some(model.upstream_id).filter(|name| name != LOADED),
        })
    }

    /// Tells the steps of the picture that the server is at, for as long as it is polled. What goes wrong
    /// here is left alone: the request itself will tell.
    async fn follow(&self, request: &ImageRequest, watch: Watch<'_>) -> Infallible {
        let path = if request.previews {
            PROGRESS
        } else {
            PROGRESS_WITHOUT_PICTURE
        };
        let mut told = None;
        loop {
            sleep(PAUSE).await;
            let Ok(reply) = self.server.get(path).await else {
                continue;
            };
            if let Some(progress) = progress(&reply, request)
                && told.replace(progress.step) != Some(progress.step)
            {
                watch(progress);
            }
        }
    }

    fn image(&self, reply: &Reply, asked: Option<u64>) -> Result<Image, ProviderError> {
        let pictures: Pictures<'_> = reply.json()?;
        let info = pictures.info();
        if let Some((checkpoint, painter)) = self.stranger(&info) {
            return Err(unusable(format!(
                "the server has no checkpoint {checkpoint} and painted with {painter}; \
                 /sdapi/v1/sd-models lists those that it has"
            )));
        }
        let picture = pictures.images.get(info.index_of_first_image);
        let picture = picture.ok_or_else(|| unusable("the answer has no pictures"))?;
        let painted = info.all_seeds.first();
        let seed = painted.and_then(|&seed| u64::try_from(seed).ok());
        reply.image(decoded(&picture.0)?, seed.or(asked), None)
    }

    /// The checkpoint that was asked and the other one that painted, if it was another.
    fn stranger<'a>(&'a self, info: &'a Info) -> Option<(&'a str, &'a str)> {
        let asked = self.checkpoint.as_deref()?;
        let painter = info.sd_model_name.as_deref()?;
        let hash = info
            .sd_model_hash
            .as_deref()
            .filter(|hash| !hash.is_empty());
        let same = alike(asked, painter) || hash.is_some_and(|hash| asked.contains(hash));
        (!same).then_some((asked, painter))
    }
}

/// Whether two names can be the same checkpoint's: with and without folder, extension and hash.
fn alike(a: &str, b: &str) -> bool {
    let plain = |name: &str| -> String {
        let letters = name.chars().filter(char::is_ascii_alphanumeric);
        letters.collect::<String>().to_lowercase()
    };
    let (a, b) = (plain(a), plain(b));
    a.contains(&b) || b.contains(&a)
}

/// How far the server is with this picture; nothing if it is idle or at one with other steps.
fn progress(reply: &Reply, request: &ImageRequest) -> Option<Progress> {
    let now: wire::Now = reply.json().ok()?;
    let steps = now.state.sampling_steps;
    let other = request.parameters.steps.is_some_and(|asked| asked != steps);
    if now.progress <= 0.0 || other {
        return None;
    }
    let picture = now.current_image.filter(|_| request.previews);
    Some(Progress {
        step: now.state.sampling_step.min(steps),
        steps,
        preview: picture.and_then(|text| preview(decoded(&text).ok()?).ok()),
    })
}

/// The server is at other pictures, and nothing was asked of it: the run is put off, however often, and its time is not
/// spent with waiting.
fn others_first() -> ProviderError {
    let detail = "the server is at other pictures";
    ProviderError::new(ErrorKind::RateLimited, Outcome::Refused, detail)
}

/// What these servers mean by their answers, beside what everybody means.
fn understood(mut error: ProviderError) -> ProviderError {
    if error.detail.contains("OutOfMemoryError") {
        error.kind = ErrorKind::RequestRejected;
        error.outcome = Outcome::Refused;
        error.detail += " (its graphics card has not enough memory: ask for a smaller picture)";
    } else if error.detail == "HTTP 404: Not Found" {
        error.detail += " (is the server started with --api?)";
    }
    error
}

#[async_trait]
impl ImageProvider for WebUi {
    fn models(&self) -> &[ModelInfo] {
        &self.models
    }

    fn resending(&self) -> Resending {
        Resending::Free
    }

    async fn submit(
        &self,
        request: &ImageRequest,
        watch: Watch<'_>,
    ) -> Result<Answer, ProviderError> {
        let turn = line::turn(&self.base, self.server.turn()).await;
        let _turn = turn.ok_or_else(others_first)?;
        watch(Progress {
            step: 0,
            steps: request.parameters.steps.unwrap_or_default(),
            preview: None,
        });
        let body = Txt2Img::new(request, self.checkpoint.as_deref());
        let painting = pin!(self.server.post(TXT2IMG, &body));
        let following = pin!(self.follow(request, watch));
        let reply = match select(painting, following).await {
            Either::Left((reply, _)) => reply.map_err(understood)?,
            Either::Right((never, _)) => match never {},
        };
        let image = self.image(&reply, request.parameters.seed)?;
        Ok(Answer::Ready(vec![image]))
    }
}
