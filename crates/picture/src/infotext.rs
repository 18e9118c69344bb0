//! The line of text that says how a picture was made.

use std::fmt::{self, Write as _};

/// What goes into a PNG's `parameters` text, in the form that AUTOMATIC1111's web UI introduced
/// and that most galleries and importers read: the prompt, the negative prompt, then one line of
/// `Name: value` pairs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Infotext<'a> {
    /// What to paint.
    pub prompt: &'a str,
    /// What not to paint.
    pub negative_prompt: Option<&'a str>,
    /// How often the picture was refined.
    pub steps: Option<u32>,
    /// The rule of refinement.
    pub sampler: Option<&'a str>,
    /// The guidance.
    pub cfg_scale: Option<f32>,
    /// The seed.
    pub seed: Option<u64>,
    /// Width and height.
    pub size: Option<(u32, u32)>,
    /// The model.
    pub model: Option<&'a str>,
    /// The program and its version.
    pub version: Option<&'a str>,
}

impl fmt::Display for Infotext<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.prompt)?;
        if let Some(negative) = self.negative_prompt {
            write!(f, "\nNegative prompt: {negative}")?;
        }
        let mut separator = '\n';
        let mut pair = |name: &str, value: Option<&dyn fmt::Display>| {
            let Some(value) = value else { return Ok(()) };
            f.write_char(separator)?;
            if separator == ',' {
                f.write_char(' ')?;
            }
            separator = ',';
            write!(f, "{name}: {value}")
        };
        let size = self.size.map(|(width, height)| format!("{width}x{height}"));
        pair("Steps", self.steps.as_ref().map(|v| v as _))?;
        pair("Sampler", self.sampler.as_ref().map(|v| v as _))?;
        pair("CFG scale", self.cfg_scale.as_ref().map(|v| v as _))?;
        pair("Seed", self.seed.as_ref().map(|v| v as _))?;
        pair("Size", size.as_ref().map(|v| v as _))?;
        pair("Model", self.model.as_ref().map(|v| v as _))?;
        pair("Version", self.version.as_ref().map(|v| v as _))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_known_is_written_in_the_usual_order() {
        let text = Infotext {
            prompt: "a red fox",
            negative_prompt: Some("blue"),
            steps: Some(12),
            sampler: Some("Euler"),
            cfg_scale: Some(4.0),
            seed: Some(42),
            size: Some((512, 512)),
            model: Some("painter/noto"),
            version: Some("pixelprompt 0.1.0"),
        }
        .to_string();
        assert_eq!(
            text,
            "a red fox\nNegative prompt: blue\nSteps: 12, Sampler: Euler, CFG scale: 4, Seed: 42, \
             Size: 512x512, Model: painter/noto, Version: pixelprompt 0.1.0"
        );
    }

    #[test]
    fn what_is_unknown_is_left_out() {
        let text = Infotext {
            prompt: "a fox",
            cfg_scale: Some(4.5),
            ..Infotext::default()
        }
        .to_string();
        assert_eq!(text, "a fox\nCFG scale: 4.5");
        let bare = Infotext {
            prompt: "a fox",
            ..Infotext::default()
        };
        assert_eq!(bare.to_string(), "a fox");
    }
}
