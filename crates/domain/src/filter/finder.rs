//! Finds many terms in one text, in plain and in disguised spelling.

use std::collections::HashSet;

use super::symbols::{Gap, Symbol};

/// Between the words of a term, in [`Finder`]'s tree.
pub(super) const BLANK: char = ' ';

/// The most symbols that one occurrence may span.
const MAX_SPAN: usize = 96;

/// The most ways to read the text from one symbol on; plain text has a handful.
const MAX_PATHS: usize = 1_000;

/// The shortest term that is looked for with one letter cut off: "h entai".
const MIN_CUT: u32 = 5;

/// Where a term occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found<T> {
    /// The first symbol.
    pub(super) start: usize,
    /// The last symbol.
    pub(super) end: usize,
    /// Whether it is spelled as words are.
    pub(super) plain: bool,
    /// What the term means.
    pub(super) meaning: T,
}

/// A tree of terms, letter by letter.
#[derive(Clone, Debug)]
pub(super) struct Finder<T> {
    nodes: Vec<Node<T>>,
}

#[derive(Clone, Debug)]
struct Node<T> {
    next: Vec<(char, usize)>,
    ends: Vec<End<T>>,
}

#[derive(Clone, Debug)]
struct End<T> {
    meaning: T,
    may_start_inside: bool,
    may_end_inside: bool,
}

/// A way to read the text from one symbol on.
#[derive(Clone, Copy)]
struct Path {
    node: usize,
    /// The last symbol read.
    last: usize,
    /// The letter it was read as.
    letter: char,
    /// The next symbol to read.
    next: usize,
    /// What was skipped since `last`.
    skipped: Gap,
    /// The widest gap inside a word.
    widest: Gap,
    letters: u32,
    guessed: u32,
    /// White space between two lone letters, and between a lone letter and other letters.
    pairs: u32,
    cuts: u32,
    cuts_vowel: bool,
    plain: bool,
}

impl<T: Copy> Finder<T> {
    pub(super) fn new() -> Self {
        Self {
            nodes: vec![Node::new()],
        }
    }

    /// Adds a term: folded letters with [`BLANK`] between words.
    pub(super) fn add(
        &mut self,
        term: &str,
        may_start_inside: bool,
        may_end_inside: bool,
        meaning: T,
    ) {
        let mut at = 0;
        for letter in term.chars() {
            at = self.child(at, letter).unwrap_or_else(|| {
                let new = self.nodes.len();
                self.nodes.push(Node::new());
                self.nodes[at].next.push((letter, new));
                new
            });
        }
        self.nodes[at].ends.push(End {
            meaning,
            may_start_inside,
            may_end_inside,
        });
    }

    fn child(&self, node: usize, letter: char) -> Option<usize> {
        let next = &self.nodes[node].next;
        next.iter().find(|(l, _)| *l == letter).map(|(_, n)| *n)
    }

    /// Finds every term in `text`. The time is proportional to the length of the text: what is
    /// tried from one symbol is bounded.
    pub(super) fn find(&self, text: &[Symbol]) -> Vec<Found<T>> {
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        let mut paths = Vec::new();
        for start in 0..text.len() {
            seen.clear();
            self.readings(0, text[start], true, |letter, node, guessed| {
                paths.push(Path {
                    node,
                    last: start,
                    letter,
                    next: start + 1,
                    skipped: Gap::None,
                    widest: Gap::None,
                    letters: 1,
                    guessed: u32::from(guessed),
                    pairs: 0,
                    cuts: 0,
                    cuts_vowel: false,
                    plain: !guessed,
                });
            });
            while let Some(path) = paths.pop() {
                if seen.len() > MAX_PATHS {
                    paths.clear();
                    break;
                }
                let key = (
                    path.node,
                    path.next,
                    path.last,
                    path.plain,
                    path.pairs.min(1),
                    path.cuts,
                    path.guessed,
                );
                if !seen.insert(key) {
                    continue;
                }
                self.finish(text, start, &path, &mut found);
                if path.next < text.len() && path.next - start < MAX_SPAN {
                    self.follow(text, &path, &mut paths);
                }
            }
        }
        found
    }

    /// Calls `take` with every child of `node` that `symbol` can be read as.
    fn readings(
        &self,
        node: usize,
        symbol: Symbol,
        is_first: bool,
        mut take: impl FnMut(char, usize, bool),
    ) {
        if symbol.is_wild() {
            if !is_first {
                for &(letter, child) in &self.nodes[node].next {
                    if letter != BLANK {
                        take(letter, child, true);
                    }
                }
            }
            return;
        }
        if let Some(child) = self.child(node, symbol.letter) {
            take(symbol.letter, child, false);
        }
        for letter in symbol.others().chars() {
            if let Some(child) = self.child(node, letter) {
                take(letter, child, true);
            }
        }
    }

