//! API Gateway: what a function is called with for a request.
//!
//! <https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html>

use serde_json::{Value, json};

/// The event of a request, payload version 2.0.
pub fn event(method: &str, target: &str, client: &str, body: Option<&Value>) -> Value {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    json!({
        "version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": query,
        "headers": {
            "host": "api.example.com", "content-type": "application/json", "x-forwarded-for": client,
            "x-forwarded-proto": "https", "x-forwarded-port": "443", "accept": "*/*",
        },
        "requestContext": {
            "accountId": "123456789012", "apiId": "abcdef", "domainName": "api.example.com",
            "domainPrefix": "api", "requestId": "r", "routeKey": "$default", "stage": "$default",
            "time": "24/Nov/2026:00:00:00 +0000", "timeEpoch": 1_795_478_400_000_u64,
            "http": { "method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": client, "userAgent": "test" },
        },
        "body": body.map(Value::to_string), "isBase64Encoded": false,
    })
}
