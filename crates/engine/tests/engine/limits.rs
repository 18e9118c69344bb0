use std::sync::Arc;

use pixelprompt_domain::Resending::MayBuyTwice;
use pixelprompt_engine::{Client, Limits, Refusal};

use crate::support::{Deed, Scripted, Studio, asked};

fn studio(limits: Limits) -> Studio {
    let model = Scripted::new("m/a", MayBuyTwice, Deed::Hang);
    Studio::closed(&[&model], |parts, _, _| parts.limits = Arc::new(limits))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_thousand_requests_at_once_exactly_fifty_get_through() {
    let studio = Arc::new(studio(Limits {
        client_jobs_per_day: 50,
        ..Limits::none()
    }));
    let requests = (0..1_000).map(|i| {
        let studio = Arc::clone(&studio);
        tokio::spawn(async move {
            studio
                .try_submit(asked(&format!("fox {i}")), None)
                .await
                .is_ok()
        })
    });
    let answers = futures::future::join_all(requests).await;
    assert_eq!(
        answers
            .into_iter()
            .filter(|ok| *ok.as_ref().unwrap())
            .count(),
        50
    );
}

#[tokio::test]
async fn a_mistake_and_a_repeated_request_cost_nothing() {
    let studio = studio(Limits {
        jobs_per_hour: 2,
        ..Limits::none()
    });
    for _ in 0..5 {
        studio.try_submit(asked(""), None).await.unwrap_err();
        studio.try_submit(asked("fox"), Some("k")).await.unwrap();
    }
    let last = studio.try_submit(asked("bus"), None).await.unwrap();
    assert_eq!(last.left[0].remaining, 0);
    let over = studio.try_submit(asked("bird"), None).await.unwrap_err();
    let Refusal::RateLimited { left, retry_after } = over else {
        panic!("{over:?}")
    };
    assert_eq!(left.limit, 2);
    assert!(retry_after.as_secs() >= 1 && retry_after.as_secs() <= 3_600);
    studio.try_submit(asked("fox"), Some("k")).await.unwrap();
}

#[tokio::test]
async fn requests_at_once_under_one_key_count_once() {
    let studio = studio(Limits {
        client_jobs_per_day: 1,
        ..Limits::none()
    });
    let all = (0..12).map(|_| studio.try_submit(asked("fox"), Some("k")));
    let answers = futures::future::join_all(all).await;
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
}

#[tokio::test]
async fn painting_enhancing_and_logging_are_counted_apart() {
    let studio = studio(Limits {
        client_jobs_per_day: 1,
        client_enhances_per_hour: 1,
        client_logs_per_hour: 1,
        ..Limits::none()
    });
    let client = Client::Remote("203.0.113.7".parse().unwrap());
    let engine = &studio.engine;
    studio.try_submit(asked("fox"), None).await.unwrap();
    engine.enhance("fox", None, client).await.unwrap();
    engine.count_log(client).await.unwrap();
    assert!(studio.try_submit(asked("fox"), None).await.is_err());
    assert!(engine.enhance("fox", None, client).await.is_err());
    assert!(engine.count_log(client).await.is_err());
    engine.enhance("fox", None, Client::Local).await.unwrap();
}
