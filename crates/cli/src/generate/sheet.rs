//! The contact sheet of a job.

use std::error::Error;

use pixelprompt_domain::Job;
use pixelprompt_picture::{Infotext, Limits, Raster, check, encode};

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
                picture: small(file).map_err(|error| {
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

/// A picture of any kind and size as it stands on the sheet.
fn small(file: &[u8]) -> Result<Raster, Box<dyn Error>> {
    // The worker took it within the limits that are configured.
    let taken = Limits {
        pixels: u64::from(u32::MAX),
        bytes: usize::MAX,
    };
    Ok(check(file, &taken)?.shrink()?.raster())
}
