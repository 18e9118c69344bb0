//! An answer, as long as it may be and no longer.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use pixelprompt_domain::{ErrorKind, Outcome, ProviderError};
use reqwest::Response;
use serde::Deserialize;
use tokio::{sync::OwnedSemaphorePermit, time::timeout};

use super::{classify, unusable};

/// A place among the answers that are in memory at once; given back when the last copy is dropped.
#[derive(Clone, Debug)]
pub(super) struct Place(
    #[expect(dead_code, reason = "held, not used")] pub(super) Option<Arc<OwnedSemaphorePermit>>,
);

/// A file, and the place that it takes.
struct Placed {
    file: Vec<u8>,
    _place: Place,
}

impl AsRef<[u8]> for Placed {
    fn as_ref(&self) -> &[u8] {
        &self.file
    }
}

/// An answer that says yes.
#[derive(Debug)]
pub struct Reply {
    pub(super) body: Vec<u8>,
    pub(super) place: Place,
}

impl Reply {
    /// The answer as JSON.
    pub fn json<'a, T: Deserialize<'a>>(&'a self) -> Result<T, ProviderError> {
        serde_json::from_slice(&self.body)
            .map_err(|error| unusable("the answer is not the expected JSON").caused_by(error))
    }

    /// The file, for as long as somebody needs it.
    pub(super) fn picture(&self, file: Vec<u8>) -> Bytes {
        Bytes::from_owner(Placed {
            file,
            _place: self.place.clone(),
        })
    }
}

/// Reads an answer of at most `limit` bytes that never pauses for longer than `pause`.
pub(super) async fn body(
    response: &mut Response,
    limit: usize,
    pause: Duration,
) -> Result<Vec<u8>, ProviderError> {
    let stuck = |_| {
        let detail = format!(
            "the answer stopped for {} s in the middle",
            pause.as_secs_f32()
        );
        ProviderError::new(ErrorKind::TimedOut, Outcome::Unknown, detail)
    };
    let too_long = || unusable(format!("the answer is longer than {limit} bytes"));
    let announced = response.content_length().unwrap_or_default();
    if announced > limit as u64 {
        return Err(too_long());
    }
    let mut body = Vec::with_capacity(announced as usize);
    while let Some(chunk) = timeout(pause, response.chunk())
        .await
        .map_err(stuck)?
        .map_err(classify::not_answered)?
    {
        if body.len() + chunk.len() > limit {
            return Err(too_long());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
