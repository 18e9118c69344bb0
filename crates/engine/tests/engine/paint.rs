use std::sync::atomic::Ordering;

use pixelprompt_domain::{
    ErrorKind, JobStatus, Outcome, Rendition, Resending::MayBuyTwice, RunState,
};

use crate::support::{Deed, Scripted, Studio, ms};

#[tokio::test(start_paused = true)]
async fn every_model_leaves_its_picture_under_a_key_of_its_own() {
    let models: Vec<_> = (0..5)
        .map(|i| Scripted::new(&format!("m/{i}"), MayBuyTwice, Deed::Paint(ms(10))))
        .collect();
    let studio = Studio::open(&models.iter().collect::<Vec<_>>());
    let (status, runs) = studio.paint("a red fox").await;
    assert_eq!(status, JobStatus::Completed);
    let files = studio.blobs.files.lock().unwrap();
    assert_eq!(
        files.len(),
        10,
        "an original and a thumbnail each, all models have one name"
    );
    for run in &runs {
        let RunState::Completed { image } = &run.state else {
            panic!("{run:?}")
        };
        let original = &files[&Rendition::Original.key(run)];
        assert_eq!(
            original[..],
            crate::support::picture().bytes,
            "byte for byte"
        );
        assert_eq!((image.bytes, image.size.width), (original.len() as u64, 64));
        assert_eq!((image.sha256.len(), image.seed), (64, Some(7)));
        assert!(files[&Rendition::Thumbnail.key(run)].starts_with(b"RIFF"));
        assert!(!image.thumbhash.is_empty());
    }
}

#[tokio::test(start_paused = true)]
async fn one_bad_model_harms_no_other() {
    let good = Scripted::new("m/good", MayBuyTwice, Deed::Paint(ms(10)));
    let bad: Vec<_> = [
        Deed::Panic,
        Deed::Hang,
        Deed::fail(ErrorKind::Unauthorized, Outcome::Refused),
        Deed::Send(b"<html>Bad Gateway</html>".to_vec()),
        Deed::Send(Vec::new()),
    ]
    .into_iter()
    .zip(0..)
    .map(|(deed, i)| Scripted::new(&format!("m/bad-{i}"), MayBuyTwice, deed))
    .collect();
    let mut models = vec![&good];
    models.extend(&bad);
    let studio = Studio::open(&models);
    let (status, runs) = studio.paint("a red fox").await;
    assert_eq!(status, JobStatus::Partial);
    assert!(matches!(runs[0].state, RunState::Completed { .. }));
    let errors: Vec<_> = runs[1..]
        .iter()
        .map(|run| match run.state {
            RunState::Error { kind, outcome, .. } => (kind, outcome),
            ref other => panic!("{other:?}"),
        })
        .collect();
    let expected = [
        (ErrorKind::Internal, Outcome::Unknown),
        (ErrorKind::TimedOut, Outcome::Unknown),
        (ErrorKind::Unauthorized, Outcome::Refused),
        (ErrorKind::BadResponse, Outcome::Answered),
        (ErrorKind::BadResponse, Outcome::Answered),
    ];
    assert_eq!(errors, expected);
    assert_eq!(
        models.iter().map(|m| m.orders()).collect::<Vec<_>>(),
        [1; 6]
    );
}

#[tokio::test(start_paused = true)]
async fn models_are_never_asked_more_at_once_than_they_may() {
    let (a, b) = (
        Scripted::new("m/a", MayBuyTwice, Deed::Paint(ms(50))),
        Scripted::new("m/b", MayBuyTwice, Deed::Paint(ms(5))),
    );
    let studio = Studio::closed(&[&a, &b], |_, settings, model| {
        settings.concurrency = 5;
        model.concurrency = 3;
    });
    studio.worker.start();
    let mut jobs = Vec::new();
    for i in 0..30 {
        jobs.push(studio.submit(&format!("fox {i}")).await);
    }
    for job in &jobs {
        let (_, runs) = studio.ended(job).await;
        assert_eq!(JobStatus::of(&runs), JobStatus::Completed);
    }
    let most = |model: &Scripted| model.most_at_work.load(Ordering::SeqCst);
    assert_eq!((most(&a), a.orders(), b.orders()), (3, 30, 30));
    assert!(most(&b) <= 3);
}

#[tokio::test(start_paused = true)]
async fn work_that_nobody_was_woken_for_is_found() {
    let model = Scripted::new("m/a", MayBuyTwice, Deed::Paint(ms(10)));
    let studio = Studio::closed(&[&model], |_, _, _| {});
    let id = studio.submit("a red fox").await;
    // The hints went to a worker that is gone.
    let other = Studio::of(
        studio.parts.clone(),
        pixelprompt_engine::WorkerSettings::default(),
        studio.blobs.clone(),
    );
    other.worker.start();
    assert_eq!(
        JobStatus::of(&other.ended(&id).await.1),
        JobStatus::Completed
    );
}

#[tokio::test(start_paused = true)]
async fn a_model_that_is_not_configured_any_more_ends_its_runs() {
    let model = Scripted::new("m/gone", MayBuyTwice, Deed::Hang);
    let studio = Studio::closed(&[&model], |_, _, _| {});
    let id = studio.submit("a red fox").await;
    let mut parts = studio.parts.clone();
    parts.catalogue = std::sync::Arc::default();
    let settings = pixelprompt_engine::WorkerSettings::default();
    let other = Studio::of(parts, settings, studio.blobs.clone());
    other.worker.start();
    let (_, runs) = other.ended(&id).await;
    let expected = RunState::Error {
        kind: ErrorKind::UnknownModel,
        outcome: Outcome::NotSent,
        ticket: None,
    };
    assert_eq!((&runs[0].state, model.orders()), (&expected, 0));
}
