//! The port to wherever the files of pictures are kept.

use std::ops::Range;

use async_trait::async_trait;
use bytes::Bytes;

use crate::{MediaType, StoreError};

/// Keeps files by key. Keys are made by [`Rendition::key`](crate::Rendition::key): parts of letters
/// and digits, divided by `/`.
#[async_trait]
pub trait BlobStore: Send + Sync {
    /// Keeps a file, in the place of any earlier one of that key.
    ///
    /// - Whole or not at all: nobody ever reads a part of it, also after a crash.
    /// - Once it has returned, the file is durable.
    async fn put(&self, key: &str, file: Bytes, media_type: MediaType) -> Result<(), StoreError>;

    /// A file, or a part of it.
    ///
    /// - `None` if there is no such file.
    /// - A range that ends behind the file is cut off there; one that begins behind it is empty.
    async fn get(&self, key: &str, range: Option<Range<u64>>) -> Result<Option<Bytes>, StoreError>;

    /// Deletes every file whose key begins with `folder` and a `/`. That there is none is no error.
    async fn delete_folder(&self, folder: &str) -> Result<(), StoreError>;
}
