use std::sync::Mutex;

use futures::{executor::block_on, future::FutureExt as _};
use pixelprompt_domain::{Prompt, Size, fit};

use super::*;

fn request(model: &ModelInfo, change: impl FnOnce(&mut Parameters)) -> ImageRequest {
    let mut asked = Parameters {
        steps: Some(2),
        seed: Some(42),
        size: Some(Size::square(64)),
        ..Parameters::default()
    };
    change(&mut asked);
    ImageRequest {
        model: model.id.clone(),
        prompt: Prompt::new("a red fox").unwrap(),
        parameters: fit(&asked, &model.capability).parameters,
        previews: false,
    }
}

fn paint(provider: &PainterProvider, request: &ImageRequest) -> Image {
    match block_on(provider.submit(request, &|_| {})).unwrap() {
        Answer::Ready(mut images) => images.remove(0),
        Answer::Pending(ticket) => panic!("the painter gave a ticket: {ticket:?}"),
    }
}

#[test]
fn there_is_one_model_per_style() {
    let provider = PainterProvider::new();
    let ids: Vec<_> = provider.models().iter().map(|m| m.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "painter/fluent-3d",
            "painter/fluent-flat",
            "painter/noto",
            "painter/blobs",
            "painter/twemoji"
        ]
    );
}

#[test]
fn every_model_paints_and_says_how_it_read_the_prompt() {
    let provider = PainterProvider::new();
    for model in provider.models() {
        let image = paint(&provider, &request(model, |_| {}));
        let pixels = pixelprompt_picture::decode(&image.bytes).unwrap();
        assert_eq!((pixels.width(), pixels.height()), (64, 64));
        assert_eq!(image.seed, Some(42));
        assert!(image.reading.is_some_and(|reading| !reading.is_empty()));
    }
}

#[test]
fn the_same_seed_gives_the_same_file_and_another_seed_another() {
    let provider = PainterProvider::new();
    let model = &provider.models()[0];
    let first = paint(&provider, &request(model, |_| {}));
    assert_eq!(first, paint(&provider, &request(model, |_| {})));
    let other = paint(&provider, &request(model, |p| p.seed = Some(43)));
    assert_ne!(
        pixelprompt_picture::decode(&first.bytes).unwrap(),
        pixelprompt_picture::decode(&other.bytes).unwrap()
    );
}

#[test]
fn progress_starts_at_zero_and_shows_a_picture_after_each_step_when_asked() {
    let provider = PainterProvider::new();
    let mut request = request(&provider.models()[0], |p| p.steps = Some(3));
    request.previews = true;
    let seen = Mutex::new(Vec::new());
    block_on(provider.submit(&request, &|p| seen.lock().unwrap().push(p))).unwrap();
    let seen = seen.into_inner().unwrap();
    let steps: Vec<_> = seen
        .iter()
        .map(|p| (p.step, p.steps, p.preview.is_some()))
        .collect();
    assert_eq!(
        steps,
        [(0, 3, false), (1, 3, true), (2, 3, true), (3, 3, true)]
    );
    let preview = seen[1].preview.as_ref().unwrap();
    assert!(pixelprompt_picture::decode(&preview.bytes).is_ok());
}

#[test]
fn a_dropped_future_stops_the_painting_and_the_next_one_is_served() {
    let provider = PainterProvider::new();
    let model = &provider.models()[0];
    let long = request(model, |p| p.steps = Some(50));
    let mut future = provider.submit(&long, &|_| {});
    assert!((&mut future).now_or_never().is_none());
    drop(future);
    paint(&provider, &request(model, |_| {}));
}

#[test]
fn other_models_and_tickets_are_refused() {
    let provider = PainterProvider::new();
    let mut stray = request(&provider.models()[0], |_| {});
    stray.model = "painter/oil".parse().unwrap();
    let error = block_on(provider.submit(&stray, &|_| {})).unwrap_err();
    assert_eq!(error.kind, ErrorKind::UnknownModel);
    let ticket = Ticket {
        upstream: "1".to_owned(),
        poll_after: std::time::Duration::ZERO,
    };
    let error = block_on(provider.poll(&stray, &ticket, &|_| {})).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Internal);
}
