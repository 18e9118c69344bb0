//! The lists: what is in the program, and what an operator changes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Category, finder::BLANK, symbols::symbols};

/// The built-in lists, one per language; `terms/README.md` says how to read them.
const BUILT_IN: &[&str] = &[
    include_str!("terms/any.txt"),
    include_str!("terms/en.txt"),
    include_str!("terms/de.txt"),
    include_str!("terms/es.txt"),
    include_str!("terms/fr.txt"),
    include_str!("terms/it.txt"),
    include_str!("terms/ja.txt"),
    include_str!("terms/pt.txt"),
    include_str!("terms/ru.txt"),
    include_str!("terms/zh.txt"),
];

/// The ages that make somebody a minor; `{age}` in a list stands for each of them.
const MINOR_AGES: std::ops::RangeInclusive<u32> = 1..=17;

/// The longest term, in letters.
const MAX_LETTERS: usize = 60;

/// What a list says about its terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Refused wherever it occurs.
    Refused(Category),
    /// Refused unless words of the setting occur too.
    RefusedUnless(Category, Setting),
    /// Refused together with a word for minors.
    Suggestive,
    /// A word for minors, refused together with anything sexual.
    Minor,
    /// A word that tells the setting of the others.
    Setting(Setting),
    /// Words that are harmless where they occur in exactly this phrase.
    Allowed,
}

/// A setting in which a word is about something else than the thing itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    /// Works of art: the statue of a nude is not a nude.
    Art,
    /// Medicine, teaching, museums.
    Medicine,
    /// Religion and history.
    History,
}

/// One term, ready to be looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Folded letters, with [`BLANK`] between words.
    pub(super) letters: String,
    /// Written `*term`: may be the end of a word.
    pub(super) may_start_inside: bool,
    /// Written `term*`: may be the beginning of a word.
    pub(super) may_end_inside: bool,
    /// The list it is from.
    pub(super) meaning: Meaning,
}

/// What an operator changes in the built-in lists.
///
/// A term is one or more words in any case and script, without plural: `s` and `z` at the end are
/// found anyway. `term*` also finds longer words that begin like it, `*term` those that end like
/// it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FilterChanges {
    /// More terms to refuse, by category.
    pub block: BTreeMap<Category, Vec<String>>,
    /// Phrases in which every word is harmless.
    pub allow: Vec<String>,
    /// Built-in terms that are not refused here.
    pub remove: Vec<String>,
}

/// A mistake in [`FilterChanges`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the content filter's entry \"{entry}\" {mistake}")]
pub struct FilterError {
    /// The entry as it is written.
    pub entry: String,
    /// What is wrong with it.
    pub mistake: FilterMistake,
}

/// What can be wrong with an entry of [`FilterChanges`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FilterMistake {
    /// Nothing to look for, or a single letter that would be found in every sentence.
    #[error("is too short: write at least two letters")]
    TooShort,
    /// Longer than any phrase.
    #[error("is too long: write at most {MAX_LETTERS} letters")]
    TooLong,
    /// A `*` inside.
    #[error("has a * in the middle: it may only stand at the start or the end")]
    StarInside,
    /// Removed, but not in the lists.
    #[error("is to be removed but is not in the built-in lists")]
    NotListed,
}

/// The built-in lists with `changes`.
pub(super) fn entries(changes: &FilterChanges) -> Result<Vec<Entry>, FilterError> {
    let mut all = Vec::new();
    for list in BUILT_IN {
        read(list, &mut all)?;
    }
    for text in &changes.remove {
        let (letters, ..) = pattern(text)?;
        let before = all.len();
        all.retain(|entry| {
            matches!(entry.meaning, Meaning::Allowed | Meaning::Setting(_))
                || entry.letters != letters
        });
        if all.len() == before {
            return Err(mistake(text, FilterMistake::NotListed));
        }
    }
    for (category, terms) in &changes.block {
        for text in terms {
            all.push(entry(text, Meaning::Refused(*category))?);
        }
    }
    for text in &changes.allow {
        all.push(entry(text, Meaning::Allowed)?);
    }
    Ok(all)
}

/// Reads a built-in list: a `[heading]`, then one term a line; `#` begins a comment.
fn read(list: &str, all: &mut Vec<Entry>) -> Result<(), FilterError> {
    let mut meaning = Meaning::Allowed;
    for line in list.lines() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if let Some(heading) = line.strip_prefix('[') {
            meaning = meaning_of(heading.trim_end_matches(']'));
        } else if line.contains("{age}") {
            for age in MINOR_AGES {
                all.push(entry(&line.replace("{age}", &age.to_string()), meaning)?);
            }
        } else if !line.is_empty() {
            all.push(entry(line, meaning)?);
        }
    }
    Ok(())
}

