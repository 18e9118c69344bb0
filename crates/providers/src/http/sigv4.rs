//! Amazon's way of knowing a customer: a signature of each request.
//!
//! Signature Version 4: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>.
//! Amazon's own crate for it would bring five others of its SDK and a second calendar along.

use std::{
    fmt,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use pixelprompt_domain::{ProviderError, Timestamp};
use reqwest::{Request, header::HeaderValue};
use ring::{digest, hmac};
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use super::key::strange_key;

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
pub(crate) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// A key to Amazon's services.
#[derive(Clone)]
pub(crate) struct AwsKey {
    id: String,
    secret: SecretString,
    token: Option<SecretString>,
}

impl AwsKey {
    /// `ACCESS_KEY_ID:SECRET` or `ACCESS_KEY_ID:SECRET:SESSION_TOKEN`; anything else is none.
    pub(crate) fn parse(text: &SecretString) -> Option<Self> {
        let mut parts = text.expose_secret().splitn(3, ':').map(str::trim);
        let (id, secret) = (parts.next()?, parts.next()?);
        let token = parts.next().filter(|token| !token.is_empty());
        (!id.is_empty() && !secret.is_empty()).then(|| Self {
            id: id.to_owned(),
            secret: secret.into(),
            token: token.map(Into::into),
        })
    }
}

/// Signs the requests to one service in one region.
#[derive(Clone)]
pub struct Signer {
    pub(crate) key: AwsKey,
    pub(crate) service: &'static str,
    pub(crate) region: String,
    pub(crate) now: fn() -> Timestamp,
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a signer")
    }
}

impl Signer {
    /// Adds the date, the token and the signature.
    pub(super) fn sign(&self, request: &mut Request) -> Result<(), ProviderError> {
        let date = date((self.now)());
        set(request, DATE, &date)?;
        if let Some(token) = &self.key.token {
            set(request, TOKEN, token.expose_secret())?;
        }
        let day = date.get(..8).unwrap_or_default();
        let scope = format!("{day}/{}/{}/aws4_request", self.region, self.service);
        let (canonical, signed) = canonical(request);
        let words = format!(
            "{ALGORITHM}\n{date}\n{scope}\n{}",
            sha256(canonical.as_bytes())
        );
        let first = format!("AWS4{}", self.key.secret.expose_secret());
        let key = [day, &self.region, self.service, "aws4_request"]
            .iter()
            .fold(first.into_bytes(), |key, part| hmac(&key, part));
        let signature = hex::encode(hmac(&key, &words));
        let id = &self.key.id;
        let authorization = format!(
            "{ALGORITHM} Credential={id}/{scope}, SignedHeaders={signed}, Signature={signature}"
        );
        set(request, "authorization", &authorization)
    }

    /// What must not be repeated to anybody.
    pub(super) fn secrets(&self) -> Vec<String> {
        let token = self.key.token.iter();
        let secrets = [&self.key.secret].into_iter().chain(token);
        let secrets = secrets.map(|secret| secret.expose_secret().to_owned());
        secrets.chain([self.key.id.clone()]).collect()
    }
}

fn set(request: &mut Request, name: &'static str, value: &str) -> Result<(), ProviderError> {
    let mut value = HeaderValue::try_from(value).map_err(|_| strange_key())?;
    value.set_sensitive(true);
    request.headers_mut().insert(name, value);
    Ok(())
}

/// The moment as `20150830T123600Z`.
fn date(now: Timestamp) -> String {
    let moment: SystemTime = UNIX_EPOCH + Duration::from_millis(now.0);
    humantime::format_rfc3339_seconds(moment)
        .to_string()
        .replace(['-', ':'], "")
}

/// The request in the one form in which both sides write it, and the names of the signed headers.
fn canonical(request: &Request) -> (String, String) {
    let url = request.url();
    let mut headers = vec![("host", host(url))];
    for name in ["content-type", DATE, TOKEN] {
        if let Some(value) = request.headers().get(name) {
            headers.push((name, String::from_utf8_lossy(value.as_bytes()).into_owned()));
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

fn sha256(bytes: &[u8]) -> String {
    hex::encode(digest::digest(&digest::SHA256, bytes))
}

fn hmac(key: &[u8], words: &str) -> Vec<u8> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    hmac::sign(&key, words.as_bytes()).as_ref().to_vec()
}

#[cfg(test)]
mod tests {
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
        let signer = Signer {
            key,
            service,
            region: region.to_owned(),
            now: || Timestamp(1_440_938_160_000),
        };
        let mut request = Request::new(method, url.parse().unwrap());
        if let Some(body) = body {
            *request.body_mut() = Some(body.into());
            let json = HeaderValue::from_static("application/json");
            request.headers_mut().insert("content-type", json);
        }
        signer.sign(&mut request).unwrap();
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

    #[test]
    fn only_an_id_and_a_secret_are_a_key() {
        for text in ["", "ABSKQmVkcm9ja0FQSUtleS0", ":x", "x:", "AKIA::t"] {
            assert!(AwsKey::parse(&text.into()).is_none(), "{text}");
        }
        let key = AwsKey::parse(&"AKIA:a/b+c:to:ken".into()).unwrap();
        assert_eq!(
            (key.id.as_str(), key.secret.expose_secret()),
            ("AKIA", "a/b+c")
        );
        assert_eq!(key.token.unwrap().expose_secret(), "to:ken");
    }
}
