//! Amazon's way of knowing a customer: a signature of each request.
//!
//! Signature Version 4: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>.

use std::time::SystemTime;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::{Request, Url, header::HeaderValue};
use ring::{digest, hmac};
use secrecy::ExposeSecret as _;

use crate::AwsKey;

const ALGORITHM: &str = "AWS4-HMAC-SHA256";
const DATE: &str = "x-amz-date";
const TOKEN: &str = "x-amz-security-token";

/// Everything but the characters that RFC 3986 never reserves.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A text as one part of a path or query.
pub fn encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// What a signature is good for: one service in one region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// As it is called in signatures: `bedrock`, `dynamodb`.
    pub service: &'static str,
    /// Such as `us-west-2`.
    pub region: String,
}

/// The key has characters that no header can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key has characters that no key has")]
pub struct StrangeKey;

/// Adds the date, the token and the signature to a request that is otherwise ready to be sent, with its body in
/// memory. All its headers that begin with `x-amz-` are signed, and its content type.
pub fn sign(
    request: &mut Request,
    key: &AwsKey,
    scope: &Scope,
    now: SystemTime,
) -> Result<(), StrangeKey> {
    let date = date(now);
    set(request, DATE, &date)?;
    if let Some(token) = &key.token {
        set(request, TOKEN, token.expose_secret())?;
    }
    let day = date.get(..8).unwrap_or_default();
    let within = format!("{day}/{}/{}/aws4_request", scope.region, scope.service);
    let (canonical, signed) = canonical(request);
    let words = format!(
        "{ALGORITHM}\n{date}\n{within}\n{}",
        sha256(canonical.as_bytes())
    );
    let first = format!("AWS4{}", key.secret.expose_secret());
    let signing = [day, &scope.region, scope.service, "aws4_request"]
        .iter()
        .fold(first.into_bytes(), |key, part| hmac(&key, part));
    let signature = hex::encode(hmac(&signing, &words));
    let id = &key.id;
    let authorization = format!(
        "{ALGORITHM} Credential={id}/{within}, SignedHeaders={signed}, Signature={signature}"
    );
    set(request, "authorization", &authorization)
}

fn set(request: &mut Request, name: &'static str, value: &str) -> Result<(), StrangeKey> {
    let mut value = HeaderValue::try_from(value).map_err(|_| StrangeKey)?;
    value.set_sensitive(true);
    request.headers_mut().insert(name, value);
    Ok(())
}

/// The moment as `20150830T123600Z`.
fn date(now: SystemTime) -> String {
    humantime::format_rfc3339_seconds(now)
        .to_string()
        .replace(['-', ':'], "")
}

/// The request in the one form in which both sides write it, and the names of the signed headers.
fn canonical(request: &Request) -> (String, String) {
    let url = request.url();
    let mut headers = vec![("host", host(url))];
    for (name, value) in request.headers() {
        if name == "content-type" || name.as_str().starts_with("x-amz-") {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            headers.push((name.as_str(), value));
        }
    }
    headers.sort_unstable();
    let names: Vec<_> = headers.iter().map(|(name, _)| *name).collect();
    let names = names.join(";");
    let lines: Vec<_> = headers
        .iter()
        .map(|(name, value)| format!("{name}:{}", value.trim()))
        .collect();
    // The path is encoded twice: once as it is sent, once more here.
    let path: Vec<_> = url.path().split('/').map(encoded).collect();
    let mut query: Vec<_> = url
        .query_pairs()
        .map(|(name, value)| format!("{}={}", encoded(&name), encoded(&value)))
        .collect();
    query.sort_unstable();
    let body = request.body().and_then(|body| body.as_bytes());
    let canonical = format!(
        "{}\n{}\n{}\n{}\n\n{names}\n{}",
        request.method(),
        path.join("/"),
        query.join("&"),
        lines.join("\n"),
        sha256(body.unwrap_or_default())
    );
    (canonical, names)
}

