//! Amazon's way of knowing a customer, for the providers: a signature of each request.

use std::{
    fmt,
    time::{Duration, UNIX_EPOCH},
};

use pixelprompt_aws::Scope;
pub(crate) use pixelprompt_aws::{AwsKey, encoded};
use pixelprompt_domain::{ProviderError, Timestamp};
use reqwest::Request;

use super::key::strange_key;

/// Signs the requests to one service in one region.
#[derive(Clone)]
pub struct Signer {
    pub(crate) key: AwsKey,
    pub(crate) scope: Scope,
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
        let now = UNIX_EPOCH + Duration::from_millis((self.now)().0);
        pixelprompt_aws::sign(request, &self.key, &self.scope, now).map_err(|_| strange_key())
    }

    /// What must not be repeated to anybody.
    pub(super) fn secrets(&self) -> Vec<String> {
        self.key.secrets()
    }
}
