//! Who can read the keys in the configuration file.

use pixelprompt_config::{Loaded, Origin};

use super::Finding;

/// Warns of a file with keys that other users of this machine can read; nothing where there are no
/// keys in it.
#[cfg(unix)]
pub(super) fn of_the_file(loaded: &Loaded) -> Option<Finding> {
    use std::os::unix::fs::PermissionsExt as _;

    let file = loaded.file.as_ref().filter(|_| has_secrets(loaded))?;
    let others = file.metadata().ok()?.permissions().mode() & 0o077;
    let (about, file) = ("keys", file.display());
    Some(if others == 0 {
        Finding::fine(about, format!("{file} is yours alone to read"))
    } else {
        let found = format!("{file} holds keys, and other users may read it");
        Finding::warning(about, found, format!("`chmod 600 {file}`"))
    })
}

#[cfg(not(unix))]
pub(super) fn of_the_file(_: &Loaded) -> Option<Finding> {
    None
}

/// Whether a secret that is in force stands in the file.
#[cfg(unix)]
fn has_secrets(loaded: &Loaded) -> bool {
    let of_models =
        (1..=loaded.config.models.len()).map(|place| format!("models[{place}].api_key"));
    let others = [
        "blobs.secret_access_key",
        "blobs.session_token",
        "enhance.api_key",
        "moderation.api_key",
    ];
    of_models
        .chain(others.map(str::to_owned))
        .any(|key| matches!(loaded.origin(&key), Origin::File(..)))
}

#[cfg(all(test, unix))]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt as _};

    use pixelprompt_config::{Config, Sources};

    use super::{super::State, *};

    #[test]
    fn keys_that_others_can_read_are_warned_about() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("pixelprompt.toml");
        let found = |text: &str, mode| {
            fs::write(&file, text).unwrap();
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
            let sources = Sources {
                file: Some(file.clone()),
                ..Sources::default()
            };
            of_the_file(&Config::load(sources).unwrap()).map(|finding| finding.state)
        };
        let with_key = "[blobs]\nsession_token = \"hush\"";
        assert_eq!(found(with_key, 0o644), Some(State::Warning));
        let judged = "[moderation]\napi_key = \"hush\"";
        assert_eq!(found(judged, 0o644), Some(State::Warning));
        assert_eq!(found(with_key, 0o600), Some(State::Fine));
        assert_eq!(found("[blobs]", 0o644), None);
    }
}