/// As it goes into the header: without the port where that is the usual one.
fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port()
        .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// The digest of some bytes, in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(digest::digest(&digest::SHA256, bytes))
}

fn hmac(key: &[u8], words: &str) -> Vec<u8> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    hmac::sign(&key, words.as_bytes()).as_ref().to_vec()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use reqwest::Method;

    use super::*;

    const ID: &str = "AKIDEXAMPLE";
    const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    fn signed(
        method: Method,
        url: &str,
        body: Option<&'static str>,
        token: &str,
        (service, region): (&'static str, &str),
    ) -> (String, String) {
        let key = AwsKey::parse(&format!("{ID}:{SECRET}:{token}").into()).unwrap();
        let scope = Scope {
            service,
            region: region.to_owned(),
        };
        let now = UNIX_EPOCH + Duration::from_mins(24_015_636);
        let mut request = Request::new(method, url.parse().unwrap());
        if let Some(body) = body {
            *request.body_mut() = Some(body.into());
            let json = HeaderValue::from_static("application/json");
            request.headers_mut().insert("content-type", json);
        }
        sign(&mut request, &key, &scope, now).unwrap();
        let text = |name: &str| request.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(text(DATE), "20150830T123600Z");
        assert!(!format!("{request:?}").contains("Signature="));
        let authorization = text("authorization");
        let (before, signature) = authorization.split_once(", Signature=").unwrap();
        let (start, headers) = before.split_once(", SignedHeaders=").unwrap();
        assert_eq!(
            start,
            format!("{ALGORITHM} Credential={ID}/20150830/{region}/{service}/aws4_request")
        );
        (headers.to_owned(), signature.to_owned())
    }

    /// Of the suite that Amazon published for Signature Version 4.
    #[test]
    fn amazons_own_examples_come_out_as_published() {
        let at = ("service", "us-east-1");
        let base = "https://example.amazonaws.com/";
        let token = "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";
        for (name, method, url, token, signature) in [
            (
                "get-vanilla",
                Method::GET,
                base.to_owned(),
                "",
                "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
            ),
            (
                "post-vanilla",
                Method::POST,
                base.to_owned(),
                "",
                "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
            ),
            (
                "get-vanilla-query-order-key-case",
                Method::GET,
                format!("{base}?Param2=value2&Param1=value1"),
                "",
                "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
            ),
            (
                "post-sts-header-before",
                Method::POST,
                base.to_owned(),
                token,
                "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead",
            ),
        ] {
            let (headers, signed) = signed(method, &url, None, token, at);
            assert_eq!(signed, signature, "{name}");
            let expected = if token.is_empty() {
                "host;x-amz-date"
            } else {
                "host;x-amz-date;x-amz-security-token"
            };
            assert_eq!(headers, expected, "{name}");
        }
    }

    /// As botocore 1.44.5 signs the same: the colon of a model's id is where signers differ.
    #[test]
    fn a_request_to_bedrock_is_signed_as_amazons_library_does() {
        let path = "model/stability.sd3-5-large-v1%3A0/invoke";
        let body = Some("{\"prompt\":\"a paper boat\"}");
        for (base, token, headers, signature) in [
            (
                "https://bedrock-runtime.us-west-2.amazonaws.com",
                "AQoDYXdzEXAMPLE",
                "content-type;host;x-amz-date;x-amz-security-token",
                "5915b3f77b0d36c640919d20b044807ddd86166afb4153dfd84432344cee89c7",
            ),
            (
                "http://127.0.0.1:4010",
                "",
                "content-type;host;x-amz-date",
                "49f406e06c35f659ca57d35a52a528ad7a8defc80c34fcc2b0ee608d4b166dc7",
            ),
        ] {
            let url = format!("{base}/{path}");
            let at = ("bedrock", "us-west-2");
            let signed = signed(Method::POST, &url, body, token, at);
            assert_eq!(signed, (headers.to_owned(), signature.to_owned()), "{base}");
        }
    }
}
