//! The enhancer that ships inside the program: a small grammar and lists of phrases.
//!
//! No language model can be small enough to ship and be trusted with somebody's words. So the words
//! stay as they were typed, in front, and what a painter still wants to know follows: a setting, a
//! light, a composition, a style. What the prompt says itself is not said again. Three proposals come
//! of it: the subject in a scene, the same in more detail, and the subject alone on a plain
//! background, which the painter inside this program understands best.
//!
//! `words.txt` holds what is recognised, `phrases.txt` what is added. The same prompt and seed give
//! the same proposals.

mod reading;
mod stock;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use async_trait::async_trait;
use pixelprompt_domain::{Enhancer, ErrorKind, MAX_PROMPT_CHARS, Outcome, Prompt, ProviderError};

use reading::{Reading, Slot};
use stock::Stock;

static STOCK: LazyLock<Stock> = LazyLock::new(Stock::load);

/// A prompt without a comma and at most so long is one phrase, which a setting can follow directly.
const LONGEST_PHRASE: usize = 80;

/// One way to go on from a prompt: the slots to fill, the most important first, and how many of them.
struct Recipe {
    slots: &'static [Slot],
    at_most: usize,
}

/// In the order in which they are proposed.
const RECIPES: [Recipe; 3] = [
    Recipe {
        slots: &[
            Slot::Setting,
            Slot::Light,
            Slot::Style,
            Slot::Composition,
            Slot::Detail,
        ],
        at_most: 3,
    },
    Recipe {
        slots: &[
            Slot::Setting,
            Slot::Detail,
            Slot::Light,
            Slot::Style,
            Slot::Composition,
            Slot::Finish,
        ],
        at_most: 6,
    },
    Recipe {
        slots: &[
            Slot::Backdrop,
            Slot::StudioLight,
            Slot::Light,
            Slot::Style,
            Slot::Composition,
            Slot::Finish,
        ],
        at_most: 2,
    },
];

/// In which order the chosen phrases are read.
const READING_ORDER: [Slot; 8] = [
    Slot::Setting,
    Slot::Backdrop,
    Slot::Detail,
    Slot::Composition,
    Slot::Light,
    Slot::StudioLight,
    Slot::Style,
    Slot::Finish,
];

/// The built-in enhancer. It needs no key and no network, and answers in microseconds.
#[derive(Clone, Copy, Debug, Default)]
pub struct BuiltInPhrases;

#[async_trait]
impl Enhancer for BuiltInPhrases {
    fn name(&self) -> &'static str {
        "Built-in phrases"
    }

    fn is_built_in(&self) -> bool {
        true
    }

    async fn enhance(&self, prompt: &Prompt, seed: u64) -> Result<Vec<Prompt>, ProviderError> {
        let reading = STOCK.words.read(prompt.as_str());
        let mut dice = fastrand::Rng::with_seed(mixed(seed, prompt.as_str()));
        let mut used = Vec::new();
        let mut proposals: Vec<Prompt> = Vec::new();
        for recipe in &RECIPES {
            let chosen = choose(recipe, prompt, &reading, &mut used, &mut dice);
            if chosen.is_empty() {
                continue;
            }
            match Prompt::new(&written(prompt.as_str(), chosen)) {
                Ok(proposal) if !proposals.contains(&proposal) => proposals.push(proposal),
                _ => {}
            }
        }
        if proposals.is_empty() {
            return Err(ProviderError::new(
                ErrorKind::PromptTooLong,
                Outcome::NotSent,
                "the prompt leaves no room for anything more",
            ));
        }
        Ok(proposals)
    }
}

/// The seed with the prompt in it (FNV-1a), so that one seed does not choose alike for all prompts.
fn mixed(seed: u64, prompt: &str) -> u64 {
    prompt
        .bytes()
        .fold(seed ^ 0xCBF2_9CE4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
        })
}

/// Draws the phrases of one proposal: none that says again what was said, is in the prompt or in an
/// earlier proposal, or would not fit.
fn choose(
    recipe: &Recipe,
    prompt: &Prompt,
    reading: &Reading,
    used: &mut Vec<&'static str>,
    dice: &mut fastrand::Rng,
) -> Vec<(Slot, &'static str)> {
    let lower = prompt.as_str().to_lowercase();
    // A full stop, for a proposal of two sentences.
    let mut room = MAX_PROMPT_CHARS.saturating_sub(prompt.as_str().chars().count() + 1);
    let mut said = reading.said;
    let mut chosen = Vec::new();
    for &slot in recipe.slots {
        let has_backdrop = chosen.iter().any(|(slot, _)| *slot == Slot::Backdrop);
        let suits = match slot {
            // A landscape or the night sky has no plain background.
            Slot::Backdrop => !matches!(reading.topic, "place" | "sky" | "abstract"),
            Slot::StudioLight => has_backdrop,
            _ => true,
        };
        if chosen.len() == recipe.at_most || said.has(slot) || !suits {
            continue;
        }
        let candidates: Vec<_> = STOCK
            .phrases(reading.topic, slot)
            .iter()
            .filter(|phrase| {
                // A subject on its own colour would vanish.
                let hides = slot == Slot::Backdrop
                    && reading
                        .colours
                        .iter()
                        .any(|c| phrase.text.contains(c.as_str()));
                !said.repeats(phrase.says)
                    && !hides
                    && phrase.text.len() + ", ".len() <= room
                    && !used.contains(&phrase.text)
                    && !lower.contains(&phrase.text.to_lowercase())
            })
            .collect();
        let Some(phrase) = dice.choice(candidates) else {
            continue;
        };
        room -= phrase.text.len() + ", ".len();
        said = said.with(phrase.says, slot);
        used.push(phrase.text);
        chosen.push((slot, phrase.text));
    }
    chosen
}

/// The prompt as typed, then the phrases: "a red fox in fresh snow, soft morning light". After a full
/// stop they make a sentence of their own.
fn written(prompt: &str, mut chosen: Vec<(Slot, &'static str)>) -> String {
    chosen.sort_by_key(|(slot, _)| READING_ORDER.iter().position(|known| known == slot));
    let phrases: Vec<_> = chosen.iter().map(|(_, text)| *text).collect();
    let phrases = phrases.join(", ");
    if prompt.ends_with(['.', '!', '?', '…', '。', '！', '？']) {
        let mut letters = phrases.chars();
        let first: String = letters
            .next()
            .into_iter()
            .flat_map(char::to_uppercase)
            .collect();
        return format!("{prompt} {first}{}.", letters.as_str());
    }
    let is_phrase = prompt.len() <= LONGEST_PHRASE
        && prompt
            .chars()
            .all(|c| c.is_alphanumeric() || c == ' ' || c == '-' || c == '\'');
    let begins_with_place = chosen
        .first()
        .is_some_and(|(slot, _)| matches!(slot, Slot::Setting | Slot::Backdrop));
    let joint = if prompt.ends_with([',', ';', ':']) || (is_phrase && begins_with_place) {
        " "
    } else {
        ", "
    };
    format!("{prompt}{joint}{phrases}")
}
