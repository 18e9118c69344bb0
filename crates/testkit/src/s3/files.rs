//! The map of files.

use std::collections::BTreeMap;
use std::ops::Bound;

use bytes::Bytes;

/// The files of the bucket, sorted by key as S3 lists them.
#[derive(Default)]
pub(super) struct Files {
    kept: BTreeMap<String, File>,
    versions: u64,
}

/// One file.
pub(super) struct File {
    pub(super) content: Bytes,
    pub(super) content_type: Option<String>,
    pub(super) etag: String,
}

/// At most so many files in one answer to a list: few, so that every test of lists sees several.
const PAGE: usize = 10;

impl Files {
    pub(super) fn get(&self, key: &str) -> Option<&File> {
        self.kept.get(key)
    }

    /// Keeps a file and returns its new `ETag`.
    pub(super) fn put(
        &mut self,
        key: &str,
        content: Bytes,
        content_type: Option<String>,
    ) -> String {
        self.versions += 1;
        let etag = format!("\"{:032x}\"", self.versions);
        let file = File {
            content,
            content_type,
            etag: etag.clone(),
        };
        self.kept.insert(key.to_owned(), file);
        etag
    }

    pub(super) fn remove(&mut self, key: &str) {
        self.kept.remove(key);
    }

    /// The keys of a prefix after another key, and whether there are more.
    pub(super) fn list(&self, prefix: &str, after: &str) -> (Vec<(&String, &File)>, bool) {
        let from = (Bound::Excluded(after), Bound::Unbounded);
        let mut found = self
            .kept
            .range::<str, _>(from)
            .filter(|(key, _)| key.starts_with(prefix));
        let page = found.by_ref().take(PAGE).collect();
        (page, found.next().is_some())
    }
}
