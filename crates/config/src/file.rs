//! The TOML file, taken apart: each value with its line.

use std::path::Path;

use toml::{Spanned, de::DeTable, de::DeValue};

use crate::{Mistake, Origin, raw::Raw};

/// The file, section by section.
pub(crate) struct File {
    pub(crate) sections: Vec<Section>,
    /// The tables of `[[models]]`.
    pub(crate) models: Vec<Section>,
}

/// A table, or a value that stands where a table should.
pub(crate) struct Section {
    pub(crate) name: String,
    pub(crate) origin: Origin,
    /// Nothing if it is no table.
    pub(crate) values: Option<Vec<(String, Origin, Raw)>>,
}

impl File {
    /// Reads the text of the file at `path`. What the parser says never repeats a line of the
    /// file, which may hold a key.
    pub(crate) fn parse(path: &Path, text: &str) -> Result<Self, Vec<Mistake>> {
        let origin = |offset: usize| Origin::File(path.to_owned(), Some(line(text, offset)));
        let (table, errors) = DeTable::parse_recoverable(text);
        if !errors.is_empty() {
            let mistake = |error: &toml::de::Error| {
                let start = error.span().map_or(0, |span| span.start);
                let problem = format!("is no TOML: {}", said(error.message()));
                Mistake::new("", &origin(start), problem)
            };
            let mut mistakes: Vec<_> = errors.iter().map(mistake).collect();
            // One slip often makes the parser stumble several times on its line.
            mistakes.dedup_by(|a, b| a.origin == b.origin);
            return Err(mistakes);
        }
        let section = |name: &str, start: usize, value: &DeValue<'_>| Section {
            name: name.to_owned(),
            origin: origin(start),
            values: value.as_table().map(|table| values(table, &origin)),
        };
        let mut file = Self {
            sections: Vec::new(),
            models: Vec::new(),
        };
        for (name, value) in in_order(table.get_ref()) {
            let start = name.span().start;
            let name = name.get_ref().as_ref();
            match value.get_ref() {
                DeValue::Array(items) if name == "models" => {
                    let item = |item: &Spanned<DeValue<'_>>| {
                        section(name, item.span().start, item.get_ref())
                    };
                    file.models = items.iter().map(item).collect();
                }
                other => file.sections.push(section(name, start, other)),
            }
        }
        Ok(file)
    }
}

fn values(table: &DeTable<'_>, origin: &impl Fn(usize) -> Origin) -> Vec<(String, Origin, Raw)> {
    in_order(table)
        .into_iter()
        .map(|(name, value)| {
            let origin = origin(name.span().start);
            (name.get_ref().to_string(), origin, value.get_ref().into())
        })
        .collect()
}

/// What a table holds, in the order of the file, so that mistakes are told from top to bottom.
fn in_order<'t, 'i>(
    table: &'t DeTable<'i>,
) -> Vec<(
    &'t Spanned<toml::de::DeString<'i>>,
    &'t Spanned<DeValue<'i>>,
)> {
    let mut all: Vec<_> = table.iter().collect();
    all.sort_by_key(|(name, _)| name.span().start);
    all
}

/// The line of a place in the text, counted from 1.
fn line(text: &str, offset: usize) -> usize {
    1 + text.get(..offset).unwrap_or(text).matches('\n').count()
}

/// The parser's words on one line, without a stop at the end.
fn said(message: &str) -> String {
    let words: Vec<_> = message.split_whitespace().collect();
    words.join(" ").trim_end_matches('.').to_owned()
}
