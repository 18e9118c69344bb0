//! What is said when all models are done.

use std::path::Path;

use pixelprompt_domain::{Parameters, Warning};
use serde::Serialize;

use super::{Picture, plan::Plan, shown};
use crate::{failure::Failure, output};

/// Tells the person how the prompt was read, what was not used as asked, and what went wrong.
pub(super) fn notes(pictures: &[Picture]) {
    let mut readings = Vec::new();
    let mut warnings = Vec::new();
    let mut errors = Vec::new();
    for Picture { painted, .. } in pictures {
        let id = painted.model.id.as_str();
        match &painted.image {
            Ok(image) => readings.extend(image.reading.clone().map(|reading| (id, reading))),
            Err(error) => errors.push((id, error.to_string())),
        }
        warnings.extend(painted.warnings.iter().map(|w| (id, w.to_string())));
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
        .filter_map(|picture| picture.path.as_deref());
    let lines: String = paths
        .chain(contact_sheet)
        .map(|path| shown(path) + "\n")
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
    plan: &Plan,
    pictures: &[Picture],
    contact_sheet: Option<&Path>,
) -> Result<(), Failure> {
    output::json(&Document {
        prompt: plan.prompt.as_str(),
        seed: plan.seed,
        contact_sheet: contact_sheet.map(shown),
        images: pictures.iter().map(entry).collect(),
    })
}

fn entry(Picture { painted, path }: &Picture) -> Entry<'_> {
    let result = match &painted.image {
        Ok(image) => Outcome::Painted {
            path: path.as_deref().map(shown).unwrap_or_default(),
            width: image.size.width,
            height: image.size.height,
            reading: image.reading.as_deref(),
        },
        Err(error) => Outcome::Failed {
            error: error.kind.code(),
            message: error.kind.sentence(),
        },
    };
    Entry {
        model: painted.model.id.as_str(),
        name: &painted.model.name,
        seconds: (painted.seconds * 1000.0).round() / 1000.0,
        parameters: &painted.parameters,
        warnings: painted
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
