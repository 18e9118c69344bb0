//! The lists of `words.txt` and `phrases.txt`.

use std::collections::HashMap;

use super::reading::{Said, Slot, Words};

/// Everything the enhancer knows.
pub(super) struct Stock {
    pub(super) words: Words,
    /// By section, such as `animal.setting`.
    phrases: HashMap<&'static str, Vec<Phrase>>,
}

/// Something to add to a prompt.
#[derive(Clone, Copy, Debug)]
pub(super) struct Phrase {
    pub(super) text: &'static str,
    /// What it says beside its own slot: "in morning mist" is a setting and says a light.
    pub(super) says: Said,
}

impl Stock {
    /// Reads the lists, which are part of the program.
    pub(super) fn load() -> Self {
        let words = Words::of(sections(include_str!("words.txt")));
        let lines: HashMap<_, _> = sections(include_str!("phrases.txt")).into_iter().collect();
        let phrases = lines
            .iter()
            .map(|(&section, own)| {
                let all = own.iter().flat_map(|line| match line.strip_prefix("+ ") {
                    Some(other) => lines.get(other).cloned().unwrap_or_default(),
                    None => vec![*line],
                });
                let phrase = |text| Phrase {
                    text,
                    says: words.read(text).said,
                };
                (section, all.map(phrase).collect())
            })
            .collect();
        Self { words, phrases }
    }

    /// What can be added for a slot of a topic.
    pub(super) fn phrases(&self, topic: &str, slot: Slot) -> &[Phrase] {
        let section = match slot {
            Slot::Backdrop => "backdrop".to_owned(),
            Slot::StudioLight => "light.studio".to_owned(),
            Slot::Style => "style.any".to_owned(),
            Slot::Finish => "finish.any".to_owned(),
            Slot::Setting => format!("{topic}.setting"),
            Slot::Detail => format!("{topic}.detail"),
            Slot::Composition => format!("{topic}.composition"),
            Slot::Light => format!("{topic}.light"),
        };
        self.phrases
            .get(section.as_str())
            .map_or(&[], Vec::as_slice)
    }

    #[cfg(test)]
    pub(super) fn sections(&self) -> impl Iterator<Item = (&'static str, &[Phrase])> {
        self.phrases
            .iter()
            .map(|(section, phrases)| (*section, phrases.as_slice()))
    }
}

/// The lines under each `[section]`, without comments and empty ones.
fn sections(file: &'static str) -> Vec<(&'static str, Vec<&'static str>)> {
    let mut sections: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in file.lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            sections.push((name, Vec::new()));
        } else if let Some((_, lines)) = sections.last_mut() {
            lines.push(line);
        }
    }
    sections
}
