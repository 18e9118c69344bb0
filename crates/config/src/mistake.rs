//! What is wrong with a configuration.

use std::fmt;

use crate::Origin;

/// One mistake. Its text is one sentence that names the key, where it was written, what is wrong
/// and what to write instead; it never holds a secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Mistake {
    /// The key, `limits.global_per_hour`; empty if the matter is the file as a whole.
    pub key: String,
    /// Where it was written.
    pub origin: Origin,
    /// The rest of the sentence.
    pub problem: String,
}

impl Mistake {
    pub(crate) fn new(key: impl Into<String>, origin: &Origin, problem: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            origin: origin.clone(),
            problem: problem.into(),
        }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.key.as_str(), &self.origin) {
            ("", origin) => write!(f, "{origin}")?,
            (key, Origin::Default) => f.write_str(key)?,
            (key, origin) => write!(f, "{key} ({origin})")?,
        }
        let stop = if self.problem.ends_with('?') { "" } else { "." };
        write!(f, " {}{stop}", self.problem)
    }
}

/// All mistakes of a configuration, at least one; a line each.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Mistakes(pub Vec<Mistake>);

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, mistake) in self.0.iter().enumerate() {
            if place > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{mistake}")?;
        }
        Ok(())
    }
}
