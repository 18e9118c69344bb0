//! The data folder: can it be written, is there room, is it in use?

use std::{
    fs::{self, File, TryLockError},
    io::ErrorKind,
    path::Path,
};

use super::Finding;

/// The file that the program which uses the folder holds locked; it holds that program's process id.
const LOCK: &str = "lock";
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

/// Whether another program uses the folder.
pub(super) fn lock(folder: &Path) -> Finding {
    let about = "lock";
    let path = folder.join(LOCK);
    let file = match File::options().read(true).write(true).open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Finding::fine(about, "the data folder is not in use");
        }
        Err(error) => {
            let found = format!("{} cannot be opened: {error}", path.display());
            return Finding::broken(about, found, "change its owner, or delete it");
        }
    };
    match file.try_lock() {
        // Closing the file lets go of it again.
        Ok(()) => Finding::fine(about, "the data folder is not in use"),
        Err(TryLockError::WouldBlock) => {
            let holder = fs::read_to_string(&path)
                .ok()
                .and_then(|text| text.split_whitespace().next()?.parse::<u32>().ok())
                .map_or_else(
                    || "another process".to_owned(),
                    |id| format!("process {id}"),
                );
            let found = format!("the data folder is in use by {holder}");
            let mend = "end it before starting another, or give that one --data of its own";
            Finding::warning(about, found, mend)
        }
        Err(TryLockError::Error(error)) => {
            let found = format!("{} cannot be locked: {error}", path.display());
            Finding::broken(about, found, "put the data folder on a local disk")
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
    use std::io::Write as _;

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
    fn whoever_holds_the_lock_is_named() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(lock(folder.path()).state, State::Fine);
        let mut held = File::create(folder.path().join(LOCK)).unwrap();
        held.write_all(b"4711\n").unwrap();
        assert_eq!(lock(folder.path()).state, State::Fine);
        held.lock().unwrap();
        let finding = lock(folder.path());
        assert_eq!(finding.state, State::Warning);
        assert!(finding.found.ends_with("process 4711"), "{finding:?}");
        drop(held);
        assert_eq!(lock(folder.path()).state, State::Fine);
    }
}
