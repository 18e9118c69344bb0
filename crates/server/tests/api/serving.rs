//! Over real connections.

use std::time::Duration;

use futures::StreamExt as _;
use pixelprompt_engine::Limits;
use pixelprompt_server::serve;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::support::{Setup, events};

#[tokio::test]
async fn several_addresses_are_served_until_the_server_is_to_stop() {
    let setup = Setup {
        limits: Limits {
            client_jobs_per_day: 1,
            ..Limits::none()
        },
        ..Setup::with_models(&[("fake/gated", "Gated")])
    };
    let app = setup.start();
    let mut listeners = Vec::new();
    for _ in 0..2 {
        listeners.push(TcpListener::bind("127.0.0.1:0").await.unwrap());
    }
    let addresses: Vec<_> = listeners
        .iter()
        .map(|listener| listener.local_addr().unwrap())
        .collect();
    let serving = tokio::spawn(serve(listeners, app.router.clone(), app.closing.clone()));

    // Another crate of the workspace turns TLS on in the client, and leaves the choice of cryptography open.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::new();
    let body = json!({"prompt": "a fox"});
    let mut ids = Vec::new();
    for address in &addresses {
        let answer = client
            .post(format!("http://{address}/generate"))
            .json(&body)
            .send()
            .await
            .unwrap();
        let answer: Value = answer.json().await.unwrap();
        ids.push(answer["jobId"].clone());
    }
    assert!(ids[0].is_string());
    assert_eq!(
        ids[1],
        Value::Null,
        "both come from 127.0.0.1, which is counted"
    );

    let watched = format!(
        "http://{}/jobs/{}/events",
        addresses[0],
        ids[0].as_str().unwrap()
    );
    let answer = client.get(watched).send().await.unwrap();
    let mut told = events(answer.bytes_stream().map(Result::unwrap));
    assert_eq!(told.next().await.unwrap().name, "job");
    app.closing.cancel();
    let end = tokio::time::timeout(Duration::from_secs(20), async {
        while told.next().await.is_some() {}
        serving.await.unwrap();
    });
    end.await.expect("streams do not hold up the end");
    let refused = client
        .get(format!("http://{}/healthz", addresses[1]))
        .send()
        .await;
    assert!(refused.is_err());
}
