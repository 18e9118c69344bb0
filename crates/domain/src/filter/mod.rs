//! The content filter: which prompts are not painted.
//!
//! **The policy.** Refused is the request for pornography and nudity, for gore, for self-harm, and
//! for hate and humiliation. Words are not refused for what they might mean elsewhere: "blood
//! orange", "nude lipstick" and "killer whale" are listed as harmless phrases, and a bare "cock",
//! "tits" beside "blue", or "shot" is no request for anything. Names of body parts pass where the
//! prompt says that it is about medicine, teaching or a museum; nudes pass as statues and in life
//! drawing; a beheading passes as a painting of Saint John. Coarse language alone is not refused,
//! one word excepted. A word for minors beside anything sexual is always refused, whatever the
//! setting. What is merely suggestive ("sexy") is refused only there.
//!
//! **Spelling.** Terms are found in any case, in look-alike letters, with leet digits, repeated
//! letters, marks and invisible characters, with signs anywhere inside ("n.ude") and spelled out
//! with spaces ("n u d e"). Word borders count, so Essex and "pen is mightier" pass; a space
//! *inside* a word ("nu de") is a border, except next to a lone consonant of a long word
//! ("h entai").
//! A disguised word never gets the benefit of its setting.
//!
//! **Limits.** This is a list, not an understanding: it knows no euphemisms and no pictures. The
//! providers' own filters stand behind it.

mod category;
mod finder;
mod lists;
mod lookalike;
mod symbols;

use crate::Prompt;

pub use category::{Blocked, Category};
pub use lists::{FilterChanges, FilterError, FilterMistake};

use finder::{Finder, Found};
use lists::{Entry, Meaning, Setting};
use symbols::symbols;

/// The shortest term whose plural is found as well.
const MIN_PLURAL: usize = 4;

/// Decides which prompts are painted. Build one and keep it: building reads the lists, checking
/// does not.
///
/// ```
/// use pixelprompt_domain::{ContentFilter, Prompt};
///
/// let filter = ContentFilter::default();
/// assert!(filter.check(&Prompt::new("a blood orange on a plate")?).is_ok());
/// # Ok::<(), pixelprompt_domain::PromptError>(())
/// ```
#[derive(Clone, Debug)]
pub struct ContentFilter {
    terms: Finder<Meaning>,
}

impl ContentFilter {
    /// The built-in lists with an operator's `changes`.
    pub fn new(changes: &FilterChanges) -> Result<Self, FilterError> {
        Ok(Self::of(&lists::entries(changes)?))
    }

    /// A filter that refuses nothing, for an operator who says so.
    pub fn off() -> Self {
        Self::of(&[])
    }

    fn of(entries: &[Entry]) -> Self {
        let mut terms = Finder::new();
        for entry in entries {
            let mut add = |letters: &str| {
                terms.add(
                    letters,
                    entry.may_start_inside,
                    entry.may_end_inside,
                    entry.meaning,
                );
            };
            add(&entry.letters);
            let has_plural = entry.letters.chars().count() >= MIN_PLURAL
                && entry
                    .letters
                    .ends_with(|c: char| c.is_ascii_alphabetic() && c != 's')
                && !entry.may_end_inside;
            if has_plural {
                add(&format!("{}s", entry.letters));
                add(&format!("{}z", entry.letters));
            }
        }
        Self { terms }
    }

    /// Refuses a prompt that asks for what is not painted, and names the gravest reason.
    ///
    /// Run it on whatever goes to a model: what the person typed, and what an enhancer made of it.
    pub fn check(&self, prompt: &Prompt) -> Result<(), Blocked> {
        let found = self.terms.find(&symbols(prompt.as_str()));
        match gravest(&found) {
            Some(category) => Err(Blocked { category }),
            None => Ok(()),
        }
    }
}

impl Default for ContentFilter {
    /// The built-in lists.
    fn default() -> Self {
        let entries = lists::entries(&FilterChanges::default());
        Self::of(&entries.expect("the built-in lists are tested to hold no mistake"))
    }
}

fn gravest(found: &[Found<Meaning>]) -> Option<Category> {
    let allowed: Vec<_> = found
        .iter()
        .filter(|f| f.plain && f.meaning == Meaning::Allowed)
        .collect();
    let meant = || {
        found.iter().filter(|f| {
            !allowed
                .iter()
                .any(|phrase| phrase.start <= f.start && f.end <= phrase.end)
        })
    };
    let is_set_in = |setting| meant().any(|f| f.plain && f.meaning == Meaning::Setting(setting));
    let minors = meant().any(|f| f.meaning == Meaning::Minor);
    meant()
        .filter_map(|f| match f.meaning {
            Meaning::Refused(Category::Sexual) | Meaning::Suggestive if minors => {
                Some(Category::SexualMinors)
            }
            Meaning::Refused(category) => Some(category),
            Meaning::RefusedUnless(category, setting) => {
                let excused = f.plain && is_set_in(setting);
                match (category, setting) {
                    (Category::Sexual, Setting::Art) if minors => Some(Category::SexualMinors),
                    (Category::Sexual, _) if minors && !excused => Some(Category::SexualMinors),
                    _ if excused => None,
                    _ => Some(category),
                }
            }
            Meaning::Suggestive | Meaning::Minor | Meaning::Setting(_) | Meaning::Allowed => None,
        })
        .min()
}

#[cfg(test)]
mod tests;
