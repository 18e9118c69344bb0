//! The contact sheet of a job.

use pixelprompt_domain::Job;
use pixelprompt_picture::{Infotext, decode, encode};

use super::Picture;
use crate::{
    failure::Failure,
    sheet::{self, Entry},
};

/// The sheet as a PNG file; none where nothing was painted.
pub(super) fn of(job: &Job, pictures: &[Picture]) -> Result<Option<Vec<u8>>, Failure> {
    let mut entries = Vec::new();
    for picture in pictures {
        if let Some((_, file)) = &picture.file {
            entries.push(Entry {
                caption: picture.name.clone(),
                picture: decode(file).map_err(|error| {
                    Failure::internal(format!("{}: {error}", picture.run.model))
                })?,
            });
        }
    }
    if entries.is_empty() {
        return Ok(None);
    }
    let prompt = job.prompt.as_str();
    let infotext = Infotext {
        prompt,
        seed: job.parameters.seed,
        ..Infotext::default()
    };
    encode(&sheet::draw(prompt, &entries), Some(&infotext.to_string()))
        .map(Some)
        .map_err(Failure::internal)
}
