//! Language models: what becomes of a prompt that one shall enrich, over the same faults.

use std::{sync::Arc, time::Duration};

use futures::future::join_all;
use pixelprompt_domain::{Enhancer, ErrorKind, Outcome, Prompt};
use pixelprompt_providers::{
    http::HttpClient,
    language::{LANGUAGE_FAMILIES, LanguageFamily, Speaking},
};
use pixelprompt_testkit::providers::{Fault, MockProviders};

use crate::rows::{client, holds_no_key, impatient, mock};

fn enhancer(
    family: &LanguageFamily,
    mock: &MockProviders,
    client: &HttpClient,
) -> Arc<dyn Enhancer> {
    let models = MockProviders::language_models(family.name);
    let model = models
        .first()
        .unwrap_or_else(|| panic!("the mock has no language model of {}", family.name));
    let speaking = Speaking {
        model: (*model).to_owned(),
        api_key: Some(mock.key(family.name).into()),
        aws_key: None,
        base_url: Some(mock.base_url(family.name).parse().unwrap()),
        region: None,
        client: client.clone(),
        now: pixelprompt_domain::Timestamp::default,
    };
    family.enhancer(speaking).unwrap().0
}

/// What is to become of it; nothing if there are proposals.
fn expected(family: &LanguageFamily, fault: Fault) -> Option<(ErrorKind, Outcome)> {
    match fault {
        // There are no pictures.
        Fault::Corrupt | Fault::Giant | Fault::Expired => None,
        // It is the model that says no, after it read everything.
        Fault::Refused => Some((ErrorKind::ContentRejected, Outcome::Answered)),
        // Its word for that is 529, of which nobody says that it is free.
        Fault::Unavailable if family.name == "anthropic" => {
            Some((ErrorKind::Unavailable, Outcome::Unknown))
        }
        fault => fault.verdict(true),
    }
}

async fn check(family: &LanguageFamily, mock: &MockProviders, client: &HttpClient, fault: Fault) {
    let about = format!("{} {fault}", family.name);
    let text = format!("a paper boat fail:{fault}");
    let prompt = Prompt::new(&text).unwrap();
    let proposals = enhancer(family, mock, client).enhance(&prompt, 7).await;
    let orders = mock
        .seen()
        .into_iter()
        .filter(|seen| seen.family == family.name && seen.prompt.as_deref() == Some(text.as_str()));
    assert_eq!(orders.count(), 1, "{about}");
    match (proposals, expected(family, fault)) {
        (Ok(proposals), None) => assert_eq!(proposals.len(), 2, "{about}: {proposals:?}"),
        (Err(error), Some(expected)) => {
            assert_eq!((error.kind, error.outcome), expected, "{about}: {error:?}");
            holds_no_key(&error, mock);
        }
        (got, expected) => panic!("{about}: {got:?}, not {expected:?}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_language_model_over_every_fault() {
    let (mock, patient, hasty) = (mock().start().await, client(), impatient());
    let late = Fault::Latency(Duration::from_millis(50));
    let others = Fault::ALL
        .into_iter()
        .filter(|fault| !matches!(fault, Fault::Latency(_)));
    let faults: Vec<_> = others.chain([late]).collect();
    let cases = faults
        .iter()
        .flat_map(|fault| LANGUAGE_FAMILIES.iter().map(|family| (family, *fault)));
    join_all(cases.map(|(family, fault)| {
        let client = if fault == Fault::Hang {
            &hasty
        } else {
            &patient
        };
        check(family, &mock, client, fault)
    }))
    .await;
}
