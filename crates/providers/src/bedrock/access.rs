//! Where Bedrock is asked, and how it knows its customer.

use pixelprompt_aws::Scope;
use pixelprompt_domain::Timestamp;
use secrecy::SecretString;
use url::Url;

use super::REGION;
use crate::{
    Unfit,
    http::{AwsKey, Key, Signer},
};

/// What is configured of it.
pub(crate) struct Access<'a> {
    /// Bedrock's own key, or one that signs: `ACCESS_KEY_ID:SECRET` or `ACCESS_KEY_ID:SECRET:SESSION_TOKEN`.
    pub(crate) api_key: Option<&'a SecretString>,
    /// What the environment holds of either kind, where there is no other.
    pub(crate) aws_key: Option<&'a SecretString>,
    pub(crate) base_url: Option<&'a Url>,
    pub(crate) region: Option<&'a str>,
    pub(crate) now: fn() -> Timestamp,
}

const HOST: &str = "bedrock-runtime";

impl Access<'_> {
    /// The region that the address names, else the configured one, else that of the models that paint.
    pub(crate) fn region(&self) -> &str {
        let host = self.base_url.and_then(Url::host_str).unwrap_or_default();
        let named = host
            .strip_prefix(HOST)
            .and_then(|rest| rest.trim_start_matches("-fips").strip_prefix('.'))
            .and_then(|rest| rest.split('.').next());
        named.or(self.region).unwrap_or(REGION)
    }

    /// Where the API's paths begin.
    pub(crate) fn base(&self) -> Result<Url, Unfit> {
        let region = self.region();
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if region.is_empty() || !region.chars().all(allowed) {
            let mend = "is no region of Amazon's; write one such as us-west-2";
            return Err(Unfit(format!("{region:?} {mend}")));
        }
        if let Some(base) = self.base_url {
            return Ok(base.clone());
        }
        let own = format!("https://{HOST}.{region}.amazonaws.com");
        own.parse()
            .map_err(|_| Unfit(format!("{own} is no address")))
    }

    /// How Bedrock knows its customer.
    pub(crate) fn key(&self) -> Result<Key, Unfit> {
        let Some(key) = self.api_key.or(self.aws_key) else {
            return Err(Unfit(
                "give it the api_key of Bedrock, or ACCESS_KEY_ID:SECRET as api_key, or set \
                 AWS_BEARER_TOKEN_BEDROCK, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
                    .to_owned(),
            ));
        };
        Ok(match AwsKey::parse(key) {
            Some(key) => Key::Signature(Signer {
                key,
                scope: Scope {
                    service: "bedrock",
                    region: self.region().to_owned(),
                },
                now: self.now,
            }),
            None => Key::Bearer(key.clone()),
        })
    }
}
