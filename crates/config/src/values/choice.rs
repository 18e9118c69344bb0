//! One of a few words.

use super::{Value, Within, Wrong, quoted};
use crate::raw::Raw;

/// A closed set of words.
trait Choice: Copy + PartialEq + 'static {
    const ALL: &'static [(Self, &'static str)];
}

impl<T: Choice> Value for T {
    fn kind(_: Within) -> String {
        let words: Vec<_> = T::ALL.iter().map(|(_, word)| quoted(word)).collect();
        match words.as_slice() {
            [start @ .., last] if !start.is_empty() => format!("{} or {last}", start.join(", ")),
            all => all.concat(),
        }
    }

    fn kinds(within: Within) -> String {
        Self::kind(within)
    }

    fn read(raw: &Raw, within: Within) -> Result<Self, Wrong> {
        let word = raw.text().map(str::to_lowercase);
        T::ALL
            .iter()
            .find(|(_, name)| word.as_deref() == Some(name))
            .map(|(choice, _)| *choice)
            .ok_or_else(|| Wrong::new::<Self>(raw, within))
    }

    fn shown(&self) -> Option<String> {
        T::ALL
            .iter()
            .find(|(choice, _)| choice == self)
            .map(|(_, name)| quoted(name))
    }
}

/// Where jobs are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreKind {
    /// In one file in the data folder.
    Sqlite,
    /// In a table of Amazon `DynamoDB`.
    Dynamodb,
    /// Nowhere but in memory: gone when the program ends.
    Memory,
}

impl Choice for StoreKind {
    const ALL: &'static [(Self, &'static str)] = &[
        (Self::Sqlite, "sqlite"),
        (Self::Dynamodb, "dynamodb"),
        (Self::Memory, "memory"),
    ];
}

/// Where pictures are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlobKind {
    /// In the data folder.
    Folder,
    /// In a bucket of Amazon S3, or of a service that speaks its language.
    S3,
}

impl Choice for BlobKind {
    const ALL: &'static [(Self, &'static str)] = &[(Self::Folder, "folder"), (Self::S3, "s3")];
}

/// What a line of the log looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people on a terminal, JSON elsewhere.
    Auto,
    /// One JSON object a line.
    Json,
    /// For people.
    Pretty,
}

impl Choice for LogFormat {
    const ALL: &'static [(Self, &'static str)] = &[
        (Self::Auto, "auto"),
        (Self::Json, "json"),
        (Self::Pretty, "pretty"),
    ];
}

/// What becomes of prompts that the moderation could not judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenUnavailable {
    /// They are painted.
    Allow,
    /// They are refused.
    Refuse,
}

impl Choice for WhenUnavailable {
    const ALL: &'static [(Self, &'static str)] =
        &[(Self::Allow, "allow"), (Self::Refuse, "refuse")];
}

/// What an OpenAI-compatible server calls the knobs that not all of them have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// It has none of them, and refuses fields that it does not know.
    OpenAi,
    /// As most do, `vLLM-Omni` among them.
    Common,
    /// As `LocalAI` does.
    LocalAi,
}

impl Choice for Dialect {
    const ALL: &'static [(Self, &'static str)] = &[
        (Self::OpenAi, "openai"),
        (Self::Common, "common"),
        (Self::LocalAi, "localai"),
    ];
}

/// A knob that a model may honour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnobName {
    /// The same seed paints the same picture.
    Seed,
    /// How many steps.
    Steps,
    /// How closely the prompt is followed.
    Guidance,
    /// What not to paint.
    NegativePrompt,
}

impl Choice for KnobName {
    const ALL: &'static [(Self, &'static str)] = &[
        (Self::Seed, "seed"),
        (Self::Steps, "steps"),
        (Self::Guidance, "guidance"),
        (Self::NegativePrompt, "negative_prompt"),
    ];
}
