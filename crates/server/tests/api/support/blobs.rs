//! Files in memory.

use std::{
    collections::HashMap,
    ops::Range,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use async_trait::async_trait;
use bytes::Bytes;
use pixelprompt_domain::{BlobStore, MediaType, StoreError};

/// How the files are.
#[derive(Clone, Copy, Default)]
pub(crate) enum Mood {
    #[default]
    Fine,
    Broken,
    Hanging,
    Panicking,
}

/// A map under a lock; can be told to fail.
#[derive(Default)]
pub(crate) struct Blobs {
    files: Mutex<HashMap<String, Bytes>>,
    mood: Mutex<Mood>,
    /// How many files were read.
    pub(crate) reads: AtomicUsize,
}

impl Blobs {
    pub(crate) fn be(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    pub(crate) fn count(&self) -> usize {
        self.files.lock().unwrap().len()
    }

    pub(crate) fn lose_all(&self) {
        self.files.lock().unwrap().clear();
    }
}

#[async_trait]
impl BlobStore for Blobs {
    async fn put(&self, key: &str, file: Bytes, _kind: MediaType) -> Result<(), StoreError> {
        self.files.lock().unwrap().insert(key.to_owned(), file);
        Ok(())
    }

    async fn get(&self, key: &str, range: Option<Range<u64>>) -> Result<Option<Bytes>, StoreError> {
        let mood = *self.mood.lock().unwrap();
        match mood {
            Mood::Fine => {}
            Mood::Broken => {
                return Err(StoreError {
                    doing: "read a file",
                    source: "the secret disk is full".into(),
                });
            }
            Mood::Hanging => std::future::pending().await,
            Mood::Panicking => panic!("the secret disk is on fire"),
        }
        self.reads.fetch_add(1, Ordering::Relaxed);
        let file = self.files.lock().unwrap().get(key).cloned();
        Ok(file.map(|file| match range {
            Some(range) => {
                let end = (range.end as usize).min(file.len());
                file.slice((range.start as usize).min(end)..end)
            }
            None => file,
        }))
    }

    async fn delete_folder(&self, folder: &str) -> Result<(), StoreError> {
        let prefix = format!("{folder}/");
        let mut files = self.files.lock().unwrap();
        files.retain(|key, _| !key.starts_with(&prefix));
        Ok(())
    }
}
