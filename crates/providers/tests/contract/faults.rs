//! What becomes of a request when its provider, or the network before it, fails in any way.

use std::time::Duration;

use futures::future::join_all;
use pixelprompt_domain::{ErrorKind, Outcome, Parameters};
use pixelprompt_providers::http::HttpClient;
use pixelprompt_testkit::providers::{Fault, MockProviders};

use crate::rows::{
    Files, Hint, Kind, ROWS, Row, WAIT, client, holds_no_key, impatient, mock, paint, request,
};

/// What is to become of it; nothing if a picture.
fn expected(row: &Row, fault: Fault) -> Option<(ErrorKind, Outcome)> {
    let mut exceptions = row.exceptions.iter();
    match exceptions.find(|(of, ..)| *of == fault) {
        Some((_, kind, outcome)) => Some((*kind, *outcome)),
        None if fault == Fault::Gone && row.kind == Kind::Ticket => {
            Some((ErrorKind::BadResponse, Outcome::Unknown))
        }
        None => fault.verdict(row.files == Files::Inside),
    }
}

async fn check(row: &Row, mock: &MockProviders, client: &HttpClient, fault: Fault) {
    let about = format!("{} {fault}", row.family);
    let provider = row.provider(mock, client);
    let prompt = format!("a paper boat fail:{fault}");
    let request = request(provider.as_ref(), &prompt, &Parameters::default());
    let result = paint(provider.as_ref(), &request).await;
    let paid = row.paid(mock, &prompt);
    assert!(paid <= 1, "{about}: bought {paid} times");
    assert!(
        !row.orders(mock, &prompt).is_empty(),
        "{about}: never asked"
    );
    match (&result, expected(row, fault)) {
        (Ok(_), None) => assert_eq!(paid, 1, "{about}"),
        (Err(error), Some(expected)) => {
            assert_eq!((error.kind, error.outcome), expected, "{about}: {error:?}");
            holds_no_key(error, mock);
            // Only then is it of no use to ask again, and not known what it costs.
            assert_eq!(error.gone, fault == Fault::Gone, "{about}: {error:?}");
            // What is asked again has cost nothing.
            assert!(!error.may_retry() || paid == 0, "{about}: {error:?}");
            if fault == Fault::RateLimited {
                let told = (row.hint == Hint::Told).then_some(WAIT);
                assert_eq!(error.retry_after, told, "{about}");
            }
        }
        (result, expected) => panic!("{about}: {result:?}, not {expected:?}"),
    }
}

async fn check_all(fault: Fault) {
    let mock = mock().start().await;
    let client = match fault {
        Fault::Hang => impatient(),
        _ => client(),
    };
    join_all(ROWS.iter().map(|row| check(row, &mock, &client, fault))).await;
}

/// One test for each fault, over all families.
macro_rules! faults {
    ($($name:ident: $fault:expr;)*) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                check_all($fault).await;
            }
        )*

        #[test]
        fn no_fault_is_left_out() {
            let tested = [$($fault.to_string()),*];
            for fault in Fault::ALL {
                let name = fault.to_string();
                let is = |tested: &String| tested.split(':').next() == name.split(':').next();
                assert!(tested.iter().any(is), "{name}");
            }
        }
    };
}

faults! {
    latency: Fault::Latency(Duration::from_millis(50));
    rate_limited: Fault::RateLimited;
    server_error: Fault::ServerError;
    unavailable: Fault::Unavailable;
    hang: Fault::Hang;
    truncated: Fault::Truncated;
    html: Fault::Html;
    refused: Fault::Refused;
    unauthorized: Fault::Unauthorized;
    quota: Fault::Quota;
    corrupt: Fault::Corrupt;
    giant: Fault::Giant;
    dropped: Fault::Dropped;
    duplicate_poll: Fault::DuplicatePoll;
    empty: Fault::Empty;
    expired: Fault::Expired;
    slow_poll: Fault::SlowPoll;
    accepted_work_failed: Fault::WorkFailed;
    accepted_work_is_gone: Fault::Gone;
}

#[tokio::test]
async fn nobody_there() {
    let (mock, client) = (mock().start().await, client());
    // Held, so that nobody else gets it, and never listened at.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let nobody = format!("http://{}/v1", socket.local_addr().unwrap());
    for row in ROWS {
        let mut configured = row.configured(&mock, &client);
        configured.api_key = Some(mock.key(row.family).into());
        configured.base_url = Some(nobody.parse().unwrap());
        let provider = row.made(configured);
        let request = request(provider.as_ref(), "a paper boat", &Parameters::default());
        let error = paint(provider.as_ref(), &request).await.unwrap_err();
        assert_eq!(
            (error.kind, error.outcome),
            (ErrorKind::Unavailable, Outcome::NotSent),
            "{}: {error:?}",
            row.family
        );
    }
}

#[tokio::test]
async fn a_wrong_key() {
    let (mock, client) = (mock().start().await, client());
    for row in ROWS {
        let mut configured = row.configured(&mock, &client);
        // `user:password` where that is the form of keys.
        let wrong = mock.key(row.family).replace("sentinel", "wrong-sentinel");
        configured.api_key = Some(wrong.clone().into());
        let provider = row.made(configured);
        let request = request(provider.as_ref(), "a paper boat", &Parameters::default());
        let error = paint(provider.as_ref(), &request).await.unwrap_err();
        assert_eq!(
            (error.kind, error.outcome),
            (ErrorKind::Unauthorized, Outcome::Refused),
            "{}: {error:?}",
            row.family
        );
        assert_eq!(row.paid(&mock, "a paper boat"), 0);
        holds_no_key(&error, &mock);
    }
}
