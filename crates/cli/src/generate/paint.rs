//! Paints with all models at once and shows how far each is.

use std::{
    iter,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, Sender},
    },
    thread,
    time::Instant,
};

use futures::executor::block_on;
use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use pixelprompt_domain::{
    Answer, ErrorKind, Image, ImageProvider, ImageRequest, ModelInfo, Outcome, Parameters,
    Progress, ProviderError, Warning,
};

use super::plan::Commission;

/// What became of one commission.
pub(super) struct Painted {
    /// Its place in the plan.
    pub(super) place: usize,
    pub(super) model: ModelInfo,
    pub(super) parameters: Parameters,
    pub(super) warnings: Vec<Warning>,
    /// From the first stroke to the last, without the time in line.
    pub(super) seconds: f64,
    pub(super) image: Result<Image, ProviderError>,
}

/// Paints all commissions side by side, and yields each as soon as it is done.
///
/// Every model has a thread that waits for it, so that one which is slow or breaks down never
/// holds up the others.
pub(super) fn all(commissions: &[Commission]) -> impl Iterator<Item = Painted> {
    // On a terminal only: elsewhere nothing is drawn.
    let bars = MultiProgress::with_draw_target(ProgressDrawTarget::stderr());
    let widest = commissions.iter().map(|c| c.model.id.as_str().len()).max();
    let (done, results) = mpsc::channel();
    for (place, commission) in commissions.iter().enumerate() {
        let bar = bars.add(bar(commission, widest.unwrap_or(0)));
        // Shows it at once, so that the bars stand in the order of the plan.
        bar.tick();
        start(place, commission, bar, done.clone());
    }
    drop(done);
    // The bars live as long as results are awaited.
    iter::from_fn(move || {
        let _ = &bars;
        results.recv().ok()
    })
}

fn start(place: usize, commission: &Commission, bar: ProgressBar, done: Sender<Painted>) {
    let provider = Arc::clone(&commission.provider);
    let request = commission.request.clone();
    let mut painted = Painted {
        place,
        model: commission.model.clone(),
        parameters: request.parameters.clone(),
        warnings: commission.warnings.clone(),
        seconds: 0.0,
        image: Err(ProviderError::new(
            ErrorKind::Internal,
            Outcome::Unknown,
            "the provider's thread ended without an answer",
        )),
    };
    thread::spawn(move || {
        let began = Mutex::new(Instant::now());
        let watch = |progress: Progress| {
            if progress.step == 0 {
                *began.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
            }
            bar.set_length(progress.steps.into());
            bar.set_position(progress.step.into());
        };
        let attempt = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            ask(provider.as_ref(), &request, &watch)
        }));
        if let Ok(image) = attempt {
            painted.image = image;
        }
        let began = began.into_inner().unwrap_or_else(PoisonError::into_inner);
        painted.seconds = began.elapsed().as_secs_f64();
        bar.abandon_with_message(match &painted.image {
            Ok(_) => format!("{:.1} s", painted.seconds),
            Err(error) => error.kind.to_string(),
        });
        // Nobody waits any more only when the program is about to end.
        let _ = done.send(painted);
    });
}

/// Asks until there is a picture.
fn ask(
    provider: &dyn ImageProvider,
    request: &ImageRequest,
    watch: &(dyn Fn(Progress) + Send + Sync),
) -> Result<Image, ProviderError> {
    let mut answer = block_on(provider.submit(request, watch))?;
    loop {
        match answer {
            Answer::Ready(images) => {
                return images.into_iter().next().ok_or_else(|| {
                    ProviderError::new(
                        ErrorKind::BadResponse,
                        Outcome::Answered,
                        "the provider answered without a picture",
                    )
                });
            }
            Answer::Pending(ticket) => {
                thread::sleep(ticket.poll_after);
                answer = block_on(provider.poll(request, &ticket, watch))?;
            }
        }
    }
}

fn bar(commission: &Commission, width: usize) -> ProgressBar {
    let steps = commission.request.parameters.steps.unwrap_or(1);
    let bar = ProgressBar::new(steps.into())
        .with_prefix(format!("{:<width$}", commission.model.id.as_str()));
    match ProgressStyle::with_template("{prefix} {bar:30} {pos:>2}/{len:<2} {msg}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
