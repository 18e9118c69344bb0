use futures::FutureExt as _;
use pixelprompt_domain::{ErrorKind, Failure, Outcome, Resending, Timestamp};
use pixelprompt_testkit::build;

use super::*;

fn progress(step: u32) -> Arc<Progress> {
    Arc::new(Progress {
        step,
        steps: 10,
        preview: None,
    })
}

fn failed(run: &Run) -> Arc<Run> {
    let lease = std::time::Duration::from_secs(1);
    let Ok(pixelprompt_domain::Claim::Granted(run)) =
        run.claim(Timestamp(1), lease, Resending::Free)
    else {
        panic!("a pending run is granted")
    };
    let failed = run.fail(
        Timestamp(2),
        Failure::new(ErrorKind::TimedOut, Outcome::Unknown),
    );
    Arc::new(failed.unwrap())
}

#[tokio::test]
async fn every_watcher_of_the_job_hears_and_no_other() {
    let events = LocalEvents::default();
    let (job, runs) = build::job(1, "fox", &["a"]);
    let (other, _) = build::job(2, "bus", &["a"]);
    let (mut first, mut second) = (events.watch(&job.id), events.watch(&job.id));
    let mut stranger = events.watch(&other.id);
    events.publish(&job.id, Change::Run(failed(&runs[0])));
    for watching in [&mut first, &mut second] {
        let heard = watching.changes.next().await;
        assert!(matches!(heard, Some(Ok(Change::Run(run))) if run.id == runs[0].id));
    }
    assert!(stranger.changes.next().now_or_never().is_none());
}

#[tokio::test]
async fn who_comes_late_sees_the_latest_step_of_runs_at_work() {
    let events = LocalEvents::default();
    let (job, runs) = build::job(1, "fox", &["a", "b"]);
    for step in 1..=3 {
        events.publish(
            &job.id,
            Change::Progress(runs[0].id.clone(), progress(step)),
        );
    }
    events.publish(&job.id, Change::Progress(runs[1].id.clone(), progress(1)));
    events.publish(&job.id, Change::Run(failed(&runs[1])));
    let latest = events.watch(&job.id).latest;
    assert_eq!(latest.len(), 1);
    assert_eq!((&latest[0].0, latest[0].1.step), (&runs[0].id, 3));
}

#[tokio::test]
async fn a_watcher_that_lags_is_told_so() {
    let events = LocalEvents::default();
    let (job, runs) = build::job(1, "fox", &["a"]);
    let mut watching = events.watch(&job.id);
    for step in 0..2 * u32::try_from(BACKLOG).unwrap() {
        events.publish(
            &job.id,
            Change::Progress(runs[0].id.clone(), progress(step)),
        );
    }
    assert!(matches!(watching.changes.next().await, Some(Err(Missed))));
    assert!(matches!(watching.changes.next().await, Some(Ok(_))));
}

#[tokio::test]
async fn nothing_is_kept_of_jobs_that_nobody_watches() {
    let events = LocalEvents::default();
    let (job, runs) = build::job(1, "fox", &["a"]);
    drop(events.watch(&job.id));
    events.publish(&job.id, Change::Progress(runs[0].id.clone(), progress(1)));
    events.publish(&job.id, Change::Run(failed(&runs[0])));
    assert!(events.jobs().is_empty());
}
