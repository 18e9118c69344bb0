//! `pixelprompt generate`: one prompt to all models, a file from each, and a contact sheet.

mod paint;
mod plan;
mod report;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use pixelprompt_domain::Prompt;
use pixelprompt_picture::{Infotext, decode, encode};
use pixelprompt_providers::built_in;

use crate::{
    arguments::Generate,
    failure::{FAULT_OR_USAGE, Failure},
    files, interrupt, output,
    sheet::{self, Entry},
};

use paint::Painted;
use plan::Plan;

/// What one model left.
struct Picture {
    painted: Painted,
    /// Where it is, if there is one.
    path: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Generate) -> Result<ExitCode, Failure> {
    let registry = built_in();
    let plan = Plan::new(arguments, &registry)?;
    files::check_folder(&arguments.out)?;
    interrupt::end_cleanly()?;
    if plan.seed_was_drawn {
        output::note(&format!(
            "seed {} was drawn; --seed {0} paints the same again",
            plan.seed
        ));
    }

    let slug = files::slug(plan.prompt.as_str());
    let mut pictures = Vec::new();
    for painted in paint::all(&plan.commissions) {
        let path = match &painted.image {
            Ok(image) => {
                let model = files::slug(painted.model.id.as_str());
                let stem = format!("{slug}-{model}-{}", plan.seed);
                let extension = image.media_type.extension();
                Some(files::save(&arguments.out, &stem, extension, &image.bytes)?)
            }
            Err(_) => None,
        };
        pictures.push(Picture { painted, path });
    }
    // In the order that the models were named, whichever was first.
    pictures.sort_by_key(|picture| picture.painted.place);

    let contact_sheet = contact_sheet(&plan.prompt, plan.seed, &pictures)?
        .map(|bytes| {
            let stem = format!("{slug}-{}-contact-sheet", plan.seed);
            files::save(&arguments.out, &stem, "png", &bytes)
        })
        .transpose()?;

    report::notes(&pictures);
    if arguments.json {
        report::json(&plan, &pictures, contact_sheet.as_deref())?;
    } else {
        report::paths(&pictures, contact_sheet.as_deref())?;
    }
    let all_painted = pictures.iter().all(|picture| picture.path.is_some());
    Ok(if all_painted {
        ExitCode::SUCCESS
    } else {
        FAULT_OR_USAGE.into()
    })
}

/// The sheet as a PNG file; none where nothing was painted.
fn contact_sheet(
    prompt: &Prompt,
    seed: u64,
    pictures: &[Picture],
) -> Result<Option<Vec<u8>>, Failure> {
    let mut entries = Vec::new();
    for Picture { painted, .. } in pictures {
        if let Ok(image) = &painted.image {
            entries.push(Entry {
                caption: painted.model.name.clone(),
                picture: decode(&image.bytes)
                    .map_err(|error| Failure::internal(format!("{}: {error}", painted.model.id)))?,
            });
        }
    }
    if entries.is_empty() {
        return Ok(None);
    }
    let infotext = Infotext {
        prompt: prompt.as_str(),
        seed: Some(seed),
        ..Infotext::default()
    };
    encode(
        &sheet::draw(prompt.as_str(), &entries),
        Some(&infotext.to_string()),
    )
    .map(Some)
    .map_err(Failure::internal)
}

/// A path as it is shown and put into JSON.
fn shown(path: &Path) -> String {
    path.display().to_string()
}
