//! Reads a prompt: which objects, colours and background it asks for.
//!
//! A small transformer ([`tagger`]) gives every word piece a role. The pieces of one role are summed
//! up in the frozen word table and looked up in a [`memory`] of known meanings, so a word that no
//! training caption held lands on its nearest known meaning. Where several concepts fit about equally
//! well ("cat": a cat, a cat's face) the seed chooses.

mod memory;
mod tagger;
#[cfg(test)]
mod tests;

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};
use serde::Deserialize;

use self::memory::{Concepts, Names};
use self::tagger::{Role, Tagger};
use crate::reading::{Reading, Thing};
use crate::scene::Scene;
use crate::weights::{LoadError, Weights};
use crate::words::{WIDTH, Words};

/// A concept is in the draw when it is at least this likely compared with the likeliest.
const IN_THE_DRAW: f32 = 0.5;
/// From this likeness (cosine) on a word is taken for a colour or background.
const ALIKE: f32 = 0.45;
/// What is to be avoided must be meant for sure: guessing would spoil the picture.
const MEANT: f32 = 0.85;
/// By how much a "small" object shrinks.
const SMALLER: f32 = 0.4;
/// Streams of the seed's random numbers: the noise uses stream 0.
const CHOICE_STREAM: u64 = 1;

/// The names of the rows of the learned tables, as exported with the weights.
#[derive(Deserialize)]
struct Vocabulary {
    concepts: Vec<String>,
    colours: Vec<String>,
    backgrounds: Vec<String>,
    emoji: Vec<String>,
    spelling: Vec<Box<str>>,
}

/// The text half of the painter.
pub(crate) struct Reader {
    words: Words,
    tagger: Tagger,
    concepts: Concepts,
    colours: Names,
    backgrounds: Names,
    /// The characters that stand for concepts, with their names.
    emoji: Vec<(String, String)>,
}

impl Reader {
    /// `pieces` is `words.txt`, `vocabulary` is `vocabulary.json`.
    pub(crate) fn load(
        weights: &Weights<'_>,
        pieces: &str,
        vocabulary: &str,
    ) -> Result<Self, LoadError> {
        let vocabulary: Vocabulary = serde_json::from_str(vocabulary)
            .map_err(|error| LoadError::Unreadable(format!("vocabulary: {error}")))?;
        let emoji = vocabulary
            .emoji
            .into_iter()
            .zip(vocabulary.concepts.iter().cloned());
        Ok(Self {
            emoji: emoji.collect(),
            words: Words::load(weights, pieces, vocabulary.spelling)?,
            tagger: Tagger::load(weights)?,
            concepts: Concepts::load(weights, vocabulary.concepts)?,
            colours: Names::load(weights, "reader.colour", vocabulary.colours)?,
            backgrounds: Names::load(weights, "reader.background", vocabulary.backgrounds)?,
        })
    }

    /// What to paint for a prompt, in a style (row of [`crate::STYLES`]). Any text has a reading: with
    /// no known word at all the seed picks a surprise.
    pub(crate) fn read(&self, prompt: &str, style: usize, seed: u64) -> Reading {
        let mut dice = ChaCha8Rng::seed_from_u64(seed);
        dice.set_stream(CHOICE_STREAM);
        let pieces = self.words.pieces(&self.spelled_out(prompt));
        let roles = self.tagger.roles(&self.words, &pieces);
        let sum = |wanted: &[Role]| self.sum(&pieces, &roles, wanted);
        let left = [
            &[Role::Left][..],
            &[Role::Right],
            &[Role::Other],
            &Role::ALL,
        ]
        .into_iter()
        .find_map(sum);
        let (left, surest) = match left {
            Some(meaning) => self.draw(&meaning, &mut dice),
            None => ((dice.next_u64() % self.concepts.len() as u64) as usize, 0.0),
        };
        let left_colour = sum(&[Role::LeftColour]).and_then(|m| self.colours.nearest(&m, ALIKE));
        let (mut right, mut right_colour) = (None, None);
        if roles.contains(&Role::Pair) {
            (right, right_colour) = (Some(left), left_colour);
        } else if roles.contains(&Role::Left)
            && let Some(meaning) = sum(&[Role::Right])
        {
            right = Some(self.draw(&meaning, &mut dice).0);
            right_colour = sum(&[Role::RightColour]).and_then(|m| self.colours.nearest(&m, ALIKE));
        }
        let background = sum(&[Role::Background]).and_then(|m| self.backgrounds.nearest(&m, ALIKE));
        let small = roles.contains(&Role::Small) && right.is_none();
        let scene = Scene {
            concept: [left + 1, right.map_or(0, |row| row + 1)],
            colour: [left_colour, right_colour].map(|row| row.map_or(0, |row| row + 1)),
            background: background.map_or(0, |row| row + 1),
            style: style + 1,
            pose: [0.0, if small { SMALLER } else { 0.0 }, 0.0, 0.0],
        };
        self.named(scene, surest)
    }

    /// Emoji characters become the names of their concepts.
    fn spelled_out(&self, prompt: &str) -> String {
        let mut text = prompt.replace('\u{fe0f}', "");
        for (character, name) in &self.emoji {
            if text.contains(character.as_str()) {
                text = text.replace(character.as_str(), &format!(" {name} "));
            }
        }
        text
    }

