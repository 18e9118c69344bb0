//! The models that ship inside the program: one per artwork style of the painter.
//!
//! They need no key and no network. Painting runs on threads of its own ([`Easel`]), as many as
//! there are cores, first come, first served; the future here only waits for news, so it never
//! blocks an async runtime, and dropping it stops the painting before its next step.

mod catalogue;
mod png;
#[cfg(test)]
mod tests;

use std::{num::NonZero, sync::LazyLock, thread::available_parallelism};

use async_trait::async_trait;
use futures::{StreamExt as _, channel::mpsc};
use pixelprompt_domain::{
    Answer, ErrorKind, Image, ImageProvider, ImageRequest, ModelInfo, Outcome, Parameters,
    Progress, ProviderError, Resending, Ticket, Watch,
};
use pixelprompt_painter::{Easel, Event, Order, PaintError, Picture, STYLES, limits};

/// The painter's five models.
pub struct PainterProvider {
    models: Vec<ModelInfo>,
    /// The threads start with the first picture, not with the program.
    easel: LazyLock<Easel>,
}

impl PainterProvider {
    /// Paints on as many threads as there are cores.
    pub fn new() -> Self {
        Self {
            models: catalogue::models(),
            easel: LazyLock::new(|| Easel::new(available_parallelism().map_or(1, NonZero::get))),
        }
    }
}

impl Default for PainterProvider {
    fn default() -> Self {
        Self::new()
    }
}

/// Stops the painting when nobody waits for it any more.
struct StopOnDrop(pixelprompt_painter::Ticket);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

#[async_trait]
impl ImageProvider for PainterProvider {
    fn about(&self) -> &str {
        catalogue::ABOUT
    }

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
        let order = order(request)?;
        let (size, steps) = (order.size, order.steps);
        let (news, mut events) = mpsc::unbounded();
        let _stop = StopOnDrop(self.easel.submit(
            order,
            Box::new(move |event| {
                // Nobody listens once the future is gone, and then the painting stops anyway.
                let _ = news.unbounded_send(event);
            }),
        ));
        while let Some(event) = events.next().await {
            match event {
                Event::Started => watch(Progress {
                    step: 0,
                    steps,
                    preview: None,
                }),
                Event::Step {
                    step,
                    steps,
                    preview,
                } => watch(Progress {
                    step,
                    steps,
                    preview: if request.previews {
                        Some(png::preview(preview)?)
                    } else {
                        None
                    },
                }),
                Event::Done(picture) => {
                    let picture = picture.map_err(|error| translate(&error))?;
                    return Ok(Answer::Ready(vec![finish(request, &picture, size)?]));
                }
            }
        }
        Err(ProviderError::new(
            ErrorKind::Internal,
            Outcome::Unknown,
            "the painter's thread ended without an answer",
        ))
    }

    async fn poll(
        &self,
        _request: &ImageRequest,
        ticket: &Ticket,
        _watch: Watch<'_>,
    ) -> Result<Answer, ProviderError> {
        Err(ProviderError::new(
            ErrorKind::Internal,
            Outcome::NotSent,
            format!(
                "the painter gives no tickets, but got {:?}",
                ticket.upstream
            ),
        ))
    }
}

/// The painter's order for a request; what the request leaves open gets the painter's defaults.
fn order(request: &ImageRequest) -> Result<Order, ProviderError> {
    let style = STYLES
        .iter()
        .position(|style| catalogue::id(style) == request.model)
        .ok_or_else(|| {
            ProviderError::new(
                ErrorKind::UnknownModel,
                Outcome::NotSent,
                format!("the painter has no model {}", request.model),
            )
        })?;
    let Parameters {
        steps,
        guidance,
        quality: _,
        seed,
        negative_prompt,
        size,
    } = &request.parameters;
    let mut order = Order::new(request.prompt.as_str(), style);
    order.negative = negative_prompt
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    order.steps = steps.unwrap_or(limits::DEFAULT_STEPS);
    order.guidance = guidance.unwrap_or(limits::DEFAULT_GUIDANCE);
    order.seed = seed.unwrap_or_default();
    order.size = size.map_or(limits::DEFAULT_SIZE, |size| size.width);
    Ok(order)
}

fn finish(request: &ImageRequest, picture: &Picture, size: u32) -> Result<Image, ProviderError> {
    let mut image = png::finished(request, picture.upscaled(size))?;
    image.seed = request.parameters.seed;
    let doubt = if picture.reading.is_sure() {
        ""
    } else {
        "not sure, perhaps "
    };
    image.reading = Some(format!("{doubt}{}", picture.reading));
    Ok(image)
}

/// What a failure of the painter means to everybody else. Nothing is billed here, so the outcome
/// only says whether trying again could help, and it could not.
fn translate(error: &PaintError) -> ProviderError {
    let kind = match error {
        PaintError::Stopped => ErrorKind::Cancelled,
        PaintError::Order(_) => ErrorKind::RequestRejected,
        _ => ErrorKind::Internal,
    };
    ProviderError::new(kind, Outcome::Refused, error.to_string())
}
