use std::sync::atomic::Ordering;

use pixelprompt_domain::{
    ErrorKind, JobStatus, Outcome, Rendition, Resending::MayBuyTwice, RunState,
};
use pixelprompt_picture::Limits;

use crate::support::{Deed, Scripted, Studio, ms, picture};

#[tokio::test(start_paused = true)]
async fn a_picture_waits_for_a_store_that_fails_and_is_never_completed_without_its_file() {
    let model = Scripted::new("m/a", MayBuyTwice, Deed::Paint(ms(10)));
    let studio = Studio::open(&[&model]);
    studio.blobs.failures.store(20, Ordering::SeqCst);
    let id = studio.submit("a red fox").await;
    let (_, runs) = studio
        .until(&id, |runs| {
            let completed = matches!(runs[0].state, RunState::Completed { .. });
            let stored = studio.blobs.files.lock().unwrap();
            assert!(!completed || stored.contains_key(&Rendition::Original.key(&runs[0])));
            completed
        })
        .await;
    assert_eq!(
        (JobStatus::of(&runs), model.orders()),
        (JobStatus::Completed, 1)
    );
}

#[tokio::test(start_paused = true)]
async fn nothing_is_ordered_that_could_not_be_kept() {
    let model = Scripted::new("m/a", MayBuyTwice, Deed::Paint(ms(10)));
    let studio = Studio::closed(&[&model], |_, _, model| model.concurrency = 2);
    studio.worker.start();
    studio.blobs.failures.store(60, Ordering::SeqCst);
    let mut jobs = Vec::new();
    for i in 0..10 {
        jobs.push(studio.submit(&format!("fox {i}")).await);
    }
    while studio.blobs.failures.load(Ordering::SeqCst) > 0 {
        tokio::time::sleep(ms(10)).await;
        assert!(model.orders() <= 2, "ordered while nothing could be kept");
    }
    for job in &jobs {
        let (_, runs) = studio.ended(job).await;
        assert_eq!(JobStatus::of(&runs), JobStatus::Completed);
    }
    assert_eq!(model.orders(), 10);
}

#[tokio::test(start_paused = true)]
async fn what_is_larger_than_allowed_is_not_kept() {
    let model = Scripted::new("m/a", MayBuyTwice, Deed::Paint(ms(10)));
    let bytes = picture().bytes.len();
    let limits = [
        Limits {
            pixels: 64 * 64 - 1,
            ..Limits::default()
        },
        Limits {
            bytes: bytes - 1,
            ..Limits::default()
        },
    ];
    for limits in limits {
        let studio = Studio::closed(&[&model], |_, settings, _| settings.pictures = limits);
        studio.worker.start();
        let (_, runs) = studio.paint("a red fox").await;
        let expected = RunState::Error {
            kind: ErrorKind::BadResponse,
            outcome: Outcome::Answered,
            ticket: None,
        };
        assert_eq!(runs[0].state, expected);
        assert!(studio.blobs.files.lock().unwrap().is_empty());
    }
}
