//! A text as the filter sees it.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::lookalike::{fold, is_diacritic, is_invisible, is_spaceless, other_readings};

/// What stands between two symbols, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing.
    None,
    /// Signs without white space: "n.u", "n-u", "n🔥u".
    Joint,
    /// One blank, or an apostrophe.
    Space,
    /// Several blanks, or a new line.
    Wide,
    /// The end of a sentence or of an item: white space after one of `,.;:!?`.
    Break,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Letter,
    Digit,
    /// A sign that may stand for a letter, or for nothing.
    Sign,
}

/// One character that may be a letter of a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Symbol {
    /// The character, folded to its plainest form.
    pub(super) letter: char,
    /// What stands before it.
    pub(super) gap: Gap,
    /// Whether it is the only letter between two gaps.
    pub(super) lone: bool,
    /// Whether it stands for a run of three or more.
    pub(super) stretched: bool,
    kind: Kind,
}

impl Symbol {
    /// The letters it may stand for besides itself.
    pub(super) fn others(self) -> &'static str {
        other_readings(self.letter)
    }

    /// Whether it may stand for any letter.
    pub(super) fn is_wild(self) -> bool {
        self.letter == '*'
    }

    /// Whether it may also be skipped.
    pub(super) fn is_sign(self) -> bool {
        self.kind == Kind::Sign
    }

    /// Whether it belongs to the same word as its neighbour `other`, which no gap parts from it.
    pub(super) fn sticks_to(self, other: Self) -> bool {
        self.kind == other.kind
            && self.kind != Kind::Sign
            && is_spaceless(self.letter) == is_spaceless(other.letter)
    }

    /// Whether words of its script stand without spaces.
    pub(super) fn is_spaceless(self) -> bool {
        is_spaceless(self.letter)
    }
}

/// Reads `text` as symbols: compatibility forms taken apart, marks and invisible characters
/// dropped, look-alikes folded, more than two equal neighbours shortened to two.
pub(super) fn symbols(text: &str) -> Vec<Symbol> {
    let mut all: Vec<Symbol> = Vec::with_capacity(text.len());
    let mut gap = Gap::Joint;
    let mut sentence_may_end = false;
    let kept = |c: &char| !is_diacritic(*c) && !is_invisible(*c);
    for c in text.nfkd().filter(kept).nfc() {
        fold(c, |letter| {
            let kind = if letter.is_numeric() && letter.is_ascii() {
                Kind::Digit
            } else if letter.is_alphanumeric() || is_combining_mark(letter) {
                Kind::Letter
            } else if letter == '*' || !other_readings(letter).is_empty() {
                Kind::Sign
            } else {
                let after_spaceless = || all.last().is_some_and(|last| last.is_spaceless());
                let ends = matches!(
                    letter,
                    ',' | '.' | ';' | ':' | '!' | '?' | '。' | '、' | '…'
                );
                gap = gap.max(if letter == '\n' {
                    Gap::Wide
                } else if matches!(letter, '\'' | '’' | 'ʼ') {
                    Gap::Space
                } else if letter.is_whitespace() {
                    match gap {
                        _ if sentence_may_end => Gap::Break,
                        Gap::None | Gap::Joint => Gap::Space,
                        _ => Gap::Wide,
                    }
                } else if ends && after_spaceless() {
                    Gap::Break
                } else {
                    Gap::Joint
                });
                sentence_may_end |= ends;
                return;
            };
            let run = all.iter().rev().take(2);
            let is_more_of_the_same = gap == Gap::None
                && run.clone().count() == 2
                && run.clone().all(|s| s.letter == letter)
                && all[all.len() - 1].gap == Gap::None;
            if is_more_of_the_same {
                all.iter_mut()
                    .rev()
                    .take(2)
                    .for_each(|s| s.stretched = true);
            } else {
                all.push(Symbol {
                    letter,
                    gap,
                    lone: false,
                    stretched: false,
                    kind,
                });
            }
            gap = Gap::None;
            sentence_may_end = letter == '!';
        });
    }
    mark_lone(&mut all);
    all
}

/// Finds the letters that stand alone; a letter typed twice is still one.
fn mark_lone(all: &mut [Symbol]) {
    for piece in all.chunk_by_mut(|_, next| next.gap == Gap::None) {
        let mut letters = piece.iter().filter(|s| !s.is_sign()).map(|s| s.letter);
        let lone = letters
            .next()
            .is_none_or(|first| letters.all(|letter| letter == first));
        for symbol in piece {
            symbol.lone = lone;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Gap::{Break, Joint, Space, Wide};
    use super::*;

    fn read(text: &str) -> String {
        symbols(text).iter().map(|s| s.letter).collect()
    }

    #[test]
    fn disguises_fall_off() {
        for text in [
            "FOX",
            "ｆｏｘ",
            "𝒇𝕠𝖝",
            "f\u{200B}o\u{AD}x",
            "f\u{336}ö\u{301}x",
            "ⓕⓞⓧ",
            "fох",
        ] {
            assert_eq!(read(text), "fox", "{text:?}");
        }
    }

    #[test]
    fn long_runs_become_pairs() {
        assert_eq!(read("fooooox!!!!"), "foox!!");
    }

    #[test]
    fn gaps_tell_spaces_from_sentences() {
        let gaps = |text| symbols(text).iter().map(|s| s.gap).collect::<Vec<_>>();
        assert_eq!(
            gaps("ab c-d  e. f\ng! h"),
            [
                Joint,
                Gap::None,
                Space,
                Joint,
                Wide,
                Break,
                Wide,
                Gap::None,
                Break
            ]
        );
        assert_eq!(gaps("景色，情"), [Joint, Gap::None, Break]);
    }

    #[test]
    fn kana_keep_their_voicing() {
        assert_ne!(read("か"), read("が"));
        assert_eq!(read("ｶﾞ"), read("ガ"));
    }
}
