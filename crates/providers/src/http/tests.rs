use reqwest::{
    StatusCode,
    header::{HeaderMap, HeaderValue},
};

use super::{address::is_public, *};

fn refused(status: u16, headers: &[(&'static str, &'static str)], body: &str) -> ProviderError {
    let headers: HeaderMap = headers
        .iter()
        .map(|(name, value)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        })
        .collect();
    classify::refused(
        StatusCode::from_u16(status).unwrap(),
        &headers,
        body.as_bytes(),
        &[],
        &str::to_owned,
    )
}

#[test]
fn real_refusals_are_understood() {
    for (status, body, kind) in [
        (
            400,
            r#"{"error":{"message":"Rejected by the safety system","type":"image_generation_user_error","param":null,"code":"moderation_blocked"}}"#,
            ErrorKind::ContentRejected,
        ),
        (
            400,
            r#"{"error":{"code":"content_policy_violation","message":"Your request was rejected."}}"#,
            ErrorKind::ContentRejected,
        ),
        (
            400,
            r#"{"error":"Generated image rejected by content moderation"}"#,
            ErrorKind::ContentRejected,
        ),
        (
            400,
            r#"{"error":{"code":"billing_hard_limit_reached","message":"Billing hard limit has been reached"}}"#,
            ErrorKind::QuotaExhausted,
        ),
        (
            429,
            r#"{"error":{"type":"insufficient_quota","code":"insufficient_quota","message":"You exceeded your current quota"}}"#,
            ErrorKind::QuotaExhausted,
        ),
        (402, "", ErrorKind::QuotaExhausted),
        (
            429,
            r#"{"error":{"code":"rate_limit_exceeded","message":"Rate limit reached"}}"#,
            ErrorKind::RateLimited,
        ),
        (
            429,
            r#"{"error":"job queue is full"}"#,
            ErrorKind::RateLimited,
        ),
        (
            401,
            r#"{"error":{"code":"invalid_api_key","message":"Incorrect API key"}}"#,
            ErrorKind::Unauthorized,
        ),
        (
            400,
            r#"{"code":"Client specified an invalid argument","error":"Incorrect API key provided: xa***9."}"#,
            ErrorKind::Unauthorized,
        ),
        (
            403,
            r#"{"id":"a1","name":"content_moderation","errors":["Your request was flagged by our content moderation system"]}"#,
            ErrorKind::ContentRejected,
        ),
        (
            403,
            r#"{"error":{"message":"Your organization must be verified to use the model"}}"#,
            ErrorKind::Unauthorized,
        ),
        (
            400,
            r#"{"error":{"type":"invalid_request_error","param":"size","message":"Invalid size"}}"#,
            ErrorKind::RequestRejected,
        ),
        (
            422,
            r#"{"detail":[{"loc":["body","prompt"],"msg":"field required","type":"missing"}]}"#,
            ErrorKind::RequestRejected,
        ),
        (404, "404 page not found", ErrorKind::RequestRejected),
        (302, "", ErrorKind::RequestRejected),
        (503, "<html>busy</html>", ErrorKind::Unavailable),
    ] {
        let error = refused(status, &[], body);
        assert_eq!(
            (error.kind, error.outcome),
            (kind, Outcome::Refused),
            "{status} {body}"
        );
    }
}

#[test]
fn a_refusal_that_tells_its_price_was_painted_first() {
    let error = refused(
        400,
        &[],
        r#"{"code":"Client specified an invalid argument","error":"Generated image rejected by content moderation.","usage":{"cost_in_usd_ticks":200000000}}"#,
    );
    assert_eq!(
        (error.kind, error.outcome),
        (ErrorKind::ContentRejected, Outcome::Answered)
    );
}

/// A refusal by a server with words of its own for content.
fn worded(status: u16, body: &str, words: &[&str]) -> ProviderError {
    let status = StatusCode::from_u16(status).unwrap();
    let headers = HeaderMap::new();
    classify::refused(status, &headers, body.as_bytes(), words, &str::to_owned)
}

#[test]
fn a_server_has_words_of_its_own() {
    let body = r#"{"error":"Prompt failed the safety check"}"#;
    let kind = |words: &[&str]| worded(422, body, words).kind;
    assert_eq!(kind(&[]), ErrorKind::RequestRejected);
    assert_eq!(kind(&["safety"]), ErrorKind::ContentRejected);
}

