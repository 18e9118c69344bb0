//! One process for one data folder.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// Holds a data folder for this process, until dropped or until the process ends in whatever way.
///
/// The system keeps the lock, not the file's existence: a killed process leaves none behind.
#[derive(Debug)]
pub struct FolderLock {
    /// Closing it gives the lock back.
    _file: File,
}

/// Why a folder could not be held.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another process holds it.
    #[error("another pixelprompt uses this folder: {}", .0.display())]
    InUse(PathBuf),
    /// It cannot be made, or nothing may be written in it.
    #[error("the folder {} cannot be written to", folder.display())]
    Folder {
        /// Which one.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl FolderLock {
    /// Makes the folder if there is none, and takes it.
    pub fn take(folder: &Path) -> Result<Self, LockError> {
        let failed = |source| LockError::Folder {
            folder: folder.to_owned(),
            source,
        };
        fs::create_dir_all(folder).map_err(failed)?;
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(folder.join(".lock"))
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(LockError::InUse(folder.to_owned())),
            Err(TryLockError::Error(source)) => Err(failed(source)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_held_once_until_it_is_let_go() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("made/on/the/way");
        let held = FolderLock::take(&inner).unwrap();
        let refused = FolderLock::take(&inner).unwrap_err().to_string();
        assert!(
            refused.starts_with("another pixelprompt uses this folder: "),
            "{refused}"
        );
        drop(held);
        FolderLock::take(&inner).unwrap();
    }

    #[test]
    fn a_file_is_no_folder() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let refused = FolderLock::take(file.path()).unwrap_err();
        assert!(matches!(refused, LockError::Folder { .. }), "{refused}");
    }
}
