//! `pixelprompt models`.

mod table;
mod test;

use std::{
    fmt::{Display, Write as _},
    process::ExitCode,
};

use pixelprompt_domain::{
    Fitted, Knob, ModelId, ModelInfo, Money, Operation, Parameters, Sizes, fit,
};
use pixelprompt_engine::Catalogue;
use serde::Serialize;

pub(crate) use table::table;

use crate::{
    arguments::{ListModels, Models, ModelsAction},
    failure::Failure,
    output,
};

const COLUMNS: usize = 9;

const HEADINGS: [&str; COLUMNS] = [
    "ID", "NAME", "PRICE", "STEPS", "GUIDANCE", "QUALITY", "SEED", "NEGATIVE", "SIZES",
];

/// The document for machines.
#[derive(Serialize)]
struct Listing<'a> {
    models: Vec<&'a ModelInfo>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keyless: Vec<Keyless<'a>>,
    about: Vec<&'a str>,
}

/// A model that cannot be asked until somebody gives it a key.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Keyless<'a> {
    id: &'a ModelId,
    /// The environment variable in which it is missed.
    missing_key: &'a str,
}

pub(crate) fn run(arguments: &Models) -> Result<ExitCode, Failure> {
    match &arguments.action {
        Some(ModelsAction::Test(test)) => test::run(test),
        None => list(&arguments.list),
    }
}

fn list(arguments: &ListModels) -> Result<ExitCode, Failure> {
    let catalogue = pixelprompt_studio::catalogue(&arguments.file.load()?.config)?;
    if arguments.json {
        output::json(&Listing {
            models: catalogue
                .entries()
                .iter()
                .map(|entry| &entry.info)
                .collect(),
            keyless: catalogue
                .keyless()
                .iter()
                .map(|keyless| Keyless {
                    id: &keyless.info.id,
                    missing_key: &keyless.variable,
                })
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
    page.push_str("\nIn brackets: the value when nothing is asked, whose price is told.\n");
    for (model, notice) in notices(catalogue) {
        let _ = writeln!(page, "{model}: {notice}");
    }
    for keyless in catalogue.keyless() {
        let (id, variable) = (&keyless.info.id, &keyless.variable);
        let _ = writeln!(page, "{id} cannot be asked until {variable} is set.");
    }
    for sentence in catalogue.about() {
        page.push_str(sentence);
        page.push('\n');
    }
    if catalogue
        .entries()
        .iter()
        .any(|entry| entry.info.provider == "painter")
    {
        page.push_str(
            "`pixelprompt credits` names the artwork that the built-in ones learned from.\n",
        );
    }
    page
}

pub(crate) fn row(model: &ModelInfo) -> [String; COLUMNS] {
    let can = &model.capability;
    let yes = |honoured: bool| if honoured { "yes" } else { "-" }.to_owned();
    [
        model.id.to_string(),
        model.name.clone(),
        price(model),
        knob(can.steps),
        knob(can.guidance),
        knob(can.quality),
        yes(can.seed.is_some()),
        yes(can.negative_prompt),
        sizes(&can.sizes),
    ]
}

/// Of a picture when nothing is asked.
fn price(model: &ModelInfo) -> String {
    let Fitted { parameters, .. } = fit(&Parameters::default(), &model.capability);
    match model.price.of(Operation::Generate, &parameters) {
        Some(Money::ZERO) => "free".to_owned(),
        Some(price) => price.to_string(),
        None => "unknown".to_owned(),
    }
}

/// What people should know of models whose providers do not stand by them any more.
pub(crate) fn notices(catalogue: &Catalogue) -> impl Iterator<Item = (&ModelId, &str)> {
    let infos = catalogue.entries().iter().map(|entry| &entry.info);
    infos.filter_map(|info| Some((&info.id, info.standing.notice.as_deref()?)))
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
