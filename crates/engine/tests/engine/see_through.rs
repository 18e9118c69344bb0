//! A worker that is called for each run, as a function in a cloud is.

use pixelprompt_domain::{
    ErrorKind, JobId, JobStatus, Outcome, Resending, Run, RunId, RunState, Timestamp,
};
use pixelprompt_engine::{Worker, WorkerSettings};
use tokio_util::sync::CancellationToken;

use crate::support::{Deed, Scripted, Studio, first, ms};

fn never() -> CancellationToken {
    CancellationToken::new()
}

#[tokio::test(start_paused = true)]
async fn a_run_is_seen_through_here_and_now_and_only_once() {
    let model = Scripted::new("m/a", Resending::MayBuyTwice, Deed::Paint(ms(100)));
    let studio = Studio::closed(&[&model], |_, _, _| {});
    let id = studio.submit("fox").await;
    let run = first(&id);
    for _ in 0..3 {
        assert_eq!(studio.worker.see_through(&run, never()).await, None);
    }
    let (_, runs) = studio.engine.show(&id).await.unwrap();
    assert_eq!(JobStatus::of(&runs), JobStatus::Completed);
    assert_eq!(model.orders(), 1);
    let unknown = first(&JobId::new(Timestamp(1), 1));
    assert_eq!(studio.worker.see_through(&unknown, never()).await, None);
}

#[tokio::test(start_paused = true)]
async fn who_comes_while_another_has_the_run_is_told_when_to_look_again() {
    let model = Scripted::new("m/a", Resending::MayBuyTwice, Deed::Paint(ms(5_000)));
    let studio = Studio::closed(&[&model], |_, _, _| {});
    let id = studio.submit("fox").await;
    let run = first(&id);
    let other = Worker::new(studio.parts.clone(), WorkerSettings::default());
    let second = async {
        studio
            .until(&id, |runs| {
                matches!(runs[0].state, RunState::InProgress { .. })
            })
            .await;
        other.see_through(&run, never()).await
    };
    let (first_time, second_time) = tokio::join!(studio.worker.see_through(&run, never()), second);
    assert_eq!(first_time, None);
    assert!(second_time.is_some(), "the lease may run out");
    assert_eq!(model.orders(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_is_put_off_is_due_at_the_moment_that_is_told() {
    let busy = Deed::Fail(ErrorKind::RateLimited, Outcome::Refused, Some(ms(40_000)));
    let model = Scripted::new("m/a", Resending::MayBuyTwice, Deed::Paint(ms(10))).then([busy]);
    let studio = Studio::closed(&[&model], |_, _, _| {});
    let id = studio.submit("fox").await;
    let run = first(&id);
    let now = studio.parts.clock.now();
    let due = studio.worker.see_through(&run, never()).await.unwrap();
    assert!(due.since(now) >= ms(40_000), "{due:?}");
    let early = studio.worker.see_through(&run, never()).await;
    assert_eq!(early, Some(due), "not before");
    assert_eq!(model.orders(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_is_let_go_of_is_due_at_once_unless_that_could_buy_twice() {
    for (resending, again) in [(Resending::Free, true), (Resending::MayBuyTwice, false)] {
        let model = Scripted::new("m/a", resending, Deed::Hang);
        let studio = Studio::closed(&[&model], |_, _, _| {});
        let id = studio.submit("fox").await;
        let run: RunId = first(&id);
        let released = never();
        let let_go = async {
            let sent = |runs: &[Run]| runs[0].version >= 2;
            studio.until(&id, sent).await;
            released.cancel();
        };
        let seen = studio.worker.see_through(&run, released.clone());
        let (due, ()) = tokio::join!(seen, let_go);
        assert_eq!(due.is_some(), again);
        let (_, runs) = studio.engine.show(&id).await.unwrap();
        assert_eq!(runs[0].has_ended(), !again);
    }
}
