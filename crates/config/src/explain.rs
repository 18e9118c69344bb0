//! The documentation of every key, for people.

use std::fmt::Write as _;

use crate::{Config, Loaded, Origin, SECTIONS, key::Key, sections::ModelEntry};

/// How wide the page is.
const COLUMNS: usize = 96;

const INTRODUCTION: &str = "\
Each key can be written in a file (--config FILE, PIXELPROMPT_CONFIG, ./pixelprompt.toml or
pixelprompt.toml in the user's configuration folder) or set by an environment variable. The
environment goes before the file. Empty variables count as not set; in a variable, the entries of a
list are separated by commas. `pixelprompt config --toml` prints a file to begin with.
";

/// Every key with its documentation; with a configuration, also the values in force and where they
/// were written. Secrets are only said to be set or not.
pub fn explain(loaded: Option<&Loaded>) -> String {
    let mut page = INTRODUCTION.to_owned();
    let mut config = loaded.map_or_else(Config::default, |loaded| loaded.config.clone());
    for ((name, about), keys) in SECTIONS {
        heading(&mut page, &format!("[{name}]"), about);
        for key in *keys {
            let default = (key.at)(&mut Config::default()).shown();
            entry(&mut page, key, &mut config, default);
            if let Some(loaded) = loaded {
                let value = (key.at)(&mut config).shown();
                in_force(&mut page, value, &loaded.origin(&key.path()));
            }
        }
    }
    let (name, about) = ModelEntry::ABOUT;
    heading(&mut page, &format!("[[{name}]]"), about);
    for key in ModelEntry::KEYS {
        entry(&mut page, key, &mut ModelEntry::default(), None);
    }
    if let Some(loaded) = loaded {
        models_in_force(&mut page, loaded);
    }
    page
}

fn models_in_force(page: &mut String, loaded: &Loaded) {
    for (place, entry) in (1..).zip(&loaded.entries) {
        let mut entry = entry.clone();
        let _ = writeln!(page, "\n[[models]] {place}");
        for key in ModelEntry::KEYS {
            let origin = loaded.origin(&format!("models[{place}].{}", key.name));
            if origin != Origin::Default {
                let value = (key.at)(&mut entry).shown().unwrap_or_default();
                let _ = writeln!(page, "  {} = {value}  ({origin})", key.name);
            }
        }
    }
}

fn heading(page: &mut String, name: &str, about: &str) {
    let _ = writeln!(page, "\n{name}");
    paragraph(page, "", about);
}

fn entry<T>(page: &mut String, key: &Key<T>, of: &mut T, default: Option<String>) {
    let _ = writeln!(page, "\n  {}", key.name);
    paragraph(page, "      ", key.sentence);
    let default = match (key.absent, default) {
        ("", default) => default.unwrap_or_default(),
        (absent, _) => format!("not set: {absent}"),
    };
    paragraph(page, "      ", &format!("Default: {default}"));
    paragraph(page, "      ", &format!("Takes: {}", key.kind(of)));
    let _ = writeln!(page, "      Example: {}", key.example);
    let _ = writeln!(
        page,
        "      Variable: {}",
        key.variables().join(", or older ")
    );
}

fn in_force(page: &mut String, value: Option<String>, origin: &Origin) {
    let value = value.unwrap_or_else(|| "not set".to_owned());
    let _ = writeln!(page, "      In force: {value} ({origin})");
}

/// Puts a text on lines that are not too long.
fn paragraph(page: &mut String, indent: &str, text: &str) {
    page.push_str(&wrapped(text, indent, COLUMNS));
}

/// The words of a text on lines that begin with `start` and have at most `columns` characters.
pub(crate) fn wrapped(text: &str, start: &str, columns: usize) -> String {
    let mut lines = String::new();
    let mut line = start.to_owned();
    let mut is_empty = true;
    for word in text.split_whitespace() {
        if !is_empty && line.chars().count() + 1 + word.chars().count() > columns {
            lines.push_str(&line);
            lines.push('\n');
            start.clone_into(&mut line);
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line.push_str(word);
        is_empty = false;
    }
    lines + &line + "\n"
}
