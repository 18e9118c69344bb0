//! What is said when all models are done.

use std::path::Path;

use pixelprompt_domain::{ErrorKind, Job, Parameters, RunState, Warning};
use serde::Serialize;

use super::{Picture, written};
use crate::{failure::Failure, output};

/// Tells the person how the prompt was read, what was not used as asked, and what went wrong.
pub(super) fn notes(pictures: &[Picture]) {
    let mut readings = Vec::new();
    let mut warnings = Vec::new();
    let mut errors = Vec::new();
    for Picture { run, .. } in pictures {
        let id = run.model.as_str();
        match &run.state {
            RunState::Completed { image } => {
                readings.extend(image.reading.clone().map(|reading| (id, reading)));
            }
            state => errors.push((id, kind(state).to_string())),
        }
        warnings.extend(run.warnings.iter().map(|w| (id, w.to_string())));
    }
    for (heading, said) in [
        ("understood as", readings),
        ("warning", warnings),
        ("error", errors),
    ] {
        for (text, ids) in grouped(&said) {
            if ids.len() == pictures.len() {
                output::note(&format!("{heading}: {text}"));
            } else {
                output::note(&format!("{heading} ({}): {text}", ids.join(", ")));
            }
        }
    }
}

/// Says once what several models have in common.
fn grouped<'a>(said: &'a [(&'a str, String)]) -> Vec<(&'a str, Vec<&'a str>)> {
    let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
    for (id, text) in said {
        match groups.iter_mut().find(|(known, _)| known == text) {
            Some((_, ids)) => ids.push(id),
            None => groups.push((text, vec![id])),
        }
    }
    groups
}

/// Prints the paths, one a line, the contact sheet last.
pub(super) fn paths(pictures: &[Picture], contact_sheet: Option<&Path>) -> Result<(), Failure> {
    let paths = pictures
        .iter()
        .filter_map(|picture| picture.file.as_ref().map(|(path, _)| path.as_path()));
    let lines: String = paths
        .chain(contact_sheet)
        .map(|path| written(path) + "\n")
        .collect();
    output::results(&lines)
}

/// The document for machines.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    prompt: &'a str,
    seed: u64,
    contact_sheet: Option<String>,
    images: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    model: &'a str,
    name: &'a str,
    seconds: f64,
    parameters: &'a Parameters,
    warnings: Vec<Explained<'a>>,
    #[serde(flatten)]
    result: Outcome<'a>,
}

#[derive(Serialize)]
struct Explained<'a> {
    #[serde(flatten)]
    warning: &'a Warning,
    message: String,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Outcome<'a> {
    Painted {
        path: String,
        width: u32,
        height: u32,
        reading: Option<&'a str>,
    },
    Failed {
        error: &'static str,
        message: &'static str,
    },
}

/// Prints the document.
pub(super) fn json(
    job: &Job,
    pictures: &[Picture],
    contact_sheet: Option<&Path>,
) -> Result<(), Failure> {
    output::json(&Document {
        prompt: job.prompt.as_str(),
        seed: job.parameters.seed.unwrap_or_default(),
        contact_sheet: contact_sheet.map(written),
        images: pictures.iter().map(entry).collect(),
    })
}

fn entry(picture: &Picture) -> Entry<'_> {
    let run = &picture.run;
    let result = match (&run.state, &picture.file) {
        (RunState::Completed { image }, Some((path, _))) => Outcome::Painted {
            path: written(path),
            width: image.size.width,
            height: image.size.height,
            reading: image.reading.as_deref(),
        },
        (state, _) => Outcome::Failed {
            error: kind(state).code(),
            message: kind(state).sentence(),
        },
    };
    Entry {
        model: run.model.as_str(),
        name: &picture.name,
        seconds: (picture.seconds * 1000.0).round() / 1000.0,
        parameters: &run.parameters,
        warnings: run
            .warnings
            .iter()
            .map(|warning| Explained {
                warning,
                message: warning.to_string(),
            })
            .collect(),
        result,
    }
}

/// What went wrong with a run that left no picture.
fn kind(state: &RunState) -> ErrorKind {
    match state {
        RunState::Error { kind, .. } => *kind,
        RunState::Cancelled => ErrorKind::Cancelled,
        _ => ErrorKind::Internal,
    }
}
