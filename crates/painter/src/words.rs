//! The word table: which pieces a prompt is made of and what each piece means.
//!
//! Same rules as the training's `words.py`: lower case, accents removed, words of the letters a to z,
//! greedy longest-match pieces (WordPiece). A word that the table does not hold whole is first taken
//! for the nearest word that the painter knows a picture, colour or place for, when it looks like a
//! slip of the keyboard.

use std::collections::HashMap;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::weights::{LoadError, Weights};

/// Numbers in the meaning of a piece.
pub(crate) const WIDTH: usize = 128;
/// Pieces read from a prompt; the rest is not read.
pub(crate) const LONGEST_PROMPT: usize = 64;
/// Letters of a word that are looked at.
const LONGEST_WORD: usize = 40;

/// The frozen word table.
pub(crate) struct Words {
    rows: Vec<f32>,
    index: HashMap<Box<str>, usize>,
    spelling: Vec<Box<str>>,
}

impl Words {
    /// `pieces` is one piece a line, in the order of the tensor `reader.words` [n, 128]; `spelling`
    /// are the words worth correcting towards.
    pub(crate) fn load(
        weights: &Weights<'_>,
        pieces: &str,
        spelling: Vec<Box<str>>,
    ) -> Result<Self, LoadError> {
        let index: HashMap<Box<str>, usize> = pieces
            .lines()
            .enumerate()
            .map(|(row, piece)| (piece.into(), row))
            .collect();
        let rows = weights.tensor("reader.words", &[index.len(), WIDTH])?;
        Ok(Self {
            rows,
            index,
            spelling,
        })
    }

    /// The meaning of a piece; its length is the weight of the piece in a sum.
    pub(crate) fn meaning(&self, piece: usize) -> &[f32] {
        &self.rows[piece * WIDTH..][..WIDTH]
    }

    /// The pieces of a prompt, at most [`LONGEST_PROMPT`].
    pub(crate) fn pieces(&self, prompt: &str) -> Vec<usize> {
        let mut found = Vec::new();
        for word in spelled(prompt) {
            if found.len() >= LONGEST_PROMPT {
                break;
            }
            match self
                .index
                .get(word.as_str())
                .copied()
                .or_else(|| self.corrected(&word))
            {
                Some(row) => found.push(row),
                None => self.split(&word, &mut found),
            }
        }
        found.truncate(LONGEST_PROMPT);
        found
    }

    /// The row of the known word that `word` is probably a misspelling of: one slip in words of four
    /// letters and more, two from nine (with eight, "espresso" would be "express"), the first letter being right.
    fn corrected(&self, word: &str) -> Option<usize> {
        let allowed = match word.len() {
            0..=3 => return None,
            4..=8 => 1,
            _ => 2,
        };
        let near = self.spelling.iter().filter(|known| {
            known.as_bytes()[0] == word.as_bytes()[0] && known.len().abs_diff(word.len()) <= allowed
        });
        let (slips, known) = near
            .map(|known| (slips(word.as_bytes(), known.as_bytes()), known))
            .min()?;
        if slips > allowed {
            return None;
        }
        self.index.get(known).copied()
    }

    /// Longest match first; a letter that starts no piece is skipped.
    fn split(&self, word: &str, found: &mut Vec<usize>) {
        let mut key = String::with_capacity(word.len() + 2);
        let mut at = 0;
        while at < word.len() {
            let longest = (at + 1..=word.len()).rev().find_map(|end| {
                key.clear();
                key.push_str(if at == 0 { "" } else { "##" });
                key.push_str(&word[at..end]);
                self.index.get(key.as_str()).map(|&row| (row, end))
            });
            if let Some((row, _)) = longest {
                found.push(row);
            }
            at = longest.map_or(at + 1, |(_, end)| end);
        }
    }
}

/// The words of a text in lower-case ASCII letters.
pub(crate) fn spelled(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for letter in text.to_lowercase().nfd() {
        if letter.is_ascii_lowercase() {
            if let Some(word) = words.last_mut().filter(|word| word.len() < LONGEST_WORD) {
                word.push(letter);
            }
        } else if !(is_combining_mark(letter) || matches!(letter, '\'' | '’')) {
            words.push(String::new());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Edits (insert, delete, replace, swap neighbours) between two words of letters: the optimal string
/// alignment distance.
fn slips(a: &[u8], b: &[u8]) -> usize {
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        (before, last) = (last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(pieces: &str, spelling: &[&str]) -> Words {
        let index = pieces
            .lines()
            .enumerate()
            .map(|(row, piece)| (piece.into(), row))
            .collect();
        Words {
            rows: Vec::new(),
            index,
            spelling: spelling.iter().map(|&word| word.into()).collect(),
        }
    }

    #[test]
    fn texts_become_plain_words() {
        assert_eq!(
            spelled("A Crème-Brûlée,  PLEASE!"),
            ["a", "creme", "brulee", "please"]
        );
        assert_eq!(
            spelled("the dog’s Straße 🦊 狐"),
            ["the", "dogs", "stra", "e"]
        );
        assert!(spelled("\u{0}\n42 🦊").is_empty());
        assert_eq!(spelled(&"x".repeat(1000))[0].len(), LONGEST_WORD);
    }

    #[test]
    fn words_split_into_the_longest_pieces() {
        let words = words("fox\nfire\n##fox\n##es\n##x", &[]);
        assert_eq!(words.pieces("Fox firefox foxes"), [0, 1, 2, 0, 3]);
        assert_eq!(
            words.pieces("qqx"),
            [4],
            "letters that start no piece are skipped"
        );
        assert_eq!(words.pieces(&"fox ".repeat(500)).len(), LONGEST_PROMPT);
    }

    #[test]
    fn slips_of_the_keyboard_are_corrected() {
        let words = words("elephant\nfox\nel\n##e\ncat", &["elephant", "fox", "cat"]);
        for wrong in ["elehpant", "elephnt", "elepphant"] {
            assert_eq!(words.pieces(wrong), [0], "{wrong}");
        }
        assert_eq!(
            words.pieces("cet"),
            [3],
            "short words are taken as they are"
        );
        assert_eq!(words.pieces("ele"), [2, 3]);
    }

    #[test]
    fn counts_slips() {
        let of = |a: &str, b: &str| slips(a.as_bytes(), b.as_bytes());
        assert_eq!(of("", "ab"), 2);
        assert_eq!(of("abcd", "abcd"), 0);
        assert_eq!(of("abcd", "acbd"), 1);
        assert_eq!(of("kitten", "sitting"), 3);
    }
}
