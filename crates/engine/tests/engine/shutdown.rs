use pixelprompt_domain::{ErrorKind, JobStatus, Outcome, Resending, Run, RunState};
use pixelprompt_engine::WorkerSettings;

use crate::support::{Deed, Scripted, Studio, ms};

fn at_work(runs: &[Run]) -> bool {
    matches!(runs[0].state, RunState::InProgress { .. })
}

#[tokio::test(start_paused = true)]
async fn what_is_at_work_is_finished_and_nothing_new_begins() {
    let model = Scripted::new("m/a", Resending::MayBuyTwice, Deed::Paint(ms(5_000)));
    let studio = Studio::closed(&[&model], |_, _, model| model.concurrency = 1);
    studio.worker.start();
    let (first, second) = (studio.submit("fox").await, studio.submit("bus").await);
    studio.until(&first, at_work).await;
    studio.worker.shut_down(ms(20_000)).await;
    let status = async |id| JobStatus::of(&studio.engine.show(id).await.unwrap().1);
    assert_eq!(status(&first).await, JobStatus::Completed);
    assert_eq!(
        (status(&second).await, model.orders()),
        (JobStatus::Pending, 1)
    );
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_waited_for_is_let_go_of_without_being_lost_or_bought_twice() {
    let free = Scripted::new("m/free", Resending::Free, Deed::Paint(ms(10)));
    let dear = Scripted::new("m/dear", Resending::MayBuyTwice, Deed::Paint(ms(10)));
    let ticket = Scripted::new("m/ticket", Resending::MayBuyTwice, Deed::Order(400));
    let free = free.then([Deed::Hang]);
    let dear = dear.then([Deed::Hang]);
    let studio = Studio::open(&[&free, &dear, &ticket]);
    let id = studio.submit("fox").await;
    let sent = |runs: &[Run]| runs.iter().all(|run| run.version >= 2);
    studio.until(&id, sent).await;
    studio.worker.shut_down(ms(1_000)).await;

    let settings = WorkerSettings::default();
    let after = Studio::of(studio.parts.clone(), settings, studio.blobs.clone());
    after.worker.start();
    let (_, runs) = after.ended(&id).await;
    assert!(
        matches!(runs[0].state, RunState::Completed { .. }),
        "free is begun anew"
    );
    let interrupted = RunState::Error {
        kind: ErrorKind::Interrupted,
        outcome: Outcome::Unknown,
        ticket: None,
    };
    assert_eq!(runs[1].state, interrupted);
    assert!(
        matches!(runs[2].state, RunState::Completed { .. }),
        "the ticket is asked on"
    );
    assert_eq!((free.orders(), dear.orders(), ticket.orders()), (2, 1, 1));
}
