//! Pictures in the form that somebody wants to save.

use std::{num::NonZero, sync::Arc, thread::available_parallelism};

use bytes::Bytes;
use pixelprompt_domain::{MediaType, Rendition, Run, StoreError, StoredImage};
use pixelprompt_picture::{self as picture, Kind, Limits};
use tokio::sync::Semaphore;

use crate::{Engine, Refusal};

/// How a picture is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// The kind of file; nothing for the one that it is.
    pub media_type: Option<MediaType>,
    /// Without what travels beside the pixels: prompt, provenance, camera, place.
    pub bare: bool,
}

impl Form {
    /// Whether it is any other than that in which a picture of this kind is kept.
    pub fn changes(self, kept: MediaType) -> bool {
        self.bare || self.media_type(kept) != kept
    }

    /// The kind of file that becomes of one of this kind.
    pub fn media_type(self, kept: MediaType) -> MediaType {
        self.media_type.unwrap_or(kept)
    }
}

/// A picture in a form.
#[derive(Clone, Debug)]
pub struct Formed {
    /// The file.
    pub file: Bytes,
    /// What kind of file it is.
    pub media_type: MediaType,
    /// Of the file, in lower-case hexadecimal.
    pub sha256: String,
}

/// Bounds how many pictures are brought into a form at once, and with it time and memory: people who paint
/// shall not wait for those who save.
#[derive(Clone)]
pub(crate) struct Forming(Arc<Semaphore>);

impl Default for Forming {
    fn default() -> Self {
        let cores = available_parallelism().map_or(1, NonZero::get);
        Self(Arc::new(Semaphore::new(cores.div_ceil(2))))
    }
}

impl Engine {
    /// Brings the picture of a run into a form. The same picture and form always give the same file.
    pub async fn formed(
        &self,
        run: &Run,
        image: &StoredImage,
        form: Form,
    ) -> Result<Formed, Refusal> {
        // Of a semaphore that nobody closes there is always a permit at last.
        let turn = Arc::clone(&self.forming.0).acquire_owned().await.ok();
        let file = self.read(run, Rendition::Original, None).await?;
        let limits = Limits {
            pixels: u64::from(image.size.width) * u64::from(image.size.height),
            bytes: file.len(),
        };
        let form = picture::Form {
            kind: form.media_type.map(kind),
            bare: form.bare,
        };
        let work = move || {
            let formed = picture::form(&file, form, &limits);
            drop(turn);
            formed.map(|formed| Formed {
                media_type: media_type(formed.kind),
                sha256: picture::sha256(&formed.file),
                file: formed.file.into(),
            })
        };
        let done = tokio::task::spawn_blocking(work).await;
        let done = done.map_err(|broken_off| StoreError {
            doing: "bring a picture into a form",
            source: broken_off.into(),
        })?;
        Ok(done?)
    }
}

/// What a file is, in the words of the domain.
pub(crate) fn media_type(kind: Kind) -> MediaType {
    match kind {
        Kind::Png => MediaType::Png,
        Kind::Jpeg => MediaType::Jpeg,
        Kind::Webp => MediaType::Webp,
    }
}

fn kind(media_type: MediaType) -> Kind {
    match media_type {
        MediaType::Png => Kind::Png,
        MediaType::Jpeg => Kind::Jpeg,
        MediaType::Webp => Kind::Webp,
    }
}
