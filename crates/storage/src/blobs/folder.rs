//! Writing files so that they are whole or not there, and stay.
//!
//! `object_store` writes a file beside its place and renames it, so nobody reads a part. It does not
//! wait for the disk: after a power cut the name may be there and the content not. Here the content is
//! on the disk before it gets its name, and the name before `put` returns.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path as FilePath, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use object_store::local::LocalFileSystem;
use object_store::path::Path;

/// A folder of files.
pub(super) struct Folder {
    root: PathBuf,
    /// Where files are written until they are whole.
    incoming: PathBuf,
    sync: bool,
    next: AtomicU64,
}

/// No key begins so: keys begin with a job's id.
const INCOMING: &str = ".incoming";

/// How often a folder that somebody deletes at the same moment is made again.
const ATTEMPTS: usize = 5;

impl Folder {
    /// Makes the folder and deletes what was never finished in it.
    pub(super) fn open(root: &FilePath, sync: bool) -> io::Result<Self> {
        let incoming = root.join(INCOMING);
        match fs::remove_dir_all(&incoming) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => fs::create_dir_all(&incoming)?,
        }
        Ok(Self {
            root: root.canonicalize()?,
            incoming: incoming.canonicalize()?,
            sync,
            next: AtomicU64::new(0),
        })
    }

    /// What reads, lists and deletes. Folders that become empty go with their last file.
    pub(super) fn store(&self) -> object_store::Result<LocalFileSystem> {
        let store = LocalFileSystem::new_with_prefix(&self.root)?;
        Ok(store.with_automatic_cleanup(true))
    }

    /// Whether files can be kept still: a disk that was taken away or has become read-only looks like
    /// one on which a file is missing.
    pub(super) async fn check(&self) -> io::Result<()> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let root = self.root.clone();
        let tried = self.incoming.join(number.to_string());
        let check = move || {
            fs::read_dir(root)?;
            File::create(&tried)?;
            fs::remove_file(&tried)
        };
        let checked = tokio::task::spawn_blocking(check).await;
        checked.map_err(io::Error::other)?
    }

    /// Keeps a file. Runs to its end even if nobody waits for it any more.
    pub(super) async fn put(&self, path: &Path, file: Bytes) -> io::Result<()> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let writing = Writing {
            root: self.root.clone(),
            staged: self.incoming.join(number.to_string()),
            place: self.root.join(path.as_ref()),
            sync: self.sync,
        };
        let written = tokio::task::spawn_blocking(move || writing.run(&file)).await;
        written.map_err(io::Error::other)?
    }
}

struct Writing {
    root: PathBuf,
    staged: PathBuf,
    place: PathBuf,
    sync: bool,
}

impl Writing {
    fn run(&self, file: &[u8]) -> io::Result<()> {
        let written = self.stage(file).and_then(|()| self.name());
        if written.is_err() {
            // The error that counts is the first one; what stays behind goes at the next start.
            fs::remove_file(&self.staged).ok();
        }
        written
    }

    fn stage(&self, file: &[u8]) -> io::Result<()> {
        let mut staged = File::create(&self.staged)?;
        staged.write_all(file)?;
        if self.sync {
            staged.sync_all()?;
        }
        Ok(())
    }

    fn name(&self) -> io::Result<()> {
        let folder = self.place.parent().unwrap_or(&self.root);
        let mut attempt = 1;
        loop {
            let made = fs::create_dir_all(folder);
            match made.and_then(|()| fs::rename(&self.staged, &self.place)) {
                Err(error) if is_race(&error) && attempt < ATTEMPTS => attempt += 1,
                Err(error) => return Err(error),
                Ok(()) => break,
            }
        }
        if self.sync {
            // All of them, for another put may have made one and not yet waited for it. Those that are
            // clean cost next to nothing.
            for folder in folder.ancestors() {
                sync_folder(folder)?;
                if folder == self.root {
                    break;
                }
            }
        }
        Ok(())
    }
}

/// A folder was deleted before it was used, or between two looks at whether it is there.
fn is_race(error: &io::Error) -> bool {
    use io::ErrorKind::{AlreadyExists, NotFound};
    matches!(error.kind(), NotFound | AlreadyExists)
}

#[cfg(unix)]
fn sync_folder(folder: &FilePath) -> io::Result<()> {
    match File::open(folder) {
        Ok(folder) => folder.sync_all(),
        // Deleted meanwhile, with the file.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Elsewhere a folder cannot be opened as a file; the file system orders names and contents itself.
#[cfg(not(unix))]
fn sync_folder(_: &FilePath) -> io::Result<()> {
    Ok(())
}
