//! What stands in the file and means nothing, and what was probably meant.

use crate::{Mistake, Origin, file::Section, key::Key, keys, suggest::suggest};

pub(crate) fn no_section(section: &Section) -> Mistake {
    let (name, brackets) = match section.name.as_str() {
        "models" => ("models", "[[models]]".to_owned()),
        name => (name, format!("[{name}]")),
    };
    let problem =
        format!("must be a table: write {brackets} on a line of its own and its keys below");
    Mistake::new(name, &section.origin, problem)
}

pub(crate) fn unknown_section(name: &str, origin: &Origin, is_table: bool) -> Mistake {
    let names = crate::SECTIONS
        .iter()
        .map(|((name, _), _)| *name)
        .chain(["models"]);
    let problem = if is_table {
        match suggest(name, names.clone()) {
            Some(mean) => format!("is no section: did you mean [{mean}]?"),
            None => format!(
                "is no section: there are {}",
                names.collect::<Vec<_>>().join(", ")
            ),
        }
    } else {
        match keys().find(|key| key.name == name) {
            Some(key) => format!(
                "is no key outside a section: write it below [{}]",
                key.section
            ),
            None => "is no key: `pixelprompt config --explain` lists those that are".to_owned(),
        }
    };
    Mistake::new(name, origin, problem)
}

pub(crate) fn unknown_key<T>(
    section: &str,
    path: &str,
    name: &str,
    origin: &Origin,
    known: &[Key<T>],
) -> Mistake {
    let elsewhere = || keys().find(|key| key.name == name).map(Key::path);
    let problem = match suggest(name, known.iter().map(|key| key.name)) {
        Some(mean) => format!("is no key: did you mean {section}.{mean}?"),
        None => match elsewhere() {
            Some(mean) => format!("is no key: did you mean {mean}?"),
            None => format!(
                "is no key: [{section}] has {}",
                known
                    .iter()
                    .map(|key| key.name)
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        },
    };
    Mistake::new(format!("{path}.{name}"), origin, problem)
}