/// The meaning of a heading. An unknown one reads as [`Meaning::Allowed`]; a test sees to it that
/// there is none.
fn meaning_of(heading: &str) -> Meaning {
    let category = |name: &str| Category::ALL.into_iter().find(|c| c.name() == name);
    let setting = |name: &str| match name {
        "art" => Some(Setting::Art),
        "medicine" => Some(Setting::Medicine),
        "history" => Some(Setting::History),
        _ => None,
    };
    match heading.split_once(" unless ") {
        Some((name, unless)) => category(name)
            .zip(setting(unless))
            .map(|(category, setting)| Meaning::RefusedUnless(category, setting)),
        None if heading == "suggestive" => Some(Meaning::Suggestive),
        None if heading == "minor" => Some(Meaning::Minor),
        None => setting(heading)
            .map(Meaning::Setting)
            .or_else(|| category(heading).map(Meaning::Refused)),
    }
    .unwrap_or(Meaning::Allowed)
}

fn entry(text: &str, meaning: Meaning) -> Result<Entry, FilterError> {
    let (letters, may_start_inside, may_end_inside) = pattern(text)?;
    Ok(Entry {
        letters,
        may_start_inside,
        may_end_inside,
        meaning,
    })
}

/// The letters of a term, and whether a `*` stands before and after it.
fn pattern(text: &str) -> Result<(String, bool, bool), FilterError> {
    let body = text.trim();
    let (body, start) = body.strip_prefix('*').map_or((body, false), |b| (b, true));
    let (body, end) = body.strip_suffix('*').map_or((body, false), |b| (b, true));
    if body.contains('*') {
        return Err(mistake(text, FilterMistake::StarInside));
    }
    let mut letters = String::new();
    for word in body.split(|c: char| c.is_whitespace() || matches!(c, '-' | '\'' | '’')) {
        let word: String = symbols(word).iter().map(|symbol| symbol.letter).collect();
        if !letters.is_empty() && !word.is_empty() {
            letters.push(BLANK);
        }
        letters.push_str(&word);
    }
    match letters.chars().count() {
        0 | 1 => Err(mistake(text, FilterMistake::TooShort)),
        count if count > MAX_LETTERS => Err(mistake(text, FilterMistake::TooLong)),
        _ => Ok((letters, start, end)),
    }
}

fn mistake(entry: &str, mistake: FilterMistake) -> FilterError {
    FilterError {
        entry: entry.to_owned(),
        mistake,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn headings() -> impl Iterator<Item = &'static str> {
        BUILT_IN
            .iter()
            .flat_map(|list| list.lines())
            .filter_map(|line| line.strip_prefix('[')?.strip_suffix(']'))
    }

    #[test]
    fn every_heading_is_known() {
        for heading in headings() {
            assert_eq!(
                meaning_of(heading) == Meaning::Allowed,
                heading == "allowed",
                "{heading}"
            );
        }
    }

    #[test]
    fn every_list_begins_with_a_heading() {
        for list in BUILT_IN {
            let first = list.lines().find(|l| !l.is_empty() && !l.starts_with('#'));
            assert!(first.is_some_and(|line| line.starts_with('[')), "{first:?}");
        }
    }

    #[test]
    fn no_term_is_listed_twice() {
        let mut seen = HashSet::new();
        let twice: Vec<_> = entries(&FilterChanges::default())
            .unwrap()
            .into_iter()
            .filter(|entry| !seen.insert(format!("{entry:?}")))
            .map(|entry| entry.letters)
            .collect();
        assert!(twice.is_empty(), "{twice:?}");
    }

    #[test]
    fn a_mistake_names_its_entry() {
        for (text, mistake) in [
            ("", FilterMistake::TooShort),
            ("x", FilterMistake::TooShort),
            ("*.*", FilterMistake::TooShort),
            ("wo*rd", FilterMistake::StarInside),
            (&"word ".repeat(20), FilterMistake::TooLong),
        ] {
            let changes = FilterChanges {
                allow: vec![text.to_owned()],
                ..FilterChanges::default()
            };
            let error = entries(&changes).unwrap_err();
            assert_eq!(error.mistake, mistake, "{text:?}");
            assert!(error.to_string().contains(text), "{error}");
        }
    }

    #[test]
    fn what_is_not_listed_cannot_be_removed() {
        let changes = FilterChanges {
            remove: vec!["sunflower".to_owned()],
            ..FilterChanges::default()
        };
        assert_eq!(
            entries(&changes).unwrap_err().mistake,
            FilterMistake::NotListed
        );
    }
}
