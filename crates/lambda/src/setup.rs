//! From the environment to a configuration that a function can work with.

use std::{env, path::Path};

use pixelprompt_aws::{AwsKey, NoKey};
use pixelprompt_config::{BlobKind, Config, Mistakes, Platform, Sources, StoreKind};
use pixelprompt_studio::{NoStudio, languages, providers};

use crate::{
    edge,
    secrets::{self, NoSecrets},
};

/// The file that a package may hold beside the program.
const FILE: &str = "pixelprompt.toml";

/// The variable that names the path below which secrets are kept.
const PATH_VARIABLE: &str = "PIXELPROMPT_SECRETS_PATH";

/// What the function is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Api,
    Worker,
}

/// Why the function cannot begin.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotReady {
    #[error("the handler is {0:?}, but must be \"api\" or \"worker\"")]
    Handler(String),
    #[error("the configuration is wrong: {0}")]
    Configuration(#[from] Mistakes),
    #[error("{0} is not set, and functions share nothing else: {1}")]
    Alone(&'static str, &'static str),
    #[error(transparent)]
    Secrets(#[from] NoSecrets),
    #[error(transparent)]
    NoKey(#[from] NoKey),
    #[error(transparent)]
    Studio(#[from] NoStudio),
}

impl Role {
    /// What the handler says.
    pub(crate) fn of(handler: Option<&str>) -> Result<Self, NotReady> {
        match handler {
            Some("api") => Ok(Self::Api),
            Some("worker") => Ok(Self::Worker),
            other => Err(NotReady::Handler(other.unwrap_or_default().to_owned())),
        }
    }
}

/// The configuration: the file in the package, the environment, and the secrets that it points to.
pub(crate) async fn config() -> Result<Config, NotReady> {
    let mut environment: Vec<(String, String)> = env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect();
    if let Some(path) = variable(&environment, PATH_VARIABLE) {
        let secrets = {
            let key = AwsKey::from_variables(|name| variable(&environment, name))?;
            let region = variable(&environment, "AWS_REGION")
                .ok_or(NotReady::Alone("AWS_REGION", "Lambda sets it"))?;
            secrets::below(&path, &region, key).await?
        };
        // A secret goes before a variable of its name, which may be a placeholder.
        environment.retain(|(name, _)| secrets.iter().all(|(secret, _)| secret != name));
        environment.extend(secrets);
    }
    // These are the functions' own and no keys of the configuration.
    let own = [PATH_VARIABLE, secrets::ENDPOINT, edge::KEY_VARIABLE];
    environment.retain(|(name, _)| !own.contains(&name.as_str()));
    let file = env::var_os("LAMBDA_TASK_ROOT").map(|root| Path::new(&root).join(FILE));
    let loaded = Config::load(Sources {
        file: file.filter(|file| file.exists()),
        environment,
        platform: Platform::HERE,
        overrides: Vec::new(),
        providers: providers(),
        languages: languages(),
    })?;
    for warning in &loaded.warnings {
        tracing::warn!("{warning}");
    }
    shared(&loaded.config)?;
    Ok(loaded.config)
}

/// A function's memory and disk are nobody else's, and gone when it likes.
fn shared(config: &Config) -> Result<(), NotReady> {
    if config.store.kind != StoreKind::Dynamodb {
        let how = "set it to \"dynamodb\", and PIXELPROMPT_STORE_TABLE";
        return Err(NotReady::Alone("PIXELPROMPT_STORE_KIND", how));
    }
    if config.blobs.kind != BlobKind::S3 {
        return Err(NotReady::Alone("S3_BUCKET", "name the bucket for pictures"));
    }
    if config.queue.url.is_none() {
        let how = "name the queue that calls the worker";
        return Err(NotReady::Alone("PIXELPROMPT_QUEUE_URL", how));
    }
    Ok(())
}

fn variable(environment: &[(String, String)], wanted: &str) -> Option<String> {
    let mut found = environment.iter().filter(|(name, _)| name == wanted);
    let value = found.next()?.1.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_handler_says_the_role() {
        assert_eq!(Role::of(Some("api")).unwrap(), Role::Api);
        assert_eq!(Role::of(Some("worker")).unwrap(), Role::Worker);
        for other in [None, Some("bootstrap")] {
            assert!(Role::of(other).is_err());
        }
    }

    #[test]
    fn what_is_not_shared_is_refused() {
        let mut config = Config::default();
        let mut missing = Vec::new();
        while let Err(NotReady::Alone(name, _)) = shared(&config) {
            missing.push(name);
            match name {
                "PIXELPROMPT_STORE_KIND" => config.store.kind = StoreKind::Dynamodb,
                "S3_BUCKET" => config.blobs.kind = BlobKind::S3,
                _ => config.queue.url = Some("https://sqs.x/q".parse().unwrap()),
            }
        }
        assert_eq!(
            missing,
            [
                "PIXELPROMPT_STORE_KIND",
                "S3_BUCKET",
                "PIXELPROMPT_QUEUE_URL"
            ]
        );
    }
}
