//! Keys that are recognised wherever they appear, and in whatever writing.

use std::{collections::BTreeSet, fs, path::Path};

use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};

/// Stand at the beginning and at the end of every key, so that half a key is found too.
const MARKS: [&str; 2] = ["SENT1NEL", "T4ILEND"];

/// The key of somebody. Between the marks stands what is written in another way in JSON, in addresses and in
/// base64.
pub(crate) fn key(whose: &str) -> String {
    format!("{}/{whose}+K3Y={}", MARKS[0], MARKS[1])
}

fn hexadecimal(text: &str) -> String {
    let bytes: Vec<_> = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    bytes.concat()
}

/// The marks as they are, which is also how they stand in addresses and JSON, in base64 and in hexadecimal.
fn writings() -> Vec<String> {
    let mut writings = Vec::new();
    for mark in MARKS {
        writings.push(mark.to_owned());
        let hex = hexadecimal(mark);
        writings.extend([hex.to_uppercase(), hex]);
        for before in 0..3 {
            let bytes = [&vec![0; before], mark.as_bytes()].concat();
            let text = STANDARD_NO_PAD.encode(&bytes);
            let end = text.len() - usize::from(bytes.len() % 3 > 0);
            writings.push(text[[0, 2, 3][before]..end].to_owned());
        }
    }
    writings
}

/// Everything that was looked through, and what was found.
#[derive(Default)]
pub(crate) struct Search {
    found: BTreeSet<String>,
    bytes: usize,
}

impl Search {
    pub(crate) fn look(&mut self, place: &str, text: &[u8]) {
        self.bytes += text.len();
        for writing in writings() {
            let finds = text
                .windows(writing.len())
                .position(|part| part == writing.as_bytes());
            if let Some(at) = finds {
                let around = &text[at.saturating_sub(150)..text.len().min(at + 60)];
                let around = String::from_utf8_lossy(around);
                self.found
                    .insert(format!("{place} ({writing}): …{around}…"));
            }
        }
    }

    /// Looks through all files of a folder.
    pub(crate) fn look_into(&mut self, folder: &Path) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                self.look_into(&path);
            } else {
                self.look(&path.display().to_string(), &fs::read(&path).unwrap());
            }
        }
    }

    #[track_caller]
    pub(crate) fn found_nothing(self, at_least: usize) {
        let found: Vec<_> = self.found.into_iter().collect();
        assert!(
            found.is_empty(),
            "{} leaks:\n{}",
            found.len(),
            found.join("\n")
        );
        assert!(
            self.bytes >= at_least,
            "only {} bytes were looked through",
            self.bytes
        );
    }
}

#[test]
fn a_key_is_found_in_every_writing() {
    let key = key("somebody");
    for (written, finds) in [
        (format!("the key {key} is wrong"), true),
        (format!("?key={}", key.replace('/', "%2F")), true),
        (key[..9].to_owned(), true),
        (key[12..].to_owned(), true),
        (STANDARD_NO_PAD.encode(format!("user:{key}")), true),
        (STANDARD_NO_PAD.encode(format!("u:{key}")), true),
        (STANDARD_NO_PAD.encode(format!("us:{key}")), true),
        (hexadecimal(&key), true),
        ("the key is wrong".to_owned(), false),
    ] {
        let mut search = Search::default();
        search.look("here", written.as_bytes());
        assert_eq!(!search.found.is_empty(), finds, "{written}");
    }
}
