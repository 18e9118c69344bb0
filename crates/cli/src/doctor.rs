//! `pixelprompt doctor`: is everything in place, and what is to be mended?

mod folder;
mod machine;
mod secrets;

use std::{fmt::Write as _, process::ExitCode};

use clap::Args;
use pixelprompt_config::{BlobKind, Config, Loaded};
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
    pub(crate) open_database: &'a dyn Fn(&Config) -> Result<String, Failure>,
    /// Asks the bucket of the configuration something. Asked only where there is one.
    pub(crate) reach_bucket: &'a dyn Fn(&Config) -> Result<String, Failure>,
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
    let is_running = lock.state == State::Warning;
    let is_free = lock.state == State::Fine;
    findings.push(lock);
    if folder.is_dir() && is_free {
        findings.push(tried("database", (tries.open_database)(config)));
    }
    if config.blobs.kind == BlobKind::S3 {
        findings.push(tried("bucket", (tries.reach_bucket)(config)));
    }
    for address in &config.server.listen {
        findings.push(machine::port(*address, is_running));
    }
    findings.extend(config.models.iter().map(model));
}

/// How a try went.
fn tried(about: &'static str, result: Result<String, Failure>) -> Finding {
    match result {
        Ok(found) => Finding::fine(about, found),
        Err(failure) => Finding {
            state: State::Broken,
            mend: failure.hint,
            ..Finding::fine(about, failure.message)
        },
    }
}

fn painter(tries: &Tries<'_>) -> Finding {
    match (tries.load_painter)() {
        Ok(found) => Finding::fine("painter", found),
        Err(why) => Finding::broken("painter", why, "install the program again"),
    }
}

fn model(model: &pixelprompt_config::Model) -> Finding {
    if let Some(variable) = &model.missing_key {
        let found = format!("{} has no key and cannot be asked", model.id);
        return Finding::broken("model", found, format!("set {variable}"));
    }
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
    use std::path::Path;

    use pixelprompt_config::{Override, Sources};
    use pixelprompt_storage::FolderLock;

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

    /// What is found with a folder, where neither database nor bucket answers.
    fn found(folder: &Path, more: &[(&str, &str)]) -> Vec<Finding> {
        let folder = folder.to_string_lossy();
        let values = [("data.folder", &*folder), ("server.listen", "127.0.0.1:0")];
        let overrides = values.iter().chain(more).map(|(key, value)| Override {
            key: (*key).to_owned(),
            value: (*value).to_owned(),
            option: "--option".to_owned(),
        });
        let loaded = Config::load(Sources {
            overrides: overrides.collect(),
            ..Default::default()
        });
        let mut findings = Vec::new();
        let tries = Tries {
            open_database: &|_| Err(Failure::bad_input("X", "no database", "make one")),
            reach_bucket: &|_| Err(Failure::bad_input("X", "no bucket", "name another")),
            load_painter: &|| Ok(String::new()),
        };
        configured(&mut findings, &loaded.unwrap(), &tries);
        findings
    }

    fn of<'a>(findings: &'a [Finding], about: &str) -> Option<&'a Finding> {
        findings.iter().find(|finding| finding.about == about)
    }

    #[test]
    fn the_database_is_opened_where_there_is_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        let there = found(folder.path(), &[]);
        let database = of(&there, "database").unwrap();
        assert_eq!(database.state, State::Broken);
        assert_eq!(database.mend.as_deref(), Some("make one"));
        assert_eq!(of(&there, "port").unwrap().state, State::Fine);
        let new = found(&folder.path().join("new"), &[]);
        assert!(of(&new, "database").is_none());
    }

    #[test]
    fn the_database_of_a_studio_that_runs_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let held = FolderLock::take(folder.path()).unwrap();
        let findings = found(folder.path(), &[]);
        assert_eq!(of(&findings, "lock").unwrap().state, State::Warning);
        assert!(of(&findings, "database").is_none());
        drop(held);
    }

    #[test]
    fn a_bucket_is_asked_where_there_is_one() {
        let folder = tempfile::tempdir().unwrap();
        assert!(of(&found(folder.path(), &[]), "bucket").is_none());
        let bucket = [("blobs.bucket", "pictures"), ("blobs.region", "us-west-2")];
        let findings = found(folder.path(), &bucket);
        let bucket = of(&findings, "bucket").unwrap();
        assert_eq!(bucket.state, State::Broken);
        assert_eq!(bucket.mend.as_deref(), Some("name another"));
    }
}
