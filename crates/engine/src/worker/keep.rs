//! Checks a picture and stores it.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use pixelprompt_domain::{
    ErrorKind, Image, MediaType, Outcome, ProviderError, Rendition, Run, Size, StoredImage,
};
use pixelprompt_picture::{Limits, Thumbnail, check};
use tokio::{sync::Semaphore, time::sleep};

use super::trouble::Trouble;
use crate::{Parts, forms::media_type};

const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// For how long a blob store may fail before a picture that was paid for is given up.
const PATIENCE: Duration = Duration::from_mins(5);

/// Stores a picture and its thumbnail under the run's keys, durably, and tells what is known about it.
///
/// `cores` bounds how many pictures are decoded at once, and with it the memory that takes.
pub(super) async fn keep(
    parts: &Parts,
    limits: Limits,
    cores: &Semaphore,
    trouble: &Trouble,
    run: &Run,
    image: Image,
) -> Result<StoredImage, ProviderError> {
    let original = image.bytes;
    let bytes = original.len() as u64;
    let file = original.clone();
    let permit = cores.acquire().await;
    let looked_at = match tokio::task::spawn_blocking(move || look_at(&file, &limits)).await {
        Err(broken_off) if broken_off.is_cancelled() => {
            // The runtime is being torn down, which says nothing about the picture.
            std::future::pending().await
        }
        Err(panicked) => Err(panicked.to_string()),
        Ok(looked_at) => looked_at,
    };
    drop(permit);
    let Known {
        media_type,
        size,
        sha256,
        thumbnail,
    } = looked_at
        .map_err(|detail| ProviderError::new(ErrorKind::BadResponse, Outcome::Answered, detail))?;
    tokio::try_join!(
        put(
            parts,
            trouble,
            run,
            Rendition::Original,
            original,
            media_type
        ),
        put(
            parts,
            trouble,
            run,
            Rendition::Thumbnail,
            thumbnail.webp.into(),
            MediaType::Webp
        ),
    )?;
    Ok(StoredImage {
        media_type,
        size,
        bytes,
        sha256,
        thumbhash: STANDARD.encode(thumbnail.thumbhash),
        seed: image.seed,
        reading: image.reading,
    })
}

struct Known {
    media_type: MediaType,
    size: Size,
    sha256: String,
    thumbnail: Thumbnail,
}

/// What the provider said about its file does not count; the file does.
fn look_at(file: &[u8], limits: &Limits) -> Result<Known, String> {
    let checked = check(file, limits).map_err(|error| error.to_string())?;
    let thumbnail = checked.thumbnail().map_err(|error| error.to_string())?;
    Ok(Known {
        media_type: media_type(checked.kind),
        size: Size {
            width: checked.width,
            height: checked.height,
        },
        sha256: checked.sha256,
        thumbnail,
    })
}

async fn put(
    parts: &Parts,
    trouble: &Trouble,
    run: &Run,
    rendition: Rendition,
    file: Bytes,
    media_type: MediaType,
) -> Result<(), ProviderError> {
    let key = rendition.key(run);
    let mut pause = Duration::from_millis(100);
    let mut waited = Duration::ZERO;
    let mut waits = None;
    loop {
        let error = match parts.blobs.put(&key, file.clone(), media_type).await {
            Ok(()) => return Ok(()),
            Err(error) => error,
        };
        waits.get_or_insert_with(|| trouble.begin());
        if waited >= PATIENCE {
            let detail = "the picture arrived and could not be stored";
            let failed = ProviderError::new(ErrorKind::Internal, Outcome::Answered, detail);
            return Err(failed.caused_by(error));
        }
        tracing::warn!(key, %error, cause = ?error.source, "storing a picture failed, trying again");
        sleep(pause).await;
        waited += pause;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}