    /// Pushes what `path` can become with its next symbol.
    fn follow(&self, text: &[Symbol], path: &Path, paths: &mut Vec<Path>) {
        let symbol = text[path.next];
        let gap = path.skipped.max(symbol.gap);
        let step = Path {
            last: path.next,
            next: path.next + 1,
            skipped: Gap::None,
            ..*path
        };
        if symbol.is_sign() {
            paths.push(Path {
                next: path.next + 1,
                skipped: gap.max(Gap::Joint),
                ..*path
            });
        }
        // The next word of the term.
        if let Some(word) = self.child(path.node, BLANK)
            && gap != Gap::Break
        {
            self.readings(word, symbol, true, |letter, node, guessed| {
                paths.push(Path {
                    node,
                    letter,
                    letters: path.letters + 1,
                    guessed: path.guessed + u32::from(guessed),
                    plain: path.plain && !guessed && gap != Gap::None,
                    ..step
                });
            });
        }
        let Some(step) = joined(text[path.last], symbol, gap, step) else {
            return;
        };
        let same = symbol.letter == path.letter || symbol.others().contains(path.letter);
        if same && step.cuts == path.cuts && may_repeat(text, path) {
            paths.push(Path {
                plain: false,
                ..step
            });
        }
        // A guess is cheap, so guesses may never outnumber what was really typed by much.
        let may_guess = path.guessed <= path.letters - path.guessed;
        let wild_apart = symbol.is_wild() && gap != Gap::None;
        self.readings(path.node, symbol, wild_apart, |letter, node, guessed| {
            if !guessed || may_guess {
                paths.push(Path {
                    node,
                    letter,
                    letters: path.letters + 1,
                    guessed: path.guessed + u32::from(guessed),
                    plain: step.plain && !guessed,
                    ..step
                });
            }
        });
    }

    /// Notes the terms that end with `path`.
    fn finish(&self, text: &[Symbol], start: usize, path: &Path, found: &mut Vec<Found<T>>) {
        let ends = &self.nodes[path.node].ends;
        if ends.is_empty()
            || path.guessed * 2 > path.letters
            || path.cuts > 1
            || (path.cuts == 1 && path.letters < MIN_CUT)
            || (path.cuts_vowel && path.pairs == 0)
        {
            return;
        }
        let (first, last) = (text[start], text[path.last]);
        let spaceless = first.is_spaceless();
        let spelled = path.widest != Gap::None && !spaceless;
        if spelled && !begins(text, start, path) {
            return;
        }
        let open = spelled && !closes(text, path);
        let inside = |a: Symbol, b: Symbol| b.gap == Gap::None && a.sticks_to(b);
        let starts_inside = start > 0 && inside(text[start - 1], first);
        let ends_inside = text
            .get(path.last + 1)
            .is_some_and(|next| inside(last, *next));
        for end in ends {
            if (!starts_inside || spaceless || end.may_start_inside)
                && (!(ends_inside || open) || spaceless || end.may_end_inside)
            {
                found.push(Found {
                    start,
                    end: path.last,
                    plain: path.plain,
                    meaning: end.meaning,
                });
            }
        }
    }
}

impl<T> Node<T> {
    fn new() -> Self {
        Self {
            next: Vec::new(),
            ends: Vec::new(),
        }
    }
}

/// `step` with the gap between two letters of one word accounted for; nothing if that gap parts
/// two words.
///
/// Signs may stand anywhere in a word. White space may only stand where a lone letter is: "n u d e"
/// is one word, "pen is" are two.
fn joined(before: Symbol, after: Symbol, gap: Gap, mut step: Path) -> Option<Path> {
    step.widest = step.widest.max(gap);
    step.plain &= gap == Gap::None;
    if gap >= Gap::Space {
        match (before.lone, after.lone) {
            (true, true) => step.pairs += 1,
            (false, false) => return None,
            _ => {
                let lone = if before.lone { before } else { after };
                step.cuts += 1;
                step.cuts_vowel |= matches!(lone.letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
            }
        }
    }
    (step.cuts <= 1).then_some(step)
}

/// Whether the letter after `path` can be a repetition of its last one. A consonant doubled inside a
/// word cannot: "penniless", "annals" and "rapping" are other words than those with a single one.
fn may_repeat(text: &[Symbol], path: &Path) -> bool {
    let after = text.get(path.next + 1);
    let before = path.last.checked_sub(1).map(|at| &text[at]);
    text[path.next].stretched
        || text[path.next].gap != Gap::None
        || !path.letter.is_ascii_alphabetic()
        || matches!(path.letter, 'a' | 'e' | 'i' | 'o' | 'u')
        || after.is_none_or(|s| s.gap != Gap::None)
        || before.is_none_or(|s| text[path.last].gap != Gap::None || s.is_sign())
}

/// Whether a spelled word is not the end of a longer one, as RAPE is of G R A P E: the letter
/// before it is set apart, or is a word itself.
fn begins(text: &[Symbol], start: usize, path: &Path) -> bool {
    let free = |at: usize| at == 0 || is_apart(text[at - 1], text[at].gap, path);
    !text[start].lone || free(start) || (is_word(text[start - 1]) && free(start - 1))
}

/// Whether a spelled word is not the beginning of a longer one.
fn closes(text: &[Symbol], path: &Path) -> bool {
    let after = path.last + 1;
    let free = |at: usize| {
        text.get(at)
            .is_none_or(|next| is_apart(*next, next.gap, path))
    };
    !text[path.last].lone || free(after) || (is_word(text[after]) && free(after + 1))
}

/// Whether `neighbour`, across `gap`, is none of the letters that spell the word.
fn is_apart(neighbour: Symbol, gap: Gap, path: &Path) -> bool {
    !neighbour.lone || neighbour.is_sign() || gap > path.widest
}

fn is_word(symbol: Symbol) -> bool {
    matches!(symbol.letter, 'a' | 'i')
}