    /// Applies a negative prompt: takes out of the wanted scene what is not wanted in it, and says
    /// which scene the guidance moves away from.
    ///
    /// Only what the negative prompt says for sure counts. An unwanted object or background is a
    /// scene of its own to move away from. An unwanted colour alone is the wanted scene in that
    /// colour: moving away from all things of that colour would hardly touch this one.
    pub(crate) fn avoid(&self, wanted: &mut Reading, negative: &str) -> Scene {
        let (mut against, alike) = self.unwanted(negative, wanted.scene.style);
        let scene = &mut wanted.scene;
        let (object, colour) = (against.concept[0], against.colour[0]);
        if alike.contains(&scene.concept[1]) {
            (scene.concept[1], scene.colour[1]) = (0, 0);
        } else if alike.contains(&scene.concept[0]) && scene.concept[1] != 0 {
            scene.concept = [scene.concept[1], 0];
            scene.colour = [scene.colour[1], 0];
        }
        for side in 0..2 {
            if colour != 0 && scene.colour[side] == colour {
                scene.colour[side] = 0;
            }
        }
        if against.background != 0 && scene.background == against.background {
            scene.background = 0;
        }
        if object == 0 && colour != 0 {
            let background = against.background;
            against = scene.clone();
            against.colour[0] = colour;
            if background != 0 {
                against.background = background;
            }
        }
        *wanted = self.named(scene.clone(), wanted.surest);
        against
    }

    /// The unwanted scene, and every concept that its object may mean.
    fn unwanted(&self, negative: &str, style: usize) -> (Scene, Vec<usize>) {
        let pieces = self.words.pieces(&self.spelled_out(negative));
        let roles = self.tagger.roles(&self.words, &pieces);
        let mut scene = Scene::blank(style);
        let mut object = vec![0.0; WIDTH];
        for (&piece, role) in pieces.iter().zip(&roles) {
            let meaning = self.words.meaning(piece);
            if *role == Role::Background {
                scene.background = self
                    .backgrounds
                    .nearest(meaning, MEANT)
                    .map_or(scene.background, |row| row + 1);
            } else if let Some(row) = self.colours.nearest(meaning, MEANT) {
                scene.colour[0] = row + 1;
            } else {
                add(&mut object, meaning);
            }
        }
        if self.concepts.likeness(&object) < MEANT {
            return (scene, Vec::new());
        }
        // "No cat" means the cat and the cat's face.
        let likely = self.concepts.likelihoods(&object);
        let best = likely.iter().copied().fold(0.0, f32::max);
        let alike = (0..likely.len()).filter(|&row| likely[row] >= best * IN_THE_DRAW);
        let alike: Vec<usize> = alike.map(|row| row + 1).collect();
        scene.concept[0] = (0..likely.len())
            .find(|&row| likely[row] >= best)
            .map_or(0, |row| row + 1);
        (scene, alike)
    }

    fn named(&self, scene: Scene, surest: f32) -> Reading {
        let thing = |side: usize| {
            let concept = self.concepts.name(scene.concept[side].checked_sub(1)?);
            let colour = scene.colour[side]
                .checked_sub(1)
                .map(|row| self.colours.name(row));
            Some(Thing { concept, colour })
        };
        let background = scene
            .background
            .checked_sub(1)
            .map(|row| self.backgrounds.name(row));
        Reading {
            left: thing(0),
            right: thing(1),
            background,
            small: scene.pose[1] > 0.0,
            surest,
            scene,
        }
    }

    /// The summed meaning of the pieces that have one of the wanted roles.
    fn sum(&self, pieces: &[usize], roles: &[Role], wanted: &[Role]) -> Option<Vec<f32>> {
        let mut total = vec![0.0; WIDTH];
        for (&piece, _) in pieces
            .iter()
            .zip(roles)
            .filter(|(_, role)| wanted.contains(role))
        {
            add(&mut total, self.words.meaning(piece));
        }
        total.iter().any(|&x| x != 0.0).then_some(total)
    }

    /// One of the likeliest concepts, by the square of its likelihood, and how alike the nearest phrase is.
    fn draw(&self, meaning: &[f32], dice: &mut ChaCha8Rng) -> (usize, f32) {
        let likely = self.concepts.likelihoods(meaning);
        let best = likely.iter().copied().fold(0.0, f32::max);
        let chance = |p: f32| if p >= best * IN_THE_DRAW { p * p } else { 0.0 };
        let all: f32 = likely.iter().map(|&p| chance(p)).sum();
        let mut left = dice.next_u32() as f32 / u32::MAX as f32 * all;
        let in_the_draw = likely.iter().enumerate().filter(|&(_, &p)| chance(p) > 0.0);
        let mut chosen = 0;
        for (row, &p) in in_the_draw {
            chosen = row;
            left -= chance(p);
            if left <= 0.0 {
                break;
            }
        }
        (chosen, self.concepts.likeness(meaning))
    }
}

fn add(total: &mut [f32], part: &[f32]) {
    for (sum, value) in total.iter_mut().zip(part) {
        *sum += value;
    }
}

/// Scales to length 1; all zeros stay so.
fn normalise(vector: &mut [f32]) {
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
    if length > 0.0 {
        for x in vector {
            *x /= length;
        }
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}
