//! Who is counted.

use pixelprompt_engine::Limits;
use pixelprompt_server::HttpSettings;
use serde_json::json;

use crate::support::Setup;

/// How many of these requests are let through by a limit of one for each client.
async fn let_through(trusted: &[&str], headers: &[&[(&str, &str)]]) -> usize {
    let app = Setup {
        limits: Limits {
            client_jobs_per_day: 1,
            ..Limits::none()
        },
        settings: HttpSettings {
            trusted_proxies: trusted.iter().map(|net| net.parse().unwrap()).collect(),
            ..HttpSettings::default()
        },
        ..Setup::default()
    }
    .start();
    let mut through = 0;
    for headers in headers {
        let answer = app
            .post_with("/generate", headers, &json!({"prompt": "a fox"}))
            .await;
        through += usize::from(answer.status == 200);
    }
    through
}

#[tokio::test]
async fn nobody_gets_a_new_allowance_by_claiming_to_be_somebody_else() {
    let claims: &[&[(&str, &str)]] = &[
        &[("x-forwarded-for", "198.51.100.1")],
        &[("x-forwarded-for", "198.51.100.2")],
        &[("forwarded", "for=198.51.100.3")],
        &[("x-real-ip", "198.51.100.4")],
    ];
    assert_eq!(let_through(&[], claims).await, 1);
    assert_eq!(let_through(&["198.51.100.0/24"], claims).await, 1);
}

#[tokio::test]
async fn clients_behind_a_trusted_proxy_have_allowances_of_their_own() {
    let seen: &[&[(&str, &str)]] = &[
        &[("x-forwarded-for", "198.51.100.1")],
        &[("x-forwarded-for", "198.51.100.2")],
        &[("x-forwarded-for", "6.6.6.6, 198.51.100.2")],
    ];
    assert_eq!(let_through(&["203.0.113.0/24"], seen).await, 2);
}
