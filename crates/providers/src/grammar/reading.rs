//! What a prompt is about, and what it already says.

use std::collections::HashMap;

/// A place in a prompt that a phrase can fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// Where the subject is.
    Setting,
    /// Nowhere: a plain background instead of a setting.
    Backdrop,
    /// How the subject looks.
    Detail,
    /// From where it is seen.
    Composition,
    /// How it is lit.
    Light,
    /// How it is lit before a plain background.
    StudioLight,
    /// As what it is made.
    Style,
    /// What is left to say.
    Finish,
}

/// What a text can say of itself, so that nothing is said twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aspect {
    Setting,
    Light,
    Style,
    Composition,
}

impl Slot {
    /// What a phrase in this slot says. There is always room for details.
    fn aspect(self) -> Option<Aspect> {
        match self {
            Self::Setting | Self::Backdrop => Some(Aspect::Setting),
            Self::Light | Self::StudioLight => Some(Aspect::Light),
            Self::Style => Some(Aspect::Style),
            Self::Composition => Some(Aspect::Composition),
            Self::Detail | Self::Finish => None,
        }
    }
}

/// Which aspects a text speaks of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Said([bool; 4]);

impl Said {
    pub(super) fn says(self, aspect: Aspect) -> bool {
        self.0[aspect as usize]
    }

    /// Whether a slot is filled.
    pub(super) fn has(self, slot: Slot) -> bool {
        slot.aspect().is_some_and(|aspect| self.says(aspect))
    }

    pub(super) fn add(&mut self, aspect: Aspect) {
        self.0[aspect as usize] = true;
    }

    /// What is said after a phrase was put into a slot. That its words look like a setting counts
    /// only in a slot for settings: "at eye level" is none.
    pub(super) fn with(mut self, phrase: Self, slot: Slot) -> Self {
        for aspect in [Aspect::Light, Aspect::Style, Aspect::Composition] {
            self.0[aspect as usize] |= phrase.says(aspect);
        }
        if let Some(aspect) = slot.aspect() {
            self.add(aspect);
        }
        self
    }

    /// Whether a phrase would say again what was said.
    pub(super) fn repeats(self, phrase: Self) -> bool {
        [Aspect::Light, Aspect::Style, Aspect::Composition]
            .into_iter()
            .any(|aspect| self.says(aspect) && phrase.says(aspect))
    }
}

/// A prompt as the enhancer understands it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// A topic of `words.txt`, or "any".
    pub(super) topic: &'static str,
    pub(super) said: Said,
    /// The colours it names.
    pub(super) colours: Vec<String>,
}

#[derive(Default)]
struct Meaning {
    topic: Option<&'static str>,
    says: Vec<Aspect>,
    colour: bool,
}

/// The words that mean something to the enhancer.
pub(super) struct Words(HashMap<&'static str, Meaning>);

/// What a phrase about one thing ends before, beside the words for settings.
const JOINTS: [&str; 11] = [
    "with", "without", "and", "or", "of", "from", "to", "for", "who", "that", "which",
];

/// Words for light that only shade a colour when one follows: "light blue".
const SHADES: [&str; 3] = ["light", "dark", "bright"];

impl Words {
    /// Of the sections of `words.txt`.
    pub(super) fn of(sections: Vec<(&'static str, Vec<&'static str>)>) -> Self {
        let mut words: HashMap<_, Meaning> = HashMap::new();
        for (section, lines) in sections {
            for word in lines.iter().flat_map(|line| line.split_whitespace()) {
                let meaning = words.entry(word).or_default();
                match section {
                    "said.setting" => meaning.says.push(Aspect::Setting),
                    "said.light" => meaning.says.push(Aspect::Light),
                    "said.style" => meaning.says.push(Aspect::Style),
                    "said.composition" => meaning.says.push(Aspect::Composition),
                    "colour" => meaning.colour = true,
                    topic => meaning.topic = meaning.topic.or(Some(topic)),
                }
            }
        }
        Self(words)
    }

    /// Reads a prompt or a phrase. The topic is the last known word of the first clause with any:
    /// "a toy car" is a car, "a woman with a dog" a woman, "a portrait of a cat" a cat.
    pub(super) fn read(&self, text: &str) -> Reading {
        let mut said = Said::default();
        let mut colours = Vec::new();
        let mut topic = None;
        let lower = text.to_lowercase();
        for clause in lower.split([',', '.', ';', ':', '!', '?', '(', ')', '\n']) {
            let mut found = None;
            let tokens: Vec<&str> = tokens(clause).collect();
            for (place, token) in tokens.iter().enumerate() {
                let next = tokens.get(place + 1);
                let shade = SHADES.contains(token)
                    && next.is_some_and(|next| self.meaning(next).is_some_and(|m| m.colour));
                let known = self.meaning(token);
                // "A woman reading a book" is about a woman.
                let is_verb = known.is_none() && token.ends_with("ing");
                if is_verb || JOINTS.contains(token) {
                    topic = topic.or(found.take());
                }
                let Some(meaning) = known.filter(|_| !shade) else {
                    continue;
                };
                if meaning.colour {
                    colours.push((*token).to_owned());
                }
                for &aspect in &meaning.says {
                    said.add(aspect);
                }
                if meaning.says.contains(&Aspect::Setting) {
                    topic = topic.or(found.take());
                }
                found = meaning.topic.or(found);
            }
            topic = topic.or(found);
        }
        Reading {
            topic: topic.unwrap_or("any"),
            said,
            colours,
        }
    }

    /// Of a word, or of the word whose plural it is.
    fn meaning(&self, token: &str) -> Option<&Meaning> {
        let known = |word: &str| self.0.get(word);
        known(token)
            .or_else(|| known(token.strip_suffix('s')?))
            .or_else(|| known(token.strip_suffix("es")?))
            .or_else(|| known(&format!("{}y", token.strip_suffix("ies")?)))
            .or_else(|| known(&format!("{}f", token.strip_suffix("ves")?)))
            .or_else(|| known(&format!("{}fe", token.strip_suffix("ves")?)))
            .or_else(|| token.split('-').skip(1).find_map(|part| self.0.get(part)))
    }
}

fn tokens(clause: &str) -> impl Iterator<Item = &str> {
    clause
        .split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '\''))
        .map(|token| token.trim_matches(['-', '\'']))
        .filter(|token| !token.is_empty())
}
