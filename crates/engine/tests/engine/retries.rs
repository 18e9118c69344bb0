use std::time::Duration;

use pixelprompt_domain::{
    ErrorKind, JobStatus, Outcome, Resending, Resending::MayBuyTwice, RunState,
};
use tokio::time::Instant;

use pixelprompt_engine::Client;

use crate::support::{Deed, Scripted, Studio, first, ms};

fn busy(retry_after: Option<u64>) -> Deed {
    let wait = retry_after.map(Duration::from_secs);
    Deed::Fail(ErrorKind::RateLimited, Outcome::Refused, wait)
}

#[tokio::test(start_paused = true)]
async fn a_busy_provider_is_asked_again_after_the_time_it_names() {
    let model = Scripted::new("m/a", MayBuyTwice, Deed::Paint(ms(10)));
    let studio = Studio::open(&[&model.then([busy(Some(20)), busy(None)])]);
    let began = Instant::now();
    let (status, runs) = studio.paint("a red fox").await;
    assert_eq!(
        (status, runs[0].attempts, model.orders()),
        (JobStatus::Completed, 3, 3)
    );
    let took = began.elapsed();
    assert!(
        took >= Duration::from_secs(21) && took < Duration::from_secs(24),
        "{took:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn attempts_end() {
    for (kind, attempts) in [(ErrorKind::Unavailable, 4), (ErrorKind::RateLimited, 20)] {
        let outcome = Outcome::Refused;
        let model = Scripted::new("m/a", MayBuyTwice, Deed::fail(kind, outcome));
        let studio = Studio::open(&[&model]);
        let (_, runs) = studio.paint("a red fox").await;
        let expected = RunState::Error {
            kind,
            outcome,
            ticket: None,
        };
        assert_eq!((&runs[0].state, model.orders()), (&expected, attempts));
    }
}

#[tokio::test(start_paused = true)]
async fn what_may_have_been_billed_or_cannot_succeed_is_not_asked_again() {
    for (kind, outcome) in [
        (ErrorKind::Unavailable, Outcome::Unknown),
        (ErrorKind::TimedOut, Outcome::Unknown),
        (ErrorKind::BadResponse, Outcome::Answered),
        (ErrorKind::ContentRejected, Outcome::Refused),
        (ErrorKind::QuotaExhausted, Outcome::Refused),
        (ErrorKind::RequestRejected, Outcome::Refused),
    ] {
        let model = Scripted::new("m/a", MayBuyTwice, Deed::fail(kind, outcome));
        let studio = Studio::open(&[&model]);
        let (_, runs) = studio.paint("a red fox").await;
        assert_eq!(
            runs[0].state,
            RunState::Error {
                kind,
                outcome,
                ticket: None
            }
        );
        assert_eq!(model.orders(), 1, "{kind:?} {outcome:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_person_may_try_again_what_failed_with_attempts_of_its_own() {
    let model = Scripted::new("m/a", MayBuyTwice, Deed::Paint(ms(10)));
    let unknown = Deed::fail(ErrorKind::TimedOut, Outcome::Unknown);
    let script = [busy(None), busy(None), unknown, busy(None), busy(None)];
    let studio = Studio::open(&[&model.then(script)]);
    let id = studio.submit("a red fox").await;
    let (_, runs) = studio.ended(&id).await;
    assert_eq!((runs[0].has_ended(), model.orders()), (true, 3));
    studio
        .engine
        .retry(&first(&id), Client::Local)
        .await
        .unwrap();
    let (_, runs) = studio.ended(&id).await;
    assert_eq!(JobStatus::of(&runs), JobStatus::Completed);
    assert_eq!((runs[0].attempts, model.orders()), (6, 6));
    let again = studio.engine.retry(&first(&id), Client::Local).await;
    assert_eq!(
        again.unwrap_err().code(),
        "NOT_ALLOWED",
        "a picture is never painted over"
    );
}

#[tokio::test(start_paused = true)]
async fn a_ticket_is_asked_until_the_picture_is_there() {
    let model = Scripted::new("m/a", MayBuyTwice, Deed::Order(10));
    let studio = Studio::open(&[&model]);
    let (status, runs) = studio.paint("a red fox").await;
    assert_eq!(
        (status, model.orders(), runs[0].attempts),
        (JobStatus::Completed, 1, 1)
    );
}

#[tokio::test(start_paused = true)]
async fn a_free_model_that_is_late_was_not_billed() {
    let model = Scripted::new("m/a", Resending::Free, Deed::Hang);
    let studio = Studio::open(&[&model]);
    let (_, runs) = studio.paint("a red fox").await;
    let expected = RunState::Error {
        kind: ErrorKind::TimedOut,
        outcome: Outcome::Refused,
        ticket: None,
    };
    assert_eq!(runs[0].state, expected);
}

/// A provider that lets three through in every four seconds.
#[tokio::test(start_paused = true)]
async fn a_burst_at_a_busy_provider_ends_well() {
    let model = Scripted::new("m/a", MayBuyTwice, Deed::Paint(ms(10)));
    let script = (0..200).map(|asked| match asked % 8 {
        0..3 => Deed::Paint(ms(10)),
        _ => busy(Some(4)),
    });
    let studio = Studio::open(&[&model.then(script)]);
    let mut jobs = Vec::new();
    for i in 0..40 {
        jobs.push(studio.submit(&format!("fox {i}")).await);
    }
    for job in &jobs {
        let (_, runs) = studio.ended(job).await;
        assert_eq!(JobStatus::of(&runs), JobStatus::Completed);
    }
}

#[tokio::test(start_paused = true)]
async fn a_retry_counts_as_a_job_and_what_is_not_allowed_costs_nothing() {
    let model = Scripted::new("m/a", MayBuyTwice, Deed::Paint(ms(10)));
    let model = model.then([Deed::fail(ErrorKind::TimedOut, Outcome::Unknown)]);
    let studio = Studio::closed(&[&model], |parts, _, _| {
        parts.limits = std::sync::Arc::new(pixelprompt_engine::Limits {
            client_jobs_per_day: 2,
            ..pixelprompt_engine::Limits::none()
        });
    });
    studio.worker.start();
    let client = Client::Remote("203.0.113.7".parse().unwrap());
    let id = studio.submit("fox").await;
    studio.ended(&id).await;
    let run = first(&id);
    let retry = || studio.engine.retry(&run, client);
    retry().await.unwrap();
    studio.ended(&id).await;
    assert_eq!(retry().await.unwrap_err().code(), "NOT_ALLOWED");
    let over = studio.try_submit(crate::support::asked("bus"), None).await;
    assert_eq!(over.unwrap_err().code(), "RATE_LIMIT_EXCEEDED");
}

#[tokio::test(start_paused = true)]
async fn a_ticket_that_was_given_up_is_asked_again_by_a_retry() {
    let model = Scripted::new("m/a", MayBuyTwice, Deed::Order(300));
    let studio = Studio::closed(&[&model], |_, _, model| model.timeout = ms(5_000));
    studio.worker.start();
    let id = studio.submit("fox").await;
    let (_, runs) = studio.ended(&id).await;
    assert!(matches!(
        &runs[0].state,
        RunState::Error {
            kind: ErrorKind::TimedOut,
            ticket: Some(_),
            ..
        }
    ));
    for _ in 0..30 {
        let (_, runs) = studio.ended(&id).await;
        if matches!(runs[0].state, RunState::Completed { .. }) {
            break;
        }
        studio
            .engine
            .retry(&first(&id), Client::Local)
            .await
            .unwrap();
    }
    let (_, runs) = studio.ended(&id).await;
    assert_eq!(
        (JobStatus::of(&runs), model.orders()),
        (JobStatus::Completed, 1)
    );
}