/// Every status with words of content in its complaint, at a server that counts them: rate limits and wrong
/// keys have policies too.
#[test]
fn words_do_not_beat_the_status() {
    use ErrorKind::{
        ContentRejected, QuotaExhausted, RateLimited, RequestRejected, TimedOut, Unauthorized,
        Unavailable,
    };
    use Outcome::{Refused, Unknown};

    let words = &["policy", "safety", "moderation", "nsfw"];
    for (status, body, kind, outcome) in [
        (
            429,
            r#"{"code":"rate_limit_exceeded","message":"Too many requests, see our rate limit policy"}"#,
            RateLimited,
            Refused,
        ),
        (
            401,
            r#"{"message":"Keys are revoked by policy"}"#,
            Unauthorized,
            Refused,
        ),
        (
            402,
            r#"{"message":"No credit, see our billing policy"}"#,
            QuotaExhausted,
            Refused,
        ),
        (
            408,
            r#"{"message":"The safety check took too long"}"#,
            TimedOut,
            Unknown,
        ),
        (
            500,
            r#"{"message":"The moderation service failed"}"#,
            Unavailable,
            Unknown,
        ),
        (
            503,
            r#"{"message":"The moderation service is down"}"#,
            Unavailable,
            Refused,
        ),
        (
            422,
            r#"{"detail":[{"loc":["body","seed"],"msg":"Input should be less than 10","type":"less_than","input":{"prompt":"a safety pin, nsfw","seed":11}}]}"#,
            RequestRejected,
            Refused,
        ),
        (
            400,
            r#"{"request":{"prompt":"a safety pin"},"valid":false}"#,
            RequestRejected,
            Refused,
        ),
        (
            403,
            "<html><body>Blocked by our security policy</body></html>",
            Unauthorized,
            Refused,
        ),
        (
            422,
            r#"{"detail":[{"loc":["body","prompt"],"msg":"failed the safety check","type":"value_error","input":"a boat"}]}"#,
            ContentRejected,
            Refused,
        ),
        (
            400,
            r#"{"message":"Against our content policy"}"#,
            ContentRejected,
            Refused,
        ),
        (403, "prompt fails moderation", ContentRejected, Refused),
        (451, "", ContentRejected, Refused),
        (
            429,
            r#"{"error":{"code":"content_policy_violation","message":"no"}}"#,
            ContentRejected,
            Refused,
        ),
        (
            500,
            r#"{"error":{"code":"moderation_blocked","message":"no"}}"#,
            ContentRejected,
            Refused,
        ),
    ] {
        let error = worded(status, body, words);
        assert_eq!(
            (error.kind, error.outcome),
            (kind, outcome),
            "{status} {body}"
        );
    }
}

