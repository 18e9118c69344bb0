//! Rules that join several keys, or that a type alone cannot tell.

use std::{fs, path::Path};

use pixelprompt_domain::ContentFilter;
use secrecy::SecretString;

use crate::{
    BlobKind,
    load::Loader,
    raw::Raw,
    values::{Value, quoted},
};

/// A check of the rules; each failure is told.
pub(crate) fn check(loader: &mut Loader) {
    server(loader);
    bucket(loader);
    enhance(loader);
    filter(loader);
    moderation(loader);
    models(loader);
}

fn server(loader: &mut Loader) {
    let server = &loader.config.server;
    let local = server
        .listen
        .iter()
        .all(|address| address.ip().is_loopback());
    if server.listen.is_empty() {
        loader.blame(
            "server.listen",
            "is empty: name at least one address, for example [\"127.0.0.1:8080\"]",
        );
    } else if local && server.public_url.is_some() && server.trusted_proxies.is_empty() {
        loader.warnings.push(
            "server.public_url is set and only this machine can connect, so there is a proxy, and \
             to it no limit applies: set server.trusted_proxies, for example [\"127.0.0.1\"]."
                .to_owned(),
        );
    }
}

fn bucket(loader: &mut Loader) {
    let path = loader.config.blobs.secret_access_key_file.clone();
    let key = "blobs.secret_access_key";
    let read = secret_of(
        loader,
        key,
        path.as_deref(),
        loader.config.blobs.secret_access_key.is_some(),
    );
    if let Some(secret) = read {
        loader.config.blobs.secret_access_key = Some(secret);
    }
    let path = loader.config.blobs.signing_key_file.clone();
    let has_key = loader.config.blobs.signing_key.is_some();
    let signing = "blobs.signing_key";
    if let Some(secret) = secret_of(loader, signing, path.as_deref(), has_key) {
        loader.config.blobs.signing_key = Some(secret);
    }
    let blobs = loader.config.blobs.clone();
    match (&blobs.signing_key_id, &blobs.signing_key) {
        (Some(_), None) => missing(
            loader,
            signing,
            "blobs.signing_key_id is",
            "set both or none",
        ),
        (None, Some(_)) => missing(
            loader,
            "blobs.signing_key_id",
            "the key is",
            "set both or none",
        ),
        (Some(_), Some(_)) if blobs.public_url.is_none() => missing(
            loader,
            "blobs.public_url",
            "addresses are to be signed",
            "set CLOUDFRONT_DOMAIN",
        ),
        _ => {}
    }
    if blobs.kind == BlobKind::Folder {
        if blobs.public_url.is_some() {
            loader.blame(
                "blobs.public_url",
                "is set though pictures are kept in the data folder: set blobs.bucket, or remove it",
            );
        }
        if blobs.bucket.is_some() {
            loader.warnings.push(
                "blobs.bucket is set but pictures are kept in the data folder, because blobs.kind is \
                 \"folder\"."
                    .to_owned(),
            );
        }
        return;
    }
    match &blobs.bucket {
        None => missing(
            loader,
            "blobs.bucket",
            "blobs.kind is \"s3\"",
            "set S3_BUCKET",
        ),
        Some(name) if !is_bucket(name) => {
            let problem = format!(
                "is {} but a bucket's name has 3 to 63 lower-case letters, digits, dots and dashes",
                quoted(name)
            );
            loader.blame("blobs.bucket", problem);
        }
        Some(_) => {}
    }
    if blobs.region.is_none() && blobs.endpoint.is_none() {
        missing(
            loader,
            "blobs.region",
            "blobs.kind is \"s3\"",
            "set AWS_REGION, for example us-west-2",
        );
    }
    match (&blobs.access_key_id, &blobs.secret_access_key) {
        (Some(_), None) => missing(loader, key, "blobs.access_key_id is", "set both or none"),
        (None, Some(_)) => missing(
            loader,
            "blobs.access_key_id",
            "the secret is",
            "set both or none",
        ),
        _ => {}
    }
}

/// Reads the file with the key to the language model.
fn enhance(loader: &mut Loader) {
    let path = loader.config.enhance.api_key_file.clone();
    let has_key = loader.config.enhance.api_key.is_some();
    if let Some(secret) = secret_of(loader, "enhance.api_key", path.as_deref(), has_key) {
        loader.config.enhance.api_key = Some(secret);
    }
}

fn missing(loader: &mut Loader, key: &str, because: &str, mend: &str) {
    loader.blame(key, format!("is not set though {because}: {mend}"));
}

fn is_bucket(name: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.".contains(c);
    (3..=63).contains(&name.len()) && name.chars().all(allowed)
}

fn filter(loader: &mut Loader) {
    let changes = loader.config.filter.changes();
    if changes.block.is_empty() && changes.allow.is_empty() && changes.remove.is_empty() {
        return;
    }
    let Err(error) = ContentFilter::new(&changes) else {
        return;
    };
    // The error tells the entry; the key is the first list that holds it.
    let key = crate::sections::Filter::KEYS
        .iter()
        .filter(|key| loader.origins.is_set(&key.path()))
        .find(|key| {
            let shown = (key.at)(&mut loader.config).shown().unwrap_or_default();
            shown.contains(&quoted(&error.entry))
        })
        .map_or_else(|| "filter".to_owned(), crate::key::Key::path);
    let problem = format!("holds {}, which {}", quoted(&error.entry), error.mistake);
    loader.blame(&key, problem);
}

/// Reads the file with the key to the moderation.
fn moderation(loader: &mut Loader) {
    let path = loader.config.moderation.api_key_file.clone();
    let has_key = loader.config.moderation.api_key.is_some();
    if let Some(secret) = secret_of(loader, "moderation.api_key", path.as_deref(), has_key) {
        loader.config.moderation.api_key = Some(secret);
    }
}

/// Reads the files with keys of models.
fn models(loader: &mut Loader) {
    for place in 0..loader.entries.len() {
        let entry = &loader.entries[place];
        let (path, has_key) = (entry.api_key_file.clone(), entry.api_key.is_some());
        let key = format!("models[{}].api_key", place + 1);
        if let Some(secret) = secret_of(loader, &key, path.as_deref(), has_key) {
            loader.entries[place].api_key = Some(secret);
        }
    }
}

/// The secret in the file that stands beside a key, unless the key itself is set by a stronger
/// source. Both from one source is a mistake: nobody can know which one was meant.
fn secret_of(
    loader: &mut Loader,
    key: &str,
    path: Option<&Path>,
    has_key: bool,
) -> Option<SecretString> {
    let path = path?;
    let file_key = format!("{key}_file");
    if has_key {
        let (of_key, of_file) = (
            loader.origins.of(key).rank(),
            loader.origins.of(&file_key).rank(),
        );
        if of_key == of_file {
            loader.blame(
                &file_key,
                format!("is set beside {key}: keep one of the two"),
            );
        }
        if of_key >= of_file {
            return None;
        }
    }
    let read = fs::read_to_string(path)
        .map_err(|error| format!("names a file that cannot be read: {error}"));
    let secret = read.and_then(|text| {
        SecretString::read(&Raw::Word(text), (0, 0)).map_err(|_| {
            "names a file that does not hold one word: put the key into it and nothing else"
                .to_owned()
        })
    });
    secret
        .map_err(|problem| loader.blame(&file_key, problem))
        .ok()
}
