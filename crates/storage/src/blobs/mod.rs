//! Files of pictures in a folder, in a bucket or in memory, over the `object_store` crate.

mod folder;
#[cfg(feature = "s3")]
mod s3;

use std::error::Error;
use std::fmt;
use std::io;
use std::ops::Range;
use std::path::Path as FilePath;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use futures::{StreamExt, TryStreamExt};
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, GetOptions, GetRange, ObjectStore, ObjectStoreExt, PutOptions,
};
use pixelprompt_domain::{BlobStore, MediaType, StoreError};

use folder::Folder;
#[cfg(feature = "s3")]
pub use s3::{S3Error, S3Key, S3Retry, S3Settings};

/// A [`BlobStore`] over anything that `object_store` reaches.
#[derive(Clone)]
pub struct ObjectBlobs {
    store: Arc<dyn ObjectStore>,
    /// Writes files where the store itself does not promise that they are durable.
    folder: Option<Arc<Folder>>,
    /// Where the files lie, for error messages: "the bucket pictures".
    place: Arc<str>,
}

impl ObjectBlobs {
    /// Files in a folder, which is made if there is none. This process must be the only one that
    /// writes there ([`FolderLock`](crate::FolderLock)): what a killed process left half written is
    /// deleted.
    pub fn folder(root: &FilePath) -> Result<Self, StoreError> {
        Self::in_folder(root, true)
    }

    /// The same without waiting for the disk: faster, and what was kept in the seconds before a power
    /// cut may be lost. A file that is there is still whole after the process is killed.
    pub fn folder_without_sync(root: &FilePath) -> Result<Self, StoreError> {
        Self::in_folder(root, false)
    }

    fn in_folder(root: &FilePath, sync: bool) -> Result<Self, StoreError> {
        let place = format!("the folder {}", root.display());
        let failed = |source: Box<dyn Error + Send + Sync>| StoreError {
            doing: "open the folder of pictures",
            source: Box::new(Misplaced {
                place: place.clone(),
                source,
            }),
        };
        let folder = Folder::open(root, sync).map_err(|error| failed(error.into()))?;
        let store = folder.store().map_err(|error| failed(error.into()))?;
        Ok(Self {
            store: Arc::new(store),
            folder: Some(Arc::new(folder)),
            place: place.into(),
        })
    }

    /// Files in memory, gone when the program ends.
    pub fn memory() -> Self {
        Self::over(Arc::new(InMemory::new()), "memory")
    }

    fn over(store: Arc<dyn ObjectStore>, place: &str) -> Self {
        Self {
            store,
            folder: None,
            place: place.into(),
        }
    }

    /// Whether the store answers at all, so that a wrong bucket or key is found at the start.
    pub async fn check(&self) -> Result<(), StoreError> {
        let some = Path::from("check");
        let listed = self.store.list(Some(&some)).next().await;
        listed
            .transpose()
            .map_err(self.failed("reach the pictures"))?;
        Ok(())
    }

    /// Keeps a file of any kind for those who fetch it from the store itself, with what they shall be told of
    /// it: its `Content-Type` and, where it is to be saved under a name, its `Content-Disposition`.
    pub async fn put_served(
        &self,
        key: &str,
        file: Bytes,
        content_type: &str,
        disposition: Option<&str>,
    ) -> Result<(), StoreError> {
        let mut attributes = Attributes::new();
        attributes.insert(Attribute::ContentType, content_type.to_owned().into());
        if let Some(disposition) = disposition {
            attributes.insert(Attribute::ContentDisposition, disposition.to_owned().into());
        }
        self.keep(key, file, attributes).await
    }

    async fn keep(&self, key: &str, file: Bytes, told: Attributes) -> Result<(), StoreError> {
        let doing = "keep a picture";
        let path = Path::parse(key).map_err(self.failed(doing))?;
        if let Some(folder) = &self.folder {
            return folder.put(&path, file).await.map_err(self.failed(doing));
        }
        let put = self
            .store
            .put_opts(&path, file.into(), PutOptions::from(told));
        put.await.map_err(self.failed(doing))?;
        Ok(())
    }

    /// The answer for a file that is missing, unless all of them are out of reach.
    async fn nothing(&self) -> Result<Option<Bytes>, StoreError> {
        if let Some(folder) = &self.folder {
            let checked = folder.check().await;
            checked.map_err(self.failed("reach the pictures"))?;
        }
        Ok(None)
    }

