//! The moderation: what becomes of a prompt that it shall judge, over the same faults.

use std::time::Duration;

use futures::future::join_all;
use pixelprompt_domain::{Category, ErrorKind, Flagged, Moderator as _, Outcome, Prompt};
use pixelprompt_providers::{http::HttpClient, moderation::OpenAiModeration};
use pixelprompt_testkit::providers::{Fault, MockProviders};

use crate::rows::{client, holds_no_key, impatient, mock};

type Judgement = Result<Option<Flagged>, (ErrorKind, Outcome)>;

fn expected(fault: Fault) -> Judgement {
    match fault {
        // There are no pictures.
        Fault::Corrupt | Fault::Giant | Fault::Expired => Ok(None),
        // That is its judgement.
        Fault::Refused => Ok(Some(Flagged::Category(Category::Violence))),
        fault => fault.verdict(true).map_or(Ok(None), Err),
    }
}

async fn check(mock: &MockProviders, client: &HttpClient, fault: Fault) {
    let judge = OpenAiModeration::new(
        client.clone(),
        Some(mock.base_url("openai").parse().unwrap()),
        Some(mock.key("openai").into()),
        "omni-moderation-latest".to_owned(),
    );
    let text = format!("a paper boat fail:{fault}");
    let judged = judge.unwrap().check(&Prompt::new(&text).unwrap()).await;
    let judged = judged.map_err(|error| {
        holds_no_key(&error, mock);
        (error.kind, error.outcome)
    });
    assert_eq!(judged, expected(fault), "{fault}");
    assert_eq!(mock.paid(&text), 0, "{fault}: it is free");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_moderation_over_every_fault() {
    let (mock, patient, hasty) = (mock().start().await, client(), impatient());
    let late = Fault::Latency(Duration::from_millis(50));
    let others = Fault::ALL
        .into_iter()
        .filter(|fault| !matches!(fault, Fault::Latency(_)));
    let faults: Vec<_> = others.chain([late]).collect();
    join_all(faults.iter().map(|fault| {
        let client = if *fault == Fault::Hang {
            &hasty
        } else {
            &patient
        };
        check(&mock, client, *fault)
    }))
    .await;
}
