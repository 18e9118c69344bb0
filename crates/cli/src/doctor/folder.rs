//! The data folder: can it be written, is there room, is it in use?

use std::{io::ErrorKind, path::Path};

use pixelprompt_storage::{FolderLock, LockError};

use super::Finding;

/// Less free space than this is worth a warning: some hundred pictures.
const LITTLE_SPACE: u64 = 1 << 30;

/// Whether the folder, or the one that it would be made in, can be written. Nothing stays behind.
pub(super) fn writable(folder: &Path) -> Finding {
    let about = "data folder";
    let Some(existing) = existing(folder) else {
        return Finding::broken(about, format!("{} cannot be made", folder.display()), MEND);
    };
    let tried = if existing.is_dir() {
        tempfile::tempfile_in(existing).map(drop)
    } else {
        Err(ErrorKind::NotADirectory.into())
    };
    match tried {
        Ok(()) if existing == folder => {
            Finding::fine(about, format!("{} can be written", folder.display()))
        }
        Ok(()) => Finding::fine(about, format!("{} will be made", folder.display())),
        Err(error) => {
            let found = format!("{} cannot be written: {error}", existing.display());
            Finding::broken(about, found, MEND)
        }
    }
}

const MEND: &str = "choose another with --data or data.folder, or change its owner";

/// How much room there is; nothing where the system does not tell.
pub(super) fn space(folder: &Path) -> Option<Finding> {
    let free = fs4::available_space(existing(folder)?).ok()?;
    let found = format!("{:.1} GiB are free", free as f64 / f64::from(1_u32 << 30));
    Some(if free < LITTLE_SPACE {
        Finding::warning(
            "disk",
            found,
            "make room, or delete pictures from the gallery",
        )
    } else {
        Finding::fine("disk", found)
    })
}

/// Whether another program uses the folder. One that is not there is not made.
pub(super) fn lock(folder: &Path) -> Finding {
    let about = "lock";
    // What is taken here is let go of at once.
    match folder.is_dir().then(|| FolderLock::take(folder)) {
        None | Some(Ok(_)) => Finding::fine(about, "the data folder is not in use"),
        Some(Err(LockError::InUse(folder))) => {
            let found = format!("{} is in use by another Pixel Prompt", folder.display());
            let mend = "end it before starting another, or give that one --data of its own";
            Finding::warning(about, found, mend)
        }
        Some(Err(LockError::Folder { folder, source })) => {
            let found = format!("{} cannot be locked: {source}", folder.display());
            Finding::broken(about, found, MEND)
        }
    }
}

/// The folder itself or the nearest one above that exists.
fn existing(folder: &Path) -> Option<&Path> {
    folder
        .ancestors()
        .map(|path| {
            if path.as_os_str().is_empty() {
                Path::new(".")
            } else {
                path
            }
        })
        .find(|path| path.exists())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{super::State, *};

    #[test]
    fn a_folder_is_tried_and_left_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(writable(folder.path()).state, State::Fine);
        let new = folder.path().join("a/b/c");
        let finding = writable(&new);
        assert_eq!(finding.state, State::Fine);
        assert!(finding.found.ends_with("will be made"));
        assert!(space(&new).is_some());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_file_is_no_folder() {
        let file = tempfile::NamedTempFile::new().unwrap();
        assert_eq!(writable(file.path()).state, State::Broken);
        assert_eq!(writable(&file.path().join("below")).state, State::Broken);
    }

    #[test]
    fn a_folder_that_the_studio_holds_is_in_use() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("new");
        assert_eq!(lock(&inner).state, State::Fine);
        assert!(!inner.exists());
        let held = FolderLock::take(&inner).unwrap();
        let finding = lock(&inner);
        assert_eq!(finding.state, State::Warning);
        assert!(finding.found.contains("in use by"), "{finding:?}");
        drop(held);
        assert_eq!(lock(&inner).state, State::Fine);
    }
}
