//! Who the program is to Amazon's services.

use secrecy::{ExposeSecret as _, SecretString};

use crate::{Origin, StoreKind, load::Loader};

/// Who the program is to Amazon's services, and where these are.
#[derive(Clone, Debug)]
pub struct Amazon {
    /// What `AWS_REGION` or `AWS_DEFAULT_REGION` says.
    pub region: String,
    /// What `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN` say, joined by colons: the rights
    /// of a function.
    pub key: SecretString,
}

/// What the environment says, and whether that is enough for what is configured.
pub(crate) fn resolve(loader: &mut Loader) -> Option<Amazon> {
    let (region, key) = (region(loader), key(loader));
    let config = &loader.config;
    let wanted = [
        (
            config.store.kind == StoreKind::Dynamodb,
            "store.kind is \"dynamodb\"",
        ),
        (config.queue.url.is_some(), "queue.url is set"),
    ];
    let because = wanted.iter().find(|(wanted, _)| *wanted);
    if let Some((_, because)) = because {
        if region.is_none() {
            let problem =
                format!("is not set though {because}: set AWS_REGION, for example us-west-2");
            loader.blame("blobs.region", problem);
        }
        if key.is_none() {
            let problem = format!(
                "is not set though {because}: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, which a function \
                 at Amazon has of itself"
            );
            loader.blame("blobs.access_key_id", problem);
        }
    }
    if loader.config.store.kind == StoreKind::Dynamodb && loader.config.store.table.is_none() {
        let problem = "is not set though store.kind is \"dynamodb\": set PIXELPROMPT_STORE_TABLE";
        loader.blame("store.table", problem);
    }
    Some(Amazon {
        region: region?,
        key: key?,
    })
}

/// What Amazon's usual variables say stands with the bucket's keys, and holds for its other services
/// too. What a file says of the bucket is the bucket's alone, which need not be Amazon's.
fn is_usual(loader: &Loader, key: &str) -> bool {
    matches!(loader.origins.of(key), Origin::Variable(_))
}

/// Where Amazon's services are.
pub(crate) fn region(loader: &Loader) -> Option<String> {
    let region = loader.config.blobs.region.clone();
    region.filter(|_| is_usual(loader, "blobs.region"))
}

/// The key to Amazon's services.
pub(crate) fn key(loader: &Loader) -> Option<SecretString> {
    let blobs = &loader.config.blobs;
    let usual = ["blobs.access_key_id", "blobs.secret_access_key"];
    if !usual.iter().all(|key| is_usual(loader, key)) {
        return None;
    }
    let secret = blobs.secret_access_key.as_ref()?.expose_secret();
    let mut key = format!("{}:{secret}", blobs.access_key_id.as_ref()?);
    if let Some(token) = &blobs.session_token
        && is_usual(loader, "blobs.session_token")
    {
        key = format!("{key}:{}", token.expose_secret());
    }
    Some(key.into())
}
