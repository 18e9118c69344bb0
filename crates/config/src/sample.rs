//! The configuration file to begin with.

use std::fmt::Write as _;

use crate::{Config, SECTIONS, explain::wrapped, key::Key, sections::ModelEntry};

const COLUMNS: usize = 96;

const INTRODUCTION: &str = "\
The configuration of Pixel Prompt. Every key is here with its default; take away the # before a key \
to change it. Environment variables go before this file; `pixelprompt config --explain` names them.";

/// A file with every key in a comment, which says what holds without it.
pub fn sample() -> String {
    let mut page = wrapped(INTRODUCTION, "# ", COLUMNS);
    for ((name, about), keys) in SECTIONS {
        page.push('\n');
        page.push_str(&wrapped(about, "# ", COLUMNS));
        let _ = writeln!(page, "[{name}]");
        for key in *keys {
            entry(&mut page, key, &mut Config::default());
        }
    }
    let (name, about) = ModelEntry::ABOUT;
    page.push('\n');
    page.push_str(&wrapped(about, "# ", COLUMNS));
    let _ = writeln!(page, "#[[{name}]]");
    for key in ModelEntry::KEYS {
        entry(&mut page, key, &mut ModelEntry::default());
    }
    page
}

fn entry<T>(page: &mut String, key: &Key<T>, of: &mut T) {
    page.push('\n');
    page.push_str(&wrapped(key.sentence, "# ", COLUMNS));
    let value = if key.absent.is_empty() {
        (key.at)(of).shown().unwrap_or_default()
    } else {
        let absent = format!("Not set: {}. For example:", key.absent);
        page.push_str(&wrapped(&absent, "# ", COLUMNS));
        key.example.to_owned()
    };
    let _ = writeln!(page, "#{} = {value}", key.name);
}