    fn failed<E: Into<Fault>>(&self, doing: &'static str) -> impl Fn(E) -> StoreError + use<E> {
        let place = self.place.to_string();
        move |source| StoreError {
            doing,
            source: Box::new(Misplaced {
                place: place.clone(),
                source: without_token(source.into()),
            }),
        }
    }

    async fn ranged(&self, path: &Path, range: Option<Range<u64>>) -> object_store::Result<Bytes> {
        let range = range.map(GetRange::Bounded);
        let wanted = GetOptions::new().with_range(range);
        self.store.get_opts(path, wanted).await?.bytes().await
    }
}

#[async_trait]
impl BlobStore for ObjectBlobs {
    async fn put(&self, key: &str, file: Bytes, media_type: MediaType) -> Result<(), StoreError> {
        let mut attributes = Attributes::new();
        attributes.insert(Attribute::ContentType, media_type.as_str().into());
        self.keep(key, file, attributes).await
    }

    async fn get(&self, key: &str, range: Option<Range<u64>>) -> Result<Option<Bytes>, StoreError> {
        let doing = "read a picture";
        let path = Path::parse(key).map_err(self.failed(doing))?;
        let nothing = range.as_ref().is_some_and(Range::is_empty);
        if !nothing {
            match self.ranged(&path, range.clone()).await {
                Ok(file) => return Ok(Some(file)),
                Err(error) if is_missing(&error) => return self.nothing().await,
                Err(error) if range.is_none() => return Err(self.failed(doing)(error)),
                // Stores refuse a range behind the end, each in its own words.
                Err(error) => match self.store.head(&path).await {
                    Ok(file) if range.is_some_and(|range| range.start >= file.size) => {}
                    _ => return Err(self.failed(doing)(error)),
                },
            }
            return Ok(Some(Bytes::new()));
        }
        match self.store.head(&path).await {
            Ok(_) => Ok(Some(Bytes::new())),
            Err(error) if is_missing(&error) => self.nothing().await,
            Err(error) => Err(self.failed(doing)(error)),
        }
    }

    async fn delete_folder(&self, folder: &str) -> Result<(), StoreError> {
        let doing = "delete pictures";
        let path = Path::parse(folder).map_err(self.failed(doing))?;
        let files = self.store.list(Some(&path)).map_ok(|file| file.location);
        let mut deleted = self.store.delete_stream(files.boxed());
        while let Some(file) = deleted.next().await {
            match file {
                Ok(_) => {}
                Err(error) if is_missing(&error) => {}
                Err(error) => return Err(self.failed(doing)(error)),
            }
        }
        Ok(())
    }
}

/// A file that is not there, as opposed to a bucket that is not there.
fn is_missing(error: &object_store::Error) -> bool {
    match error {
        object_store::Error::NotFound { source, .. } => {
            !source.to_string().contains("NoSuchBucket")
        }
        // A file where the key wants a folder.
        object_store::Error::Generic { source, .. } => {
            let source: &(dyn Error + 'static) = source.as_ref();
            let mut causes = std::iter::successors(Some(source), |&cause| cause.source());
            causes.any(|cause| {
                cause
                    .downcast_ref::<io::Error>()
                    .is_some_and(|error| error.kind() == io::ErrorKind::NotADirectory)
            })
        }
        _ => false,
    }
}

type Fault = Box<dyn Error + Send + Sync>;

/// The fault without a token that is not valid any more: S3 repeats it whole, as `<Token-0>…</Token-0>`, and the
/// store's own words repeat the answer.
fn without_token(fault: Fault) -> Fault {
    let words = fault.to_string();
    let Some((before, rest)) = words.split_once("<Token-") else {
        return fault;
    };
    let after = rest.split_once("</Token-");
    let after = after.and_then(|(_, after)| after.split_once('>'));
    let after = after.map_or("", |(_, after)| after);
    without_token(format!("{before}[token]{after}").into())
}

/// What failed, and where: the store's own words name neither folder nor bucket reliably.
#[derive(Debug)]
struct Misplaced {
    place: String,
    source: Fault,
}

impl fmt::Display for Misplaced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.source)
    }
}

impl Error for Misplaced {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.source()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_not_repeated() {
        for (said, told) in [
            (
                "400: <Error><Token-0>secret</Token-0><Token-1>secret</Token-1></Error>",
                "400: <Error>[token][token]</Error>",
            ),
            ("400: <Token-0>sec", "400: [token]"),
            ("400: <Error></Error>", "400: <Error></Error>"),
        ] {
            assert_eq!(without_token(said.into()).to_string(), told);
        }
    }
}
