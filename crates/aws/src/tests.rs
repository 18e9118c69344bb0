//! Calls over a line with faults.

use std::{
    sync::Arc,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use pixelprompt_testkit::amazon::{Fault, Line};
use serde_json::json;

use super::*;

const ID: &str = "AKIDEXAMPLE";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const TOKEN: &str = "AQoDYXdzEPT//TOKEN==";

fn settings(retry: Retry) -> AwsSettings {
    let key = AwsKey::parse(&format!("{ID}:{SECRET}:{TOKEN}").into()).unwrap();
    AwsSettings {
        retry,
        ..AwsSettings::new("us-west-2", Arc::new(key), SystemTime::now, || 7_777)
    }
}

fn client(line: &Line, retry: Retry) -> AwsClient {
    let aws = Aws::new(settings(retry)).unwrap();
    aws.service(DYNAMODB, Some(&line.url())).unwrap()
}

fn quick() -> Retry {
    Retry {
        pause: Duration::from_millis(2),
        ..Retry::default()
    }
}

#[tokio::test]
async fn a_call_is_signed_and_names_its_action() {
    let line = Line::to_nobody().await;
    let answer = client(&line, quick())
        .call("GetItem", &json!({"a": 1}))
        .await;
    assert_eq!(answer.unwrap(), json!({}));
    let calls = line.calls();
    let [call] = &calls[..] else {
        panic!("one call: {calls:?}")
    };
    assert_eq!(
        (call.action.as_str(), &call.body),
        ("GetItem", &json!({"a": 1}))
    );
    let head = call.head.to_lowercase();
    assert!(head.starts_with("post / http/1.1"), "{head}");
    for header in [
        "content-type: application/x-amz-json-1.0\r\n",
        "x-amz-target: dynamodb_20120810.getitem\r\n",
        "signedheaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, signature=",
    ] {
        assert!(head.contains(header), "{header} in {head}");
    }
}

/// Whatever passes is tried again, in all its forms; the answer is that of the attempt that went through.
#[tokio::test]
async fn what_passes_is_tried_again() {
    for (fault, in_doubt) in [
        (
            Fault::refused(400, "ProvisionedThroughputExceededException"),
            false,
        ),
        (Fault::refused(400, "ThrottlingException"), false),
        (Fault::refused(400, "RequestLimitExceeded"), false),
        (Fault::refused(400, "TransactionInProgressException"), false),
        (Fault::refused(500, "InternalServerError"), true),
        (Fault::refused(503, "ServiceUnavailable"), false),
        (Fault::Refused(503, "<html>busy</html>".to_owned()), true),
        (Fault::Refused(502, String::new()), true),
        (Fault::Unheard, true),
        (Fault::Unanswered, true),
        (Fault::Silent, true),
    ] {
        let line = Line::to_nobody().await;
        let retry = Retry {
            patience: Duration::from_millis(200),
            ..quick()
        };
        let client = client(&line, retry);
        line.fail("PutItem", [fault.clone(), fault.clone()]);
        let answer = client.call("PutItem", &json!({})).await;
        assert_eq!(answer.unwrap(), json!({}), "{fault:?}");
        assert_eq!(line.calls().len(), 3, "{fault:?}");

        let refused = Fault::refused(400, "ConditionalCheckFailedException");
        line.fail("PutItem", [fault.clone(), refused]);
        let error = client.call("PutItem", &json!({})).await.unwrap_err();
        assert!(error.is("ConditionalCheckFailedException"), "{error}");
        assert_eq!(error.in_doubt(), in_doubt, "{fault:?}");
    }
}

#[tokio::test]
async fn what_does_not_pass_is_not() {
    for (status, code) in [
        (400, "ConditionalCheckFailedException"),
        (400, "ValidationException"),
        (400, "TransactionConflictException"),
        (400, "ResourceNotFoundException"),
        (400, "ExpiredTokenException"),
        (403, "InvalidSignatureException"),
    ] {
        let line = Line::to_nobody().await;
        line.fail("PutItem", [Fault::refused(status, code)]);
        let error = client(&line, quick()).call("PutItem", &json!({})).await;
        let error = error.unwrap_err();
        assert_eq!((error.status(), error.code()), (Some(status), Some(code)));
        assert!(!error.in_doubt());
        assert_eq!(line.calls().len(), 1, "{code}");
    }
}

#[tokio::test]
async fn attempts_and_time_are_bounded() {
    let line = Line::to_nobody().await;
    let few = Retry {
        attempts: 3,
        ..quick()
    };
    line.fail(
        "A",
        (0..9).map(|_| Fault::refused(400, "ThrottlingException")),
    );
    let error = client(&line, few).call("A", &json!({})).await.unwrap_err();
    assert!(error.is("ThrottlingException"));
    assert!(
        error.to_string().contains("A failed after 3 attempts"),
        "{error}"
    );
    assert_eq!(line.calls().len(), 3);

    let short = Retry {
        within: Duration::from_millis(400),
        patience: Duration::from_millis(300),
        ..quick()
    };
    line.fail("B", (0..9).map(|_| Fault::Silent));
    let began = Instant::now();
    let error = client(&line, short)
        .call("B", &json!({}))
        .await
        .unwrap_err();
    let took = began.elapsed();
    assert_eq!((error.code(), error.in_doubt()), (None, true));
    assert!(took >= Duration::from_millis(300), "{took:?}");
    assert!(took < Duration::from_secs(2), "{took:?}");
    assert_eq!(line.calls().len(), 2, "the second had what was left");
}

#[tokio::test]
async fn nobody_listening_is_no_doubt() {
    let line = Line::to_nobody().await;
    let client = client(
        &line,
        Retry {
            attempts: 2,
            ..quick()
        },
    );
    drop(line);
    tokio::time::sleep(Duration::from_millis(50)).await;
    let error = client.call("A", &json!({})).await.unwrap_err();
    assert!(!error.in_doubt(), "{error:?}");
    assert!(error.to_string().contains("2 attempts"), "{error}");
}

#[tokio::test]
async fn a_cancelled_transaction_says_why() {
    let line = Line::to_nobody().await;
    let body = json!({
        "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        "Message": "Transaction cancelled, please refer cancellation reasons",
        "CancellationReasons": [
            {"Code": "None"},
            {"Code": "ConditionalCheckFailed", "Message": "no", "Item": {"pk": {"S": "x"}}},
        ],
    });
    line.fail("T", [Fault::Refused(400, body.to_string())]);
    let error = client(&line, quick())
        .call("T", &json!({}))
        .await
        .unwrap_err();
    let codes: Vec<_> = error.reasons().iter().map(|reason| &reason.code).collect();
    assert_eq!(codes, ["None", "ConditionalCheckFailed"]);
    assert_eq!(error.reasons()[0].item(), None);
    assert_eq!(error.reasons()[1].item(), Some(&json!({"pk": {"S": "x"}})));
    assert!(!format!("{error:?}").contains("pk"), "{error:?}");
}

/// Amazon quotes the request that it finds signed wrongly. Nobody else shall.
#[tokio::test]
async fn no_part_of_a_key_is_shown() {
    let line = Line::to_nobody().await;
    let said = format!("{ID} signed x-amz-security-token:{TOKEN} with {SECRET}, not with {SECRET}");
    let body = json!({"__type": "InvalidSignatureException", "message": said});
    line.fail("A", [Fault::Refused(403, body.to_string())]);
    let client = client(&line, quick());
    let error = client.call("A", &json!({})).await.unwrap_err();
    let gone = Retry {
        attempts: 1,
        ..quick()
    };
    line.fail("B", [Fault::Unanswered]);
    let lost = self::client(&line, gone).call("B", &json!({})).await;
    let lost = lost.unwrap_err();
    let sources: Vec<_> = std::iter::successors(Some(&lost as &dyn std::error::Error), |error| {
        error.source()
    })
    .map(|error| format!("{error} {error:?}"))
    .collect();
    let aws = Aws::new(settings(quick())).unwrap();
    for shown in [
        format!("{error} {error:?} {client:?} {aws:?}"),
        sources.join(" "),
    ] {
        for part in [ID, SECRET, TOKEN] {
            assert!(!shown.contains(part), "{shown}");
        }
    }
    assert!(error.to_string().contains("[key] signed"), "{error}");
}

/// As a key is rejected that no header can hold, nothing is sent.
#[tokio::test]
async fn a_strange_key_is_not_sent() {
    let line = Line::to_nobody().await;
    let key = AwsKey::parse(&"AK\nIA:secret".into()).unwrap();
    let aws = Aws::new(AwsSettings {
        keys: Arc::new(key),
        ..settings(quick())
    });
    let client = aws.unwrap().service(DYNAMODB, Some(&line.url())).unwrap();
    let error = client.call("A", &json!({})).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("IA"), "{error:?}");
    assert!(line.calls().is_empty());
}

