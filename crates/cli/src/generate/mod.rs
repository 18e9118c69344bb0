//! `pixelprompt generate`: one prompt to all models, a file from each, and a contact sheet.
//!
//! The same engine as behind the service, in this process and with stores in memory.

mod ask;
mod bars;
mod report;
mod sheet;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use futures::StreamExt as _;
use pixelprompt_domain::{Job, Rendition, Run, RunState};
use pixelprompt_engine::{Accepted, Change, Client};
use pixelprompt_studio::Studio;

use crate::{
    arguments::Generate,
    failure::{FAULT_OR_USAGE, Failure},
    files, interrupt,
    models::notices,
    output,
    runtime::runtime,
};

pub(crate) use ask::no_model;
use bars::Bars;

/// What one model left.
struct Picture {
    run: Run,
    /// The model's name, for people.
    name: String,
    /// From the first stroke to the last, without the time in line.
    seconds: f64,
    /// Its file and where that is, if there is one.
    file: Option<(PathBuf, Vec<u8>)>,
}

pub(crate) fn run(arguments: &Generate) -> Result<ExitCode, Failure> {
    let loaded = arguments.file.load()?;
    let catalogue = pixelprompt_studio::catalogue(&loaded.config)?;
    let submission = ask::submission(arguments, &catalogue)?;
    runtime()?.block_on(async {
        for (model, notice) in notices(&catalogue) {
            output::note(&format!("{model}: {notice}"));
        }
        let studio = Studio::in_memory(&loaded.config, catalogue)?;
        if arguments.dry_run {
            let estimate = studio
                .engine
                .estimate(&submission.asked, Client::Local)
                .await;
            let estimate = estimate.map_err(|refusal| ask::refused(&refusal))?;
            return report::estimate(&estimate, arguments.json);
        }
        let accepted = studio.engine.submit(submission).await;
        let accepted = accepted.map_err(|refusal| ask::refused(&refusal))?;
        files::check_folder(&arguments.out)?;
        interrupt::end_cleanly()?;
        studio.worker.start();
        paint(arguments, &studio, &accepted).await
    })
}

async fn paint(
    arguments: &Generate,
    studio: &Studio,
    accepted: &Accepted,
) -> Result<ExitCode, Failure> {
    let (job, _) = shown(studio, accepted).await?;
    let seed = job.parameters.seed.unwrap_or_default();
    if arguments.seed.is_none() {
        output::note(&format!(
            "seed {seed} was drawn; --seed {seed} paints the same again"
        ));
    }
    let slug = files::slug(job.prompt.as_str());
    let pictures = watch(studio, accepted, |run, file| {
        let model = files::slug(run.model.as_str());
        let stem = format!("{slug}-{model}-{seed}");
        files::save(&arguments.out, &stem, extension(run), file)
    })
    .await?;

    let contact_sheet = sheet::of(&job, &pictures)?
        .map(|bytes| {
            let stem = format!("{slug}-{seed}-contact-sheet");
            files::save(&arguments.out, &stem, "png", &bytes)
        })
        .transpose()?;

    report::notes(&pictures);
    report::cost(&pictures);
    if arguments.json {
        report::json(&job, &pictures, contact_sheet.as_deref())?;
    } else {
        report::paths(&pictures, contact_sheet.as_deref())?;
    }
    let all_painted = pictures.iter().all(|picture| picture.file.is_some());
    Ok(if all_painted {
        ExitCode::SUCCESS
    } else {
        FAULT_OR_USAGE.into()
    })
}

/// Shows how far each model is, and saves each picture as soon as it is there.
async fn watch(
    studio: &Studio,
    accepted: &Accepted,
    save: impl Fn(&Run, &[u8]) -> Result<PathBuf, Failure>,
) -> Result<Vec<Picture>, Failure> {
    let mut watching = studio.engine.watch(&accepted.id);
    let (_, runs) = shown(studio, accepted).await?;
    let mut bars = Bars::new(&runs);
    let mut pictures: Vec<Option<Picture>> = runs.iter().map(|_| None).collect();
    let mut changed = runs;
    loop {
        for run in changed.drain(..).filter(Run::has_ended) {
            let place = usize::from(run.id.place);
            if pictures[place].is_some() {
                continue;
            }
            let seconds = bars.end(&run);
            let file = match run.state {
                RunState::Completed { .. } => {
                    let file = studio.engine.read(&run, Rendition::Original, None).await;
                    let file = file.map_err(Failure::internal)?.to_vec();
                    Some((save(&run, &file)?, file))
                }
                _ => None,
            };
            let entry = studio.engine.catalogue().get(&run.model);
            pictures[place] = Some(Picture {
                name: entry.map_or_else(|| run.model.to_string(), |entry| entry.info.name.clone()),
                run,
                seconds,
                file,
            });
        }
        if pictures.iter().all(Option::is_some) {
            return Ok(pictures.into_iter().flatten().collect());
        }
        match watching.changes.next().await {
            Some(Ok(Change::Run(run))) => changed.push(run.as_ref().clone()),
            Some(Ok(Change::Progress(run, progress))) => bars.step(&run, &progress),
            Some(Err(_)) | None => changed = shown(studio, accepted).await?.1,
        }
    }
}

async fn shown(studio: &Studio, accepted: &Accepted) -> Result<(Job, Vec<Run>), Failure> {
    let found = studio.engine.show(&accepted.id).await;
    found.map_err(Failure::internal)
}

fn extension(run: &Run) -> &'static str {
    match &run.state {
        RunState::Completed { image } => image.media_type.extension(),
        _ => "",
    }
}

/// A path as it is shown and put into JSON.
fn written(path: &Path) -> String {
    path.display().to_string()
}
