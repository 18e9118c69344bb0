//! Providers that hand out tickets: the work is found again, whatever happens between two questions.

use futures::future::join_all;
use pixelprompt_domain::{
    Answer, ErrorKind, Image, ImageProvider, ImageRequest, Outcome, Parameters, Ticket,
};
use pixelprompt_providers::http::HttpClient;
use pixelprompt_testkit::providers::MockProviders;

use crate::rows::{Kind, ROWS, Row, client, holds_no_key, impatient, mock, request};

fn rows() -> impl Iterator<Item = &'static Row> {
    ROWS.iter().filter(|row| row.kind == Kind::Ticket)
}

async fn submitted(provider: &dyn ImageProvider, request: &ImageRequest) -> Ticket {
    match provider.submit(request, &|_| {}).await.unwrap() {
        Answer::Pending(ticket) => ticket,
        Answer::Ready(_) => panic!("{} needs no ticket", request.prompt),
    }
}

/// Asks until the pictures are there; the last ticket too.
async fn collected(
    provider: &dyn ImageProvider,
    request: &ImageRequest,
    mut ticket: Ticket,
) -> (Vec<Image>, Ticket) {
    for _ in 0..60 {
        match provider.poll(request, &ticket, &|_| {}).await.unwrap() {
            Answer::Ready(images) => return (images, ticket),
            Answer::Pending(next) => ticket = next,
        }
    }
    panic!("{} is pending forever", request.prompt)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_restart_the_same_picture_is_asked_for() {
    let (mock, client) = (mock().start().await, client());
    join_all(rows().map(|row| async {
        let before = row.provider(&mock, &client);
        let request = request(before.as_ref(), "a paper boat", &Parameters::default());
        let ticket = submitted(before.as_ref(), &request).await;
        let kept = serde_json::to_string(&ticket).unwrap();
        drop(before);

        let after = row.provider(&mock, &client);
        let ticket = serde_json::from_str(&kept).unwrap();
        let (images, ticket) = collected(after.as_ref(), &request, ticket).await;
        let orders = row.orders(&mock, "a paper boat");
        assert_eq!(orders.len(), 1, "{}", row.family);
        assert_eq!(
            images[0].bytes,
            orders[0].paintings[0].file(),
            "{}",
            row.family
        );
        // A restart may come after the last answer and before it was kept.
        let (again, _) = collected(after.as_ref(), &request, ticket).await;
        assert_eq!(again, images, "{}", row.family);
        assert_eq!(row.paid(&mock, "a paper boat"), 1, "{}", row.family);
    }))
    .await;
}

/// What a question says that goes wrong once; nothing if nobody notices.
fn expected(row: &Row, fault: &str) -> Option<ErrorKind> {
    use ErrorKind::{BadResponse, RateLimited, TimedOut, Unauthorized, Unavailable};
    Some(match (row.family, fault) {
        // The one gets another token, the queue of the other still knows the work.
        ("firefly", "unauthorized") | ("comfyui", "expired") => return None,
        (_, "expired") => BadResponse,
        (_, "rate-limited") => RateLimited,
        (_, "unauthorized") => Unauthorized,
        (_, "hang") => TimedOut,
        _ => Unavailable,
    })
}

async fn check(
    row: &Row,
    mock: &MockProviders,
    (client, hasty): (&HttpClient, &HttpClient),
    fault: &str,
) {
    let about = format!("{} {fault}", row.family);
    let patient = row.provider(mock, client);
    let prompt = format!("a paper boat fail:poll:{fault}:1");
    let request = request(patient.as_ref(), &prompt, &Parameters::default());
    let ticket = submitted(patient.as_ref(), &request).await;
    let asking = match fault {
        "hang" => row.provider(mock, hasty),
        _ => patient.clone(),
    };
    let error = asking.poll(&request, &ticket, &|_| {}).await.err();
    let got = error.as_ref().map(|error| (error.kind, error.outcome));
    // Nobody knows of the work itself.
    let expected = expected(row, fault).map(|kind| (kind, Outcome::Unknown));
    assert_eq!(got, expected, "{about}: {error:?}");
    if let Some(error) = error {
        assert_eq!(error.gone, fault == "expired", "{about}: {error:?}");
        holds_no_key(&error, mock);
    }
    let (images, _) = collected(patient.as_ref(), &request, ticket).await;
    let orders = row.orders(mock, &prompt);
    assert_eq!(orders.len(), 1, "{about}");
    assert_eq!(images[0].bytes, orders[0].paintings[0].file(), "{about}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_that_goes_wrong_is_asked_again_and_nothing_is_bought_twice() {
    let (mock, client) = (mock().start().await, client());
    let hasty = impatient();
    let faults = [
        "rate-limited",
        "server-error",
        "unavailable",
        "unauthorized",
        "hang",
        "truncated",
        "html",
        "dropped",
        "expired",
    ];
    let cases = faults
        .iter()
        .flat_map(|fault| rows().map(move |row| (row, fault)));
    join_all(cases.map(|(row, fault)| check(row, &mock, (&client, &hasty), fault))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_state_that_no_documentation_names_is_a_reason_to_wait() {
    let (mock, client) = (mock().polls(5).start().await, client());
    join_all(rows().map(|row| async {
        let provider = row.provider(&mock, &client);
        let request = request(
            provider.as_ref(),
            "a paper boat fail:duplicate-poll",
            &Parameters::default(),
        );
        let ticket = submitted(provider.as_ref(), &request).await;
        let (images, _) = collected(provider.as_ref(), &request, ticket).await;
        assert_eq!(images.len(), 1, "{}", row.family);
        let asked = mock
            .seen()
            .into_iter()
            .filter(|seen| seen.family == row.family && seen.method == "GET");
        assert!(
            asked.count() > 10,
            "{}: each of five states is told twice",
            row.family
        );
    }))
    .await;
}