#[test]
fn services_are_where_amazon_has_them() {
    let address = |region: &str| SQS.address(region);
    assert_eq!(
        address("eu-central-1"),
        "https://sqs.eu-central-1.amazonaws.com/"
    );
    assert_eq!(
        address("cn-north-1"),
        "https://sqs.cn-north-1.amazonaws.com.cn/"
    );
    let aws = Aws::new(settings(quick())).unwrap();
    for endpoint in ["here", "ftp://example.org", "http://me:hunter2@example.org"] {
        let error = aws.service(SQS, Some(endpoint)).unwrap_err().to_string();
        assert!(!error.contains("hunter2"), "{error}");
    }
}

/// As botocore 1.43.11 signs the same call.
#[test]
fn a_call_is_signed_as_amazons_library_does() {
    let key = AwsKey::parse(&format!("{ID}:{SECRET}:{TOKEN}").into()).unwrap();
    let scope = Scope {
        service: "dynamodb",
        region: "us-west-2".to_owned(),
    };
    let url = "https://dynamodb.us-west-2.amazonaws.com/".parse().unwrap();
    let mut request = reqwest::Request::new(reqwest::Method::POST, url);
    for (name, value) in [
        ("x-amz-target", "DynamoDB_20120810.GetItem"),
        ("content-type", "application/x-amz-json-1.0"),
    ] {
        let value = reqwest::header::HeaderValue::from_static(value);
        request.headers_mut().insert(name, value);
    }
    *request.body_mut() = Some("{\"TableName\":\"x\"}".into());
    let now = UNIX_EPOCH + Duration::from_mins(24_015_636);
    sign(&mut request, &key, &scope, now).unwrap();
    let signed = request.headers()["authorization"].to_str().unwrap();
    let (_, signature) = signed.split_once("SignedHeaders=").unwrap();
    assert_eq!(
        signature,
        "content-type;host;x-amz-date;x-amz-security-token;x-amz-target, Signature=4fc092efa54efb5277393ab1a925938e05f718b5ddb35878e1141a4527591c56"
    );
}
