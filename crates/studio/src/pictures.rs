//! Where pictures are kept.

use std::time::Duration;

use pixelprompt_config::{BlobKind, Config};
use pixelprompt_domain::StoreError;
use pixelprompt_storage::{ObjectBlobs, S3Key, S3Retry, S3Settings};

use crate::NoStudio;

/// Where pictures lie within the data folder.
const PICTURES: &str = "pictures";

/// Where pictures are kept. Of a bucket nothing is asked yet; see [`check`].
pub fn blobs(config: &Config) -> Result<ObjectBlobs, NoStudio> {
    match config.blobs.kind {
        BlobKind::Folder => {
            let folder = config.data.folder.join(PICTURES);
            let hint = "choose a folder that can be written with --data";
            ObjectBlobs::folder(&folder).map_err(|error| unreachable(told(&error), hint))
        }
        BlobKind::S3 => bucket(&s3(config)),
    }
}

/// Whether the pictures can be reached.
pub(crate) async fn check(blobs: &ObjectBlobs) -> Result<(), NoStudio> {
    let checked = blobs.check().await;
    checked.map_err(|error| unreachable(told(&error), SETTINGS))
}

const SETTINGS: &str = "`pixelprompt config --explain --values` shows the settings in force";

fn bucket(settings: &S3Settings) -> Result<ObjectBlobs, NoStudio> {
    ObjectBlobs::s3(settings).map_err(|error| unreachable(error, SETTINGS))
}

fn unreachable(error: impl std::fmt::Display, hint: &str) -> NoStudio {
    NoStudio::bad_input("STORE_UNREACHABLE", error, hint)
}

fn s3(config: &Config) -> S3Settings {
    let blobs = &config.blobs;
    let mut settings = S3Settings::new(blobs.bucket.clone().unwrap_or_default());
    settings.region.clone_from(&blobs.region);
    settings.endpoint = blobs.endpoint.as_ref().map(ToString::to_string);
    settings.prefix.clone_from(&blobs.prefix);
    settings.path_style = blobs.path_style;
    settings.allow_http = blobs
        .endpoint
        .as_ref()
        .is_some_and(|url| url.scheme() == "http");
    settings.key = match (&blobs.access_key_id, &blobs.secret_access_key) {
        (Some(id), Some(secret)) => Some(S3Key {
            id: id.clone(),
            secret: secret.clone(),
            token: blobs.session_token.clone(),
        }),
        _ => None,
    };
    settings
}

/// Asks the bucket something, for the doctor, who does not wait for one that is silent as long as the
/// server does.
pub async fn try_bucket(config: &Config) -> Result<String, NoStudio> {
    let settings = S3Settings {
        retry: S3Retry {
            most: 1,
            within: Duration::from_secs(10),
            patience: Duration::from_secs(5),
            ..S3Retry::default()
        },
        ..s3(config)
    };
    check(&bucket(&settings)?).await?;
    Ok(format!("{} answers", settings.bucket))
}

/// A store's error with what lies beneath it.
fn told(error: &StoreError) -> String {
    format!("{error}: {}", error.source)
}
