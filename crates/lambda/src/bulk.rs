//! What is too much for the gateway.
//!
//! An answer of a function is a text of six megabytes at most, so a file would travel as base64 and a large one not
//! at all. Files go to the bucket instead, and the client is sent there.

use std::{convert::Infallible, sync::Arc};

use axum::{
    body::Body,
    http::{
        HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, LOCATION},
    },
    response::Response,
};
use http_body_util::BodyExt as _;
use pixelprompt_server::LinkSigner;
use pixelprompt_storage::ObjectBlobs;
use sha2::{Digest as _, Sha256};

/// Begins the keys of files that were made for one answer. The bucket forgets them after a day.
const FOLDER: &str = "sent";

/// Puts files into the bucket, and sends clients to where it is read.
#[derive(Clone)]
pub(crate) struct Bulk {
    blobs: Arc<ObjectBlobs>,
    base: Arc<str>,
    signer: Option<LinkSigner>,
}

impl Bulk {
    pub(crate) fn new(blobs: ObjectBlobs, base: String, signer: Option<LinkSigner>) -> Self {
        Self {
            blobs: Arc::new(blobs),
            base: base.into(),
            signer,
        }
    }

    /// The answer, or where to find it.
    pub(crate) async fn aside(
        this: Option<Self>,
        answer: Result<Response, Infallible>,
    ) -> Result<Response, Infallible> {
        let Ok(answer) = answer;
        match this {
            Some(this) if is_file(&answer) => Ok(this.sent(answer).await),
            _ => Ok(answer),
        }
    }

    fn address(&self, key: &str) -> String {
        let address = format!("{}/{key}", self.base);
        match &self.signer {
            Some(LinkSigner(sign)) => sign(&address),
            None => address,
        }
    }

    async fn sent(&self, answer: Response) -> Response {
        let (head, body) = answer.into_parts();
        let told = |name| head.headers.get(name).and_then(|value| value.to_str().ok());
        let kind = told(CONTENT_TYPE).unwrap_or_default();
        let disposition = told(CONTENT_DISPOSITION);
        let Ok(body) = body.collect().await else {
            // Whatever broke off has said why.
            return failed();
        };
        let file = body.to_bytes();
        // The same answer has the same place, and who does not know the file cannot guess it. A name by which it
        // is to be saved is a part of what is answered.
        let mut digest = Sha256::new_with_prefix(&file);
        digest.update(disposition.unwrap_or_default());
        let key = format!(
            "{FOLDER}/{}.{}",
            hex::encode(digest.finalize()),
            extension(kind)
        );
        let put = self.blobs.put_served(&key, file, kind, disposition).await;
        if let Err(error) = put {
            tracing::error!(%error, cause = ?error.source, "a file could not be sent");
            return failed();
        }
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::FOUND;
        let headers = response.headers_mut();
        match HeaderValue::try_from(self.address(&key)) {
            Ok(place) => headers.insert(LOCATION, place),
            Err(_) => return failed(),
        };
        // The place is forgotten after a day, so nobody may remember it.
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        for (name, value) in &head.headers {
            let kept = ["x-correlation-id", "vary"].contains(&name.as_str());
            if kept || name.as_str().starts_with("access-control-") {
                headers.insert(name, value.clone());
            }
        }
        response
    }
}

fn failed() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::BAD_GATEWAY;
    response
}

fn is_file(answer: &Response) -> bool {
    let kind = answer.headers().get(CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    answer.status() == StatusCode::OK && (kind.starts_with("image/") || kind == "application/zip")
}

fn extension(kind: &str) -> &'static str {
    match kind {
        "application/zip" => "zip",
        "image/png" => "png",
        "image/jpeg" => "jpg",
        "image/webp" => "webp",
        _ => "bin",
    }
}
