//! The files of pictures.

use std::ops::Range;

use bytes::Bytes;
use pixelprompt_domain::{Job, Rendition, Run, RunId, RunState, StoredImage};

use crate::{Engine, Refusal};

/// A picture that can be read.
#[derive(Clone, Debug)]
pub struct PictureFile {
    /// Its job.
    pub job: Job,
    /// Its run.
    pub run: Run,
    /// What is known about it.
    pub image: StoredImage,
}

impl Engine {
    /// Finds the picture of a completed run.
    pub async fn picture(&self, id: &RunId) -> Result<PictureFile, Refusal> {
        let (job, mut runs) = self.show(&id.job).await?;
        let place = runs.iter().position(|run| run.id == *id);
        let run = place.map(|place| runs.swap_remove(place));
        match run {
            Some(run) => match run.state.clone() {
                RunState::Completed { image } => Ok(PictureFile { job, run, image }),
                _ => Err(Refusal::NotFound("picture")),
            },
            None => Err(Refusal::NotFound("picture")),
        }
    }

    /// Reads a picture's file, or a part of it.
    pub async fn read(
        &self,
        run: &Run,
        rendition: Rendition,
        range: Option<Range<u64>>,
    ) -> Result<Bytes, Refusal> {
        let key = rendition.key(run);
        let file = self.parts.blobs.get(&key, range).await?;
        file.ok_or_else(|| {
            tracing::error!(key, "a completed run has no file");
            Refusal::NotFound("picture")
        })
    }
}
