//! Runs the program as a person would, in a folder of its own.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

/// A folder to work in, gone with the test.
pub(crate) struct Desk(TempDir);

impl Desk {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// The program, not yet started.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pixelprompt"));
        command
            .args(words)
            .current_dir(self.path())
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, words: &[&str]) -> Ended {
        Ended(self.command(words).output().unwrap())
    }

    /// Paints small and quick pictures into `pictures/`.
    pub(crate) fn generate(&self, prompt: &str, words: &[&str]) -> Ended {
        let quick = ["generate", prompt, "--steps", "1", "--size", "64"];
        self.run(&[&quick, words].concat())
    }

    /// The names in `pictures/`, sorted.
    pub(crate) fn pictures(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.path().join("pictures")) else {
            return Vec::new();
        };
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    pub(crate) fn read(&self, picture: &str) -> Vec<u8> {
        fs::read(self.path().join("pictures").join(picture)).unwrap()
    }
}

/// What a run left on the terminal.
pub(crate) struct Ended(Output);

impl Ended {
    pub(crate) fn code(&self) -> Option<i32> {
        self.0.status.code()
    }

    pub(crate) fn out(&self) -> &str {
        std::str::from_utf8(&self.0.stdout).unwrap()
    }

    pub(crate) fn err(&self) -> &str {
        std::str::from_utf8(&self.0.stderr).unwrap()
    }

    /// The paths that it printed, after it did all that was asked.
    #[track_caller]
    pub(crate) fn paths(&self) -> Vec<PathBuf> {
        assert_eq!(self.code(), Some(0), "{}", self.err());
        self.out().lines().map(PathBuf::from).collect()
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(self.out()).unwrap()
    }

    /// Ended with code 1, one `error:` line that holds `sentence` and one `hint:` line.
    #[track_caller]
    pub(crate) fn is_bad_input(&self, sentence: &str) {
        assert_eq!(self.code(), Some(1), "{}", self.err());
        let lines: Vec<_> = self.err().lines().collect();
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines[0].starts_with("error: "), "{lines:?}");
        assert!(lines[0].contains(sentence), "{lines:?}");
        assert!(lines[1].starts_with("hint: "), "{lines:?}");
    }
}

/// The `parameters` text of a PNG file.
pub(crate) fn parameters(file: &[u8]) -> String {
    let reader = png::Decoder::new(std::io::Cursor::new(file))
        .read_info()
        .unwrap();
    let info = reader.info();
    let plain = info
        .uncompressed_latin1_text
        .iter()
        .filter(|chunk| chunk.keyword == "parameters")
        .map(|chunk| chunk.text.clone());
    let international = info
        .utf8_text
        .iter()
        .filter(|chunk| chunk.keyword == "parameters")
        .map(|chunk| chunk.get_text().unwrap());
    let found: Vec<_> = plain.chain(international).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].clone()
}

/// Width and height of a PNG file.
pub(crate) fn size(file: &[u8]) -> (u32, u32) {
    png::Decoder::new(std::io::Cursor::new(file))
        .read_info()
        .unwrap()
        .info()
        .size()
}
