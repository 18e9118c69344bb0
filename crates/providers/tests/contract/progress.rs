//! What is told while a picture is being painted.

use std::{sync::Mutex, time::Duration};

use futures::future::join_all;
use pixelprompt_domain::{Answer, ImageProvider, ImageRequest, Parameters, Progress};
use pixelprompt_testkit::providers::MockProviders;

use crate::rows::{Kind, ROWS, Row, client, mock, request};

/// Paints in the time of the mock; everything that was told meanwhile.
async fn told(provider: &dyn ImageProvider, request: &ImageRequest) -> Vec<Progress> {
    let told = Mutex::new(Vec::new());
    let watch = |progress| told.lock().unwrap().push(progress);
    let mut answer = provider.submit(request, &watch).await.unwrap();
    while let Answer::Pending(ticket) = answer {
        tokio::time::sleep(Duration::from_millis(20)).await;
        answer = provider.poll(request, &ticket, &watch).await.unwrap();
    }
    told.into_inner().unwrap()
}

async fn check(row: &Row, mock: &MockProviders) {
    let about = row.family;
    let provider = row.provider(mock, &client());
    let previews = provider.models()[0].capability.previews;
    let mut request = request(provider.as_ref(), "a paper boat", &Parameters::default());
    request.previews = previews;
    let told = told(provider.as_ref(), &request).await;
    assert_eq!(
        !told.is_empty(),
        previews || row.kind == Kind::Ticket,
        "{about}"
    );
    assert!(
        told.iter().all(|now| now.step <= now.steps),
        "{about}: {told:?}"
    );
    let steps: Vec<_> = told.iter().map(|now| now.step).collect();
    assert!(steps.is_sorted(), "{about}: {steps:?}");
    let shown = told.iter().filter(|now| now.preview.is_some()).count();
    assert_eq!(shown > 0, previews, "{about}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_knows_how_far_the_work_is_tells_it() {
    // A web UI is asked twice a second.
    let mock = mock().latency(Duration::from_millis(1600)).start().await;
    join_all(ROWS.iter().map(|row| check(row, &mock))).await;
}
