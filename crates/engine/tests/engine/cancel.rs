use pixelprompt_domain::{ErrorKind, JobStatus, Outcome, Phase, Resending, Run, RunState};

use crate::support::{Deed, Scripted, Studio, first, ms};

fn is_sent(runs: &[Run]) -> bool {
    matches!(
        runs[0].state,
        RunState::InProgress {
            phase: Phase::Sent,
            ..
        }
    )
}

#[tokio::test(start_paused = true)]
async fn what_waits_stops_at_once_and_what_is_at_work_stops_soon() {
    for (resending, expected) in [
        (Resending::Free, RunState::Cancelled),
        (
            Resending::MayBuyTwice,
            RunState::Error {
                kind: ErrorKind::Cancelled,
                outcome: Outcome::Unknown,
                ticket: None,
            },
        ),
    ] {
        let model = Scripted::new("m/a", resending, Deed::Hang);
        let studio = Studio::closed(&[&model], |_, _, model| model.concurrency = 1);
        studio.worker.start();
        let (at_work, waits) = (studio.submit("fox").await, studio.submit("bus").await);
        studio.until(&at_work, is_sent).await;
        let (_, runs) = studio.engine.cancel(&waits).await.unwrap();
        assert_eq!(JobStatus::of(&runs), JobStatus::Cancelled);
        studio.engine.cancel_run(&first(&at_work)).await.unwrap();
        let (_, runs) = studio.ended(&at_work).await;
        assert_eq!((&runs[0].state, model.orders()), (&expected, 1));
    }
}

#[tokio::test(start_paused = true)]
async fn a_stop_on_another_machine_is_found_by_the_heartbeat() {
    let model = Scripted::new("m/a", Resending::Free, Deed::Hang);
    let studio = Studio::open(&[&model]);
    let id = studio.submit("fox").await;
    studio.until(&id, is_sent).await;
    let elsewhere = pixelprompt_engine::Engine::new(
        studio.parts.clone(),
        std::sync::Arc::new(pixelprompt_engine::NoWorker),
    );
    elsewhere.cancel(&id).await.unwrap();
    let (_, runs) = studio.ended(&id).await;
    assert_eq!(runs[0].state, RunState::Cancelled);
}

#[tokio::test(start_paused = true)]
async fn stopping_twice_is_the_same_and_too_late_is_said() {
    let model = Scripted::new("m/a", Resending::Free, Deed::Paint(ms(10)));
    let studio = Studio::open(&[&model]);
    let id = studio.submit("fox").await;
    studio.ended(&id).await;
    let late = studio.engine.cancel_run(&first(&id)).await.unwrap_err();
    assert_eq!(late.code(), "NOT_ALLOWED");
    let (_, runs) = studio.engine.cancel(&id).await.unwrap();
    assert_eq!(
        JobStatus::of(&runs),
        JobStatus::Completed,
        "there was nothing to stop"
    );
    let nobody = studio.engine.cancel(&"0".repeat(26).parse().unwrap()).await;
    assert_eq!(nobody.unwrap_err().code(), "NOT_FOUND");
}
