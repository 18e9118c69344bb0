//! `pixelprompt doctor`: is everything in place, and what is to be mended?

mod folder;
mod machine;
mod secrets;

use std::{fmt::Write as _, process::ExitCode};

use clap::Args;
use pixelprompt_config::{Config, Loaded};
use serde::Serialize;

use crate::{config::Origin, failure::BAD_INPUT, failure::Failure, output};

#[derive(Args, Debug)]
#[command(after_help = "Exit code 1 when something must be mended, otherwise 0.")]
pub(crate) struct Doctor {
    /// Print one JSON document instead of the lines
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    origin: Origin,
}

/// What the doctor does not know how to do. Each answers with what it found, or with why not.
pub(crate) struct Tries<'a> {
    /// Opens the database of the configuration, and closes it. Asked only where the data folder
    /// exists and no other program uses it.
    pub(crate) open_database: &'a dyn Fn(&Config) -> Result<String, String>,
    /// Loads the built-in models' weights.
    pub(crate) load_painter: &'a dyn Fn() -> Result<String, String>,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Fine,
    Warning,
    Broken,
}

/// One finding.
#[derive(Debug, Serialize)]
struct Finding {
    about: &'static str,
    state: State,
    /// What was found, in a sentence or less.
    found: String,
    /// What to do about it, if the finding does not say so itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    mend: Option<String>,
}

impl Finding {
    fn fine(about: &'static str, found: impl Into<String>) -> Self {
        Self {
            about,
            state: State::Fine,
            found: found.into(),
            mend: None,
        }
    }

    fn warning(about: &'static str, found: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            state: State::Warning,
            mend: Some(mend.into()),
            ..Self::fine(about, found)
        }
    }

    fn broken(about: &'static str, found: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            state: State::Broken,
            ..Self::warning(about, found, mend)
        }
    }
}

/// The document for machines.
#[derive(Serialize)]
struct Report {
    healthy: bool,
    findings: Vec<Finding>,
}

pub(crate) fn run(arguments: &Doctor, tries: &Tries<'_>) -> Result<ExitCode, Failure> {
    let sources = arguments.origin.sources();
    let mut findings = Vec::new();
    match Config::load(sources) {
        Ok(loaded) => configured(&mut findings, &loaded, tries),
        Err(mistakes) => findings.extend(mistakes.0.iter().map(|mistake| Finding {
            state: State::Broken,
            ..Finding::fine("configuration", mistake.to_string())
        })),
    }
    findings.push(painter(tries));
    findings.push(machine::clock());
    findings.extend(machine::open_files());

    let report = Report {
        healthy: findings
            .iter()
            .all(|finding| finding.state != State::Broken),
        findings,
    };
    if arguments.json {
        output::json(&report)?;
    } else {
        output::results(&page(&report))?;
    }
    Ok(if report.healthy {
        ExitCode::SUCCESS
    } else {
        BAD_INPUT.into()
    })
}

/// What can only be looked at where there is a configuration.
fn configured(findings: &mut Vec<Finding>, loaded: &Loaded, tries: &Tries<'_>) {
    let from = loaded.file.as_ref().map_or_else(
        || "no file: defaults and environment".to_owned(),
        |file| file.display().to_string(),
    );
    findings.push(Finding::fine("configuration", from));
    findings.extend(loaded.warnings.iter().map(|warning| Finding {
        state: State::Warning,
        ..Finding::fine("configuration", warning.clone())
    }));
    findings.extend(secrets::of_the_file(loaded));
    let config = &loaded.config;
    let folder = &config.data.folder;
    findings.push(folder::writable(folder));
    findings.extend(folder::space(folder));
    let lock = folder::lock(folder);
    let is_running = lock.state != State::Fine;
    findings.push(lock);
    if folder.is_dir() && !is_running {
        findings.push(match (tries.open_database)(config) {
            Ok(found) => Finding::fine("database", found),
            Err(why) => {
                let mend = "restore it from a backup, or move it away to begin anew";
                Finding::broken("database", why, mend)
            }
        });
    }
    for address in &config.server.listen {
        findings.push(machine::port(*address, is_running));
    }
    findings.extend(config.models.iter().map(model));
}

fn painter(tries: &Tries<'_>) -> Finding {
    match (tries.load_painter)() {
        Ok(found) => Finding::fine("painter", found),
        Err(why) => Finding::broken("painter", why, "install the program again"),
    }
}

/// A configuration that loads has the keys that its providers cannot do without.
fn model(model: &pixelprompt_config::Model) -> Finding {
    let key = match model.api_key {
        Some(_) => "has a key",
        None => "has no key, and its provider does not insist on one",
    };
    Finding::fine("model", format!("{} {key}", model.id))
}

fn page(report: &Report) -> String {
    let mut page = String::new();
    for finding in &report.findings {
        let mark = match finding.state {
            State::Fine => '✓',
            State::Warning => '!',
            State::Broken => '✗',
        };
        let _ = write!(page, "{mark} {}: {}", finding.about, finding.found);
        if let Some(mend) = &finding.mend {
            let _ = write!(page, " → {mend}");
        }
        page.push('\n');
    }
    page.push_str(if report.healthy {
        "\nEverything is in place.\n"
    } else {
        "\nWhat is marked ✗ must be mended.\n"
    });
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_a_mark_a_finding_and_a_mend() {
        let findings = vec![
            Finding::fine("clock", "2026-11-23"),
            Finding::warning("disk", "12 MiB are free", "make room"),
            Finding::broken("port", "8080 is taken", "take another"),
        ];
        let report = Report {
            healthy: false,
            findings,
        };
        assert_eq!(
            page(&report),
            "✓ clock: 2026-11-23\n! disk: 12 MiB are free → make room\n\
             ✗ port: 8080 is taken → take another\n\nWhat is marked ✗ must be mended.\n"
        );
    }

    #[test]
    fn the_database_is_opened_where_there_is_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        let found = |folder: &std::path::Path| {
            let loaded = Config::load(pixelprompt_config::Sources {
                overrides: vec![
                    pixelprompt_config::Override {
                        key: "data.folder".to_owned(),
                        value: folder.to_string_lossy().into_owned(),
                        option: "--data".to_owned(),
                    },
                    pixelprompt_config::Override {
                        key: "server.listen".to_owned(),
                        value: "127.0.0.1:0".to_owned(),
                        option: "--listen".to_owned(),
                    },
                ],
                ..Default::default()
            });
            let mut findings = Vec::new();
            let tries = Tries {
                open_database: &|_| Err("no database".to_owned()),
                load_painter: &|| Ok(String::new()),
            };
            configured(&mut findings, &loaded.unwrap(), &tries);
            findings
        };
        let of = |findings: &[Finding], about| {
            findings
                .iter()
                .find(|finding| finding.about == about)
                .map(|finding| finding.state)
        };
        let there = found(folder.path());
        assert_eq!(of(&there, "database"), Some(State::Broken));
        assert_eq!(of(&there, "port"), Some(State::Fine));
        assert_eq!(of(&found(&folder.path().join("new")), "database"), None);
    }
}