#[test]
fn an_error_knows_its_status_and_whether_the_api_spoke() {
    for (status, body, explained) in [
        (401, r#"{"detail":"who are you?"}"#, true),
        (
            500,
            r#"{"detail":[{"msg":"broken","type":"internal_server_error"}]}"#,
            true,
        ),
        (502, "<html>Bad Gateway</html>", false),
        (502, "{}", false),
        (504, "", false),
    ] {
        let status_of = Status::of(&refused(status, &[], body));
        assert_eq!(status_of, Some(Status { status, explained }), "{body}");
    }
    assert_eq!(Status::of(&unusable("no picture")), None);
}

#[test]
fn a_server_that_failed_may_have_painted() {
    for status in [500, 502, 504, 529] {
        let error = refused(status, &[], "");
        assert_eq!(
            (error.kind, error.outcome),
            (ErrorKind::Unavailable, Outcome::Unknown),
            "{status}"
        );
        assert!(!error.may_retry());
    }
}

#[test]
fn the_wait_is_read_in_all_its_forms() {
    let wait = |headers: &[(&'static str, &'static str)]| refused(429, headers, "").retry_after;
    assert_eq!(wait(&[]), None);
    assert_eq!(wait(&[("retry-after", "7")]), Some(Duration::from_secs(7)));
    assert_eq!(wait(&[("retry-after", "soon")]), None);
    assert_eq!(
        wait(&[("retry-after-ms", "250"), ("retry-after", "1")]),
        Some(Duration::from_millis(250))
    );
    let date = ("date", "Mon, 23 Nov 2026 16:00:00 GMT");
    assert_eq!(
        wait(&[date, ("retry-after", "Mon, 23 Nov 2026 16:01:30 GMT")]),
        Some(Duration::from_secs(90))
    );
    assert_eq!(
        wait(&[date, ("retry-after", "Mon, 23 Nov 2026 15:00:00 GMT")]),
        Some(Duration::ZERO)
    );
    assert_eq!(
        wait(&[("retry-after", "Mon, 23 Nov 2026 16:01:30 GMT")]),
        None
    );
}

#[test]
fn details_are_short_and_of_one_line() {
    let error = refused(
        400,
        &[],
        &format!("first\nsecond\x1b[31m{}", "x".repeat(10_000)),
    );
    assert!(error.detail.len() < 400);
    assert!(!error.detail.contains(char::is_control));
}

#[test]
fn only_the_public_internet_is_public() {
    for inside in [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "192.0.0.1",
        "203.0.113.9",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001::1",
        "2001:db8::1",
    ] {
        assert!(!is_public(inside.parse().unwrap()), "{inside}");
    }
    for outside in [
        "1.1.1.1",
        "93.184.215.14",
        "172.32.0.1",
        "100.128.0.1",
        "2606:4700::1111",
    ] {
        assert!(is_public(outside.parse().unwrap()), "{outside}");
    }
}

#[test]
fn paths_go_under_the_base() {
    let client = HttpClient::new(Bounds::default()).unwrap();
    for base in ["http://localhost:8000/v1", "http://localhost:8000/v1/"] {
        let server = Server::new(client.clone(), base.parse().unwrap(), Key::None);
        assert_eq!(
            server.under_base("/images/generations").as_str(),
            "http://localhost:8000/v1/images/generations"
        );
        assert_eq!(
            server.under_base("/view?filename=a%20fox.png").as_str(),
            "http://localhost:8000/v1/view?filename=a%20fox.png"
        );
    }
}

#[test]
fn a_key_is_neither_shown_nor_repeated() {
    let key = Key::Bearer("sk-secret".into());
    let hidden = |key: &Key, words| Secrets::new(&key.secrets()).hide(words);
    assert_eq!(hidden(&key, "bad key sk-secret!"), "bad key [key]!");
    let basic = Key::Basic("me:hunter2".into());
    assert_eq!(
        hidden(&basic, "not me:hunter2, hunter2 or bWU6aHVudGVyMg=="),
        "not [key], [key] or [key]"
    );
    assert_eq!(basic.header().unwrap().unwrap().1, "Basic bWU6aHVudGVyMg==");
    let client = HttpClient::new(Bounds::default()).unwrap();
    let server = Server::new(
        client,
        "https://me:hunter2@example.com".parse().unwrap(),
        key,
    );
    let shown = format!("{server:?}");
    assert!(
        !shown.contains("sk-secret") && !shown.contains("hunter2"),
        "{shown}"
    );
    let (_, value) = server.key.header().unwrap().unwrap();
    assert!(value.is_sensitive());
}

#[test]
fn no_part_of_a_key_is_left_where_words_are_cut() {
    let client = HttpClient::new(Bounds::default()).unwrap();
    let key = Key::Bearer("sk-secret".into());
    let server = Server::new(client, "https://example.com".parse().unwrap(), key);
    for before in 285..305 {
        let quoted = server.quoted(&format!("{}sk-secret", "x".repeat(before)));
        assert!(!quoted.contains('s'), "{quoted}");
    }
}

#[test]
fn a_key_that_fits_no_header_is_no_key() {
    let error = Key::Bearer("line\nbreak".into()).header().unwrap_err();
    assert_eq!(
        (error.kind, error.outcome),
        (ErrorKind::Unauthorized, Outcome::NotSent)
    );
    assert!(!error.to_string().contains("break"));
}

#[test]
fn base64_is_read_in_all_its_clothes() {
    for text in ["aGk=", "aGk", " aGk=\n", "data:image/png;base64,aGk="] {
        assert_eq!(decoded(text).unwrap(), b"hi", "{text:?}");
    }
    let refused = decoded("<html>").unwrap_err();
    assert_eq!(refused.kind, ErrorKind::BadResponse);
    assert_eq!(refused.outcome, Outcome::Answered);
}
