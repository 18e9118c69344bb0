//! `pixelprompt models`.

use std::{fmt::Display, process::ExitCode};

use pixelprompt_domain::{Knob, ModelInfo, Sizes};
use pixelprompt_engine::Catalogue;
use serde::Serialize;

use crate::{arguments::Models, failure::Failure, output, studio};

const HEADINGS: [&str; 7] = [
    "ID", "NAME", "STEPS", "GUIDANCE", "SEED", "NEGATIVE", "SIZES",
];

/// The document for machines.
#[derive(Serialize)]
struct Listing<'a> {
    models: Vec<&'a ModelInfo>,
    about: Vec<&'a str>,
}

pub(crate) fn run(arguments: &Models) -> Result<ExitCode, Failure> {
    let catalogue = studio::catalogue(&arguments.file.load()?.config)?;
    if arguments.json {
        output::json(&Listing {
            models: catalogue
                .entries()
                .iter()
                .map(|entry| &entry.info)
                .collect(),
            about: catalogue.about(),
        })?;
    } else {
        output::results(&page(&catalogue))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn page(catalogue: &Catalogue) -> String {
    let mut rows = vec![HEADINGS.map(str::to_owned)];
    rows.extend(catalogue.entries().iter().map(|entry| row(&entry.info)));
    let mut page = table(&rows);
    page.push_str("\nIn brackets: the value when nothing is asked.\n");
    for sentence in catalogue.about() {
        page.push_str(sentence);
        page.push('\n');
    }
    page.push_str("`pixelprompt credits` names the artwork they learned from.\n");
    page
}

fn row(model: &ModelInfo) -> [String; 7] {
    let can = &model.capability;
    let yes = |honoured: bool| if honoured { "yes" } else { "-" }.to_owned();
    [
        model.id.to_string(),
        model.name.clone(),
        knob(can.steps),
        knob(can.guidance),
        yes(can.seed),
        yes(can.negative_prompt),
        sizes(&can.sizes),
    ]
}

fn knob<T: Display>(knob: Option<Knob<T>>) -> String {
    knob.map_or_else(
        || "-".to_owned(),
        |knob| format!("{} to {} [{}]", knob.min, knob.max, knob.default),
    )
}

fn sizes(sizes: &Sizes) -> String {
    match sizes {
        Sizes::Grid {
            min,
            max,
            step,
            square,
            default,
        } => {
            let shape = if *square { " square" } else { "" };
            format!("{min} to {max}{shape}, steps of {step} [{default}]")
        }
        Sizes::Listed { default, others } => others
            .iter()
            .fold(format!("[{default}]"), |all, size| format!("{all} {size}")),
    }
}

fn table(rows: &[[String; 7]]) -> String {
    let mut widths = [0; 7];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut text = String::new();
    for row in rows {
        let line: Vec<_> = row
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell:<width$}"))
            .collect();
        text.push_str(line.join("  ").trim_end());
        text.push('\n');
    }
    text
}
