//! What is said when all models are done.

use std::{fmt::Write as _, path::Path, process::ExitCode};

use pixelprompt_domain::{Certainty, ErrorKind, Job, Money, Parameters, RunState, Warning};
use pixelprompt_engine::{Estimate, ModelEstimate};
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

/// What a request would cost, for machines.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Estimated<'a> {
    /// In millionths of a dollar, as all sums here.
    micro_usd: Money,
    unknown_prices: usize,
    models: Vec<EstimatedModel<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EstimatedModel<'a> {
    model: &'a str,
    micro_usd: Option<Money>,
    parameters: &'a Parameters,
    warnings: Vec<Explained<'a>>,
}

/// Prints what a request would cost.
pub(super) fn estimate(estimate: &Estimate, json: bool) -> Result<ExitCode, Failure> {
    if json {
        output::json(&Estimated {
            micro_usd: estimate.total,
            unknown_prices: estimate.unknown,
            models: estimate.models.iter().map(estimated).collect(),
        })?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut page = String::new();
    for model in &estimate.models {
        let cost = match model.cost {
            Some(Money::ZERO) => "free".to_owned(),
            Some(cost) => cost.to_string(),
            None => "unknown".to_owned(),
        };
        let _ = writeln!(page, "{cost:>10}  {}", model.model);
    }
    let unknown = match estimate.unknown {
        0 => String::new(),
        unknown => format!(" and {unknown} of unknown price"),
    };
    let _ = writeln!(
        page,
        "{:>10}  together{unknown}",
        estimate.total.to_string()
    );
    output::results(&page)?;
    Ok(ExitCode::SUCCESS)
}

fn estimated(model: &ModelEstimate) -> EstimatedModel<'_> {
    EstimatedModel {
        model: model.model.as_str(),
        micro_usd: model.cost,
        parameters: &model.parameters,
        warnings: model.warnings.iter().map(explained).collect(),
    }
}

fn explained(warning: &Warning) -> Explained<'_> {
    Explained {
        warning,
        message: warning.to_string(),
    }
}

/// Tells the person what it cost, if it cost anything.
pub(super) fn cost(pictures: &[Picture]) {
    let costs = || pictures.iter().map(|picture| picture.run.cost());
    let spent: Money = costs().map(|(cost, _)| cost).sum();
    let certainty = costs().map(|(_, sure)| sure).max().unwrap_or_default();
    match certainty {
        Certainty::Exact if spent == Money::ZERO => {}
        Certainty::Exact => output::note(&format!("cost: {spent}")),
        Certainty::Estimated => output::note(&format!("cost: about {spent}")),
        Certainty::Unknown => output::note(&format!("cost: {spent} and what nobody knows")),
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
#[serde(rename_all = "camelCase")]
struct Entry<'a> {
    model: &'a str,
    name: &'a str,
    seconds: f64,
    parameters: &'a Parameters,
    warnings: Vec<Explained<'a>>,
    /// In millionths of a dollar.
    cost_micro_usd: Money,
    certainty: Certainty,
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
    let (cost_micro_usd, certainty) = run.cost();
    Entry {
        model: run.model.as_str(),
        name: &picture.name,
        seconds: (picture.seconds * 1000.0).round() / 1000.0,
        parameters: &run.parameters,
        warnings: run.warnings.iter().map(explained).collect(),
        cost_micro_usd,
        certainty,
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
