//! Keeping keys out of what servers say. Real ones repeat a key more often than one would think: in a
//! complaint, in a page of a proxy, in a prompt that a gateway has improved.

use aho_corasick::{AhoCorasick, MatchKind};
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD},
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::sigv4::encoded;

const HIDDEN: &str = "[key]";

/// A shorter text is hidden in words that people read and nowhere else: it is hardly secret, and in the base64
/// of a picture it would be found by chance.
const SHORTEST_IN_BODIES: usize = 12;

/// The keys that one server knows, to be hidden wherever it repeats them.
#[derive(Clone)]
pub(super) struct Secrets {
    in_words: AhoCorasick,
    in_bodies: AhoCorasick,
}

impl Secrets {
    pub(super) fn new(secrets: &[String]) -> Self {
        let secrets = secrets.iter().filter(|secret| !secret.is_empty());
        let forms: Vec<String> = secrets.flat_map(|secret| forms(secret)).collect();
        let long = forms.iter().filter(|form| form.len() >= SHORTEST_IN_BODIES);
        Self {
            in_bodies: finder(long),
            in_words: finder(&forms),
        }
    }

    /// The words without a key.
    pub(super) fn hide(&self, words: &str) -> String {
        let place = vec![HIDDEN; self.in_words.patterns_len()];
        self.in_words.replace_all(words, &place)
    }

    /// The body without a key, if it is one that somebody reads and not a picture.
    pub(super) fn clear(&self, body: Vec<u8>) -> Vec<u8> {
        let first = body.iter().find(|byte| !byte.is_ascii_whitespace());
        let is_read = first.is_some_and(|byte| b"{[\"<".contains(byte)) || body.is_ascii();
        if !is_read || self.in_bodies.find(&body).is_none() {
            return body;
        }
        let place = vec![HIDDEN; self.in_bodies.patterns_len()];
        self.in_bodies.replace_all_bytes(&body, &place)
    }
}

fn finder(forms: impl IntoIterator<Item = impl AsRef<[u8]>>) -> AhoCorasick {
    let finder = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(forms);
    finder.unwrap_or_else(|error| unreachable!("a few short texts are not too many: {error}"))
}

/// The ways in which a server may write it: as it is, in JSON, in an address, in base64.
fn forms(secret: &str) -> Vec<String> {
    let json = Value::from(secret).to_string();
    let json = json.trim_matches('"');
    let percent = encoded(secret);
    let every = utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string();
    let mut forms = vec![
        secret.to_owned(),
        json.to_owned(),
        json.replace('/', "\\/"),
        lowered(&percent),
        percent,
        lowered(&every),
        every,
        STANDARD.encode(secret),
    ];
    for before in 0..3 {
        let bytes = [&vec![0; before], secret.as_bytes()].concat();
        for base64 in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
            let text = base64.encode(&bytes);
            // The characters at both ends also depend on what stands before and after.
            let end = text.len() - usize::from(bytes.len() % 3 > 0);
            let start = [0, 2, 3][before].min(end);
            forms.push(text[start..end].to_owned());
        }
    }
    forms.retain(|form| form == secret || form.len() > 4);
    forms
}

/// `%2f` where others write `%2F`.
fn lowered(percent: &str) -> String {
    let mut parts = percent.split('%');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let (code, rest) = part.split_at(part.len().min(2));
        format!("{text}%{}{rest}", code.to_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "sk-a/long+key=1234567890";

    fn secrets() -> Secrets {
        Secrets::new(&[KEY.to_owned(), String::new()])
    }

    #[test]
    fn a_key_is_hidden_however_it_is_written() {
        for (written, hidden) in [
            (format!("no such key: {KEY}."), "no such key: [key]."),
            (format!("?key={}&x", encoded(KEY)), "?key=[key]&x"),
            (
                "?key=sk-a%2flong%2bkey%3d1234567890".to_owned(),
                "?key=[key]",
            ),
            (r"sk-a\/long+key=1234567890".to_owned(), "[key]"),
            ("nothing".to_owned(), "nothing"),
        ] {
            assert_eq!(secrets().hide(&written), hidden);
            let body = format!("{{\"error\": \"{written}\"}}").into_bytes();
            let cleared = String::from_utf8(secrets().clear(body)).unwrap();
            assert_eq!(cleared, format!("{{\"error\": \"{hidden}\"}}"));
        }
    }

    #[test]
    fn a_key_is_hidden_within_base64() {
        for before in ["", "u", "us", "user:"] {
            let whole = STANDARD.encode(format!("{before}{KEY} and more"));
            let hidden = secrets().hide(&whole);
            assert!(hidden.contains("[key]"), "{hidden}");
            let middle = STANDARD.encode(&KEY[3..21]);
            assert!(!hidden.contains(&middle[4..20]), "{hidden}");
        }
    }

    #[test]
    fn pictures_and_what_is_short_stay_as_they_are() {
        let picture = [b"\x89PNG ", KEY.as_bytes()].concat();
        assert_eq!(secrets().clear(picture.clone()), picture);
        let short = Secrets::new(&["mock".to_owned()]);
        let body = br#"{"b64_json": "AAmockAA"}"#.to_vec();
        assert_eq!(short.clear(body.clone()), body);
        assert_eq!(
            short.hide("the key mock is wrong"),
            "the key [key] is wrong"
        );
        assert_eq!(Secrets::new(&[]).hide("nothing"), "nothing");
    }
}
