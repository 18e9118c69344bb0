//! Who stands before whom.

use pixelprompt_domain::{JobId, Resending};
use tokio::time::sleep;

use crate::support::{Deed, Scripted, Studio, ms};

async fn ahead(studio: &Studio, job: &JobId) -> Vec<Option<usize>> {
    let (_, runs) = studio.engine.show(job).await.unwrap();
    studio.engine.ahead(&runs).await
}

#[tokio::test(start_paused = true)]
async fn everybody_knows_how_many_are_before_them() {
    let slow = Scripted::new("m/slow", Resending::Free, Deed::Paint(ms(10_000)));
    let quick = Scripted::new("m/quick", Resending::Free, Deed::Paint(ms(10)));
    let studio = Studio::closed(&[&slow, &quick], |_, _, model| model.concurrency = 1);
    let mut jobs = Vec::new();
    for number in 0..4 {
        jobs.push(studio.submit(&format!("fox {number}")).await);
        // Ids are in the order of milliseconds.
        sleep(ms(1)).await;
    }
    for (place, job) in jobs.iter().enumerate() {
        assert_eq!(ahead(&studio, job).await, [Some(place), Some(place)]);
    }
    studio.worker.start();
    studio.ended(&jobs[0]).await;
    assert_eq!(ahead(&studio, &jobs[0]).await, [None, None], "it has ended");
    studio.engine.cancel(&jobs[2]).await.unwrap();
    sleep(ms(5_000)).await;
    assert_eq!(
        ahead(&studio, &jobs[1]).await,
        [None, None],
        "at work, and ended"
    );
    assert_eq!(ahead(&studio, &jobs[2]).await, [None, None], "cancelled");
    assert_eq!(ahead(&studio, &jobs[3]).await, [Some(0), None]);
}

#[tokio::test(start_paused = true)]
async fn a_line_is_read_anew_for_whoever_is_not_in_it() {
    let slow = Scripted::new("m/slow", Resending::Free, Deed::Hang);
    let studio = Studio::closed(&[&slow], |_, _, _| {});
    let first = studio.submit("a fox").await;
    assert_eq!(ahead(&studio, &first).await, [Some(0)]);
    sleep(ms(1)).await;
    let second = studio.submit("a bus").await;
    assert_eq!(ahead(&studio, &second).await, [None], "not known yet");
    sleep(ms(200)).await;
    assert_eq!(ahead(&studio, &second).await, [Some(1)]);
    studio.engine.cancel(&first).await.unwrap();
    assert_eq!(ahead(&studio, &second).await, [Some(1)], "as it was read");
    sleep(ms(1_000)).await;
    assert_eq!(ahead(&studio, &second).await, [Some(0)]);
}
