//! What a person asks for beside the prompt.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Capability, ErrorKind, Knob, Prompt, Quality, Size};

/// The largest seed: beyond 2^53 - 1 a number does not survive JSON in a browser, and a seed that
/// comes back changed paints another picture.
pub const MAX_SEED: u64 = (1 << 53) - 1;

/// The parameters of a job, or, once [fitted](crate::fit()), of one run.
///
/// `None` means "not asked" in a job, and "this model has no such knob" in a run; the seed alone
/// may still be open in a run, for whoever starts it to choose.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Parameters {
    /// How many times the picture is refined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub steps: Option<u32>,
    /// How hard the prompt pulls; called "CFG scale" elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guidance: Option<f32>,
    /// How much a model shall do for the picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quality: Option<Quality>,
    /// The same seed, prompt and parameters give the same picture, where a model honours it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// What the picture should not show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub negative_prompt: Option<Prompt>,
    /// Width and height.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<Size>,
}

/// Names one of the [`Parameters`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Parameter {
    /// [`Parameters::steps`]
    Steps,
    /// [`Parameters::guidance`]
    Guidance,
    /// [`Parameters::quality`]
    Quality,
    /// [`Parameters::seed`]
    Seed,
    /// [`Parameters::negative_prompt`]
    NegativePrompt,
    /// [`Parameters::size`]
    Size,
}

impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Steps => "steps",
            Self::Guidance => "guidance",
            Self::Quality => "quality",
            Self::Seed => "seed",
            Self::NegativePrompt => "negative prompt",
            Self::Size => "size",
        })
    }
}

/// A value that none of the chosen models could honour.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{parameter} must be between {min} and {max}, not {asked}")]
pub struct ParameterError {
    /// Which parameter.
    pub parameter: Parameter,
    /// The value asked.
    pub asked: String,
    /// The smallest value that one of the models takes.
    pub min: String,
    /// The largest value that one of the models takes.
    pub max: String,
}

impl ParameterError {
    /// The kind to report.
    pub fn kind(&self) -> ErrorKind {
        ErrorKind::ParameterOutOfRange
    }
}

impl Parameters {
    /// Refuses values that none of the models with these capabilities could honour.
    ///
    /// One prompt goes to many models with different ranges. A value that suits some of them is
    /// adapted for the others, with a warning; a value that suits none is a mistake, and whoever
    /// made it is told at once instead of being shown pictures of something else. A parameter
    /// that no model has at all is not refused here: each result says that it was ignored.
    pub fn check<'a>(
        &self,
        models: impl IntoIterator<Item = &'a Capability> + Clone,
    ) -> Result<(), ParameterError> {
        if let Some(steps) = self.steps {
            let knobs = models.clone().into_iter().filter_map(|m| m.steps);
            check_knobs(Parameter::Steps, steps, knobs)?;
        }
        if let Some(guidance) = self.guidance {
            let knobs = models.clone().into_iter().filter_map(|m| m.guidance);
            check_knobs(Parameter::Guidance, guidance, knobs)?;
        }
        if let Some(size) = self.size {
            let sides: Vec<_> = models.into_iter().map(|m| m.sizes.sides()).collect();
            let fits = |&(min, max): &(u32, u32)| {
                [size.width, size.height]
                    .iter()
                    .all(|side| (min..=max).contains(side))
            };
            if !sides.is_empty() && !sides.iter().any(fits) {
                return Err(ParameterError {
                    parameter: Parameter::Size,
                    asked: size.to_string(),
                    min: sides.iter().map(|s| s.0).min().unwrap_or(0).to_string(),
                    max: sides.iter().map(|s| s.1).max().unwrap_or(0).to_string(),
                });
            }
        }
        match self.seed {
            Some(seed) if seed > MAX_SEED => Err(ParameterError {
                parameter: Parameter::Seed,
                asked: seed.to_string(),
                min: "0".to_owned(),
                max: MAX_SEED.to_string(),
            }),
            _ => Ok(()),
        }
    }
}

fn check_knobs<T: PartialOrd + Copy + fmt::Display>(
    parameter: Parameter,
    asked: T,
    knobs: impl Iterator<Item = Knob<T>>,
) -> Result<(), ParameterError> {
    let mut widest: Option<(T, T)> = None;
    for knob in knobs {
        if knob.takes(asked) {
            return Ok(());
        }
        widest = Some(match widest {
            None => (knob.min, knob.max),
            Some((min, max)) => (
                if knob.min < min { knob.min } else { min },
                if knob.max > max { knob.max } else { max },
            ),
        });
    }
    widest.map_or(Ok(()), |(min, max)| {
        Err(ParameterError {
            parameter,
            asked: asked.to_string(),
            min: min.to_string(),
            max: max.to_string(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capability::samples::{fixed, tunable};

    fn asked(change: impl FnOnce(&mut Parameters)) -> Parameters {
        let mut parameters = Parameters::default();
        change(&mut parameters);
        parameters
    }

    #[test]
    fn the_refusal_names_the_value_and_the_range() {
        let refusal = asked(|p| p.steps = Some(99))
            .check([&tunable()])
            .unwrap_err();
        assert_eq!(
            refusal.to_string(),
            "steps must be between 1 and 50, not 99"
        );
        assert_eq!(refusal.kind().code(), "PARAMETER_OUT_OF_RANGE");
    }

    #[test]
    fn one_model_that_can_is_enough() {
        let mut patient = tunable();
        patient.steps = Some(Knob::new(60, 150, 100));
        let models = [tunable(), patient];
        assert!(asked(|p| p.steps = Some(99)).check(&models).is_ok());
        let between = asked(|p| p.steps = Some(55)).check(&models).unwrap_err();
        assert_eq!((between.min.as_str(), between.max.as_str()), ("1", "150"));
    }

    #[test]
    fn what_no_model_has_is_not_refused() {
        assert!(asked(|p| p.steps = Some(99)).check([&fixed()]).is_ok());
    }

    #[test]
    fn guidance_must_be_a_number() {
        for guidance in [f32::NAN, f32::INFINITY, 0.5, -1.0] {
            assert!(
                asked(|p| p.guidance = Some(guidance))
                    .check([&tunable()])
                    .is_err(),
                "{guidance}"
            );
        }
    }

    #[test]
    fn a_size_outside_every_range_is_refused_and_one_off_the_grid_is_not() {
        let size = |side| asked(|p| p.size = Some(Size::square(side)));
        assert!(size(300).check([&tunable()]).is_ok());
        assert!(size(0).check([&tunable()]).is_err());
        assert!(size(4096).check([&tunable()]).is_err());
    }

    #[test]
    fn a_seed_must_survive_json() {
        assert!(
            asked(|p| p.seed = Some(MAX_SEED))
                .check([&tunable()])
                .is_ok()
        );
        assert!(
            asked(|p| p.seed = Some(MAX_SEED + 1))
                .check([&tunable()])
                .is_err()
        );
    }
}
