use pixelprompt_domain::{ErrorKind, JobStatus, Outcome, Resending::MayBuyTwice};
use tokio::time::sleep;

use crate::support::{Deed, Scripted, Studio, ms};

#[tokio::test(start_paused = true)]
async fn a_model_that_keeps_failing_rests_while_others_paint() {
    let broken = Deed::fail(ErrorKind::Unavailable, Outcome::Unknown);
    let ill = Scripted::new("m/ill", MayBuyTwice, Deed::Paint(ms(10)));
    let ill = ill.then((0..5).map(|_| broken.clone()));
    let well = Scripted::new("m/well", MayBuyTwice, Deed::Paint(ms(10)));
    let studio = Studio::open(&[&ill, &well]);
    let id = "m/ill".parse().unwrap();
    for i in 0..5 {
        assert!(!studio.worker.load(&id).resting, "after {i} failures");
        studio.paint(&format!("fox {i}")).await;
    }
    assert!(studio.worker.load(&id).resting);
    let (status, _) = studio.paint("while it rests").await;
    assert_eq!(
        (status, ill.orders(), well.orders()),
        (JobStatus::Partial, 5, 6)
    );
    sleep(ms(30_000)).await;
    let (status, _) = studio.paint("after its rest").await;
    assert_eq!((status, ill.orders()), (JobStatus::Completed, 6));
    assert!(!studio.worker.load(&id).resting);
}
