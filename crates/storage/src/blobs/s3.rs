//! Files in a bucket of S3 or of anything that speaks its language.

use std::sync::Arc;
use std::time::Duration;

use object_store::aws::AmazonS3Builder;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{BackoffConfig, ClientOptions, RetryConfig};
use secrecy::{ExposeSecret, SecretString};

use super::ObjectBlobs;

/// Where the bucket is and how to talk to it.
#[derive(Clone, Debug)]
pub struct S3Settings {
    /// The bucket's name.
    pub bucket: String,
    /// Its region; from `AWS_REGION` if not given.
    pub region: Option<String>,
    /// Another server than Amazon's: `https://minio.example.org`.
    pub endpoint: Option<String>,
    /// What the names of all objects begin with: `pixelprompt/`.
    pub prefix: Option<String>,
    /// Who we are. If not given, from where Amazon's own tools look for it: the `AWS_` variables, the
    /// role of the container or of the machine.
    pub key: Option<S3Key>,
    /// `https://server/bucket/key` instead of `https://bucket.server/key`; most servers other than
    /// Amazon's want it.
    pub path_style: bool,
    /// Lets the endpoint be `http://`: pictures and signatures travel in the open.
    pub allow_http: bool,
    /// What is done about a server that fails.
    pub retry: S3Retry,
}

/// An access key. Printing it shows the name only.
#[derive(Clone, Debug)]
pub struct S3Key {
    /// Its name.
    pub id: String,
    /// Its secret.
    pub secret: SecretString,
    /// For a key that is valid only for a while.
    pub token: Option<SecretString>,
}

/// How long a server that is overloaded, broken or silent is asked again.
#[derive(Clone, Debug)]
pub struct S3Retry {
    /// At most so many more attempts.
    pub most: usize,
    /// No further attempt after so long.
    pub within: Duration,
    /// The pause before the second attempt; each later one is twice as long, up to five seconds, less a
    /// random part.
    pub pause: Duration,
    /// An attempt without an answer for so long has failed.
    pub patience: Duration,
}

impl Default for S3Retry {
    fn default() -> Self {
        Self {
            most: 8,
            within: Duration::from_secs(45),
            pause: Duration::from_millis(100),
            patience: Duration::from_secs(20),
        }
    }
}

/// The settings cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("the settings of the bucket {bucket} cannot be used")]
pub struct S3Error {
    bucket: String,
    source: object_store::Error,
}

impl S3Settings {
    /// A bucket at Amazon, with everything else from the environment.
    pub fn new(bucket: impl Into<String>) -> Self {
        Self {
            bucket: bucket.into(),
            region: None,
            endpoint: None,
            prefix: None,
            key: None,
            path_style: false,
            allow_http: false,
            retry: S3Retry::default(),
        }
    }

    fn builder(&self) -> AmazonS3Builder {
        let retry = RetryConfig {
            backoff: BackoffConfig {
                init_backoff: self.retry.pause,
                max_backoff: Duration::from_secs(5),
                base: 2.0,
            },
            max_retries: self.retry.most,
            retry_timeout: self.retry.within,
        };
        let client = ClientOptions::new()
            .with_allow_http(self.allow_http)
            .with_connect_timeout(self.retry.patience.min(Duration::from_secs(5)))
            .with_timeout(self.retry.patience);
        let mut builder = match self.key {
            None => AmazonS3Builder::from_env(),
            Some(_) => AmazonS3Builder::new(),
        };
        builder = builder
            .with_bucket_name(&self.bucket)
            .with_virtual_hosted_style_request(!self.path_style)
            .with_allow_http(self.allow_http)
            .with_client_options(client)
            .with_retry(retry);
        if let Some(region) = &self.region {
            builder = builder.with_region(region);
        }
        if let Some(endpoint) = &self.endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        if let Some(key) = &self.key {
            builder = builder
                .with_access_key_id(&key.id)
                .with_secret_access_key(key.secret.expose_secret());
            if let Some(token) = &key.token {
                builder = builder.with_token(token.expose_secret());
            }
        }
        builder
    }
}

impl ObjectBlobs {
    /// Files in a bucket. Nothing is asked of the server yet; see [`check`](Self::check).
    pub fn s3(settings: &S3Settings) -> Result<Self, S3Error> {
        let store = settings.builder().build().map_err(|source| S3Error {
            bucket: settings.bucket.clone(),
            source,
        })?;
        let place = format!("the bucket {}", settings.bucket);
        Ok(match settings.prefix.as_deref().map(Path::from) {
            None => Self::over(Arc::new(store), &place),
            Some(prefix) => Self::over(Arc::new(PrefixStore::new(store, prefix)), &place),
        })
    }
}
