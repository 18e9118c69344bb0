//! From what a person asks to what one model gets.

use std::fmt;

use crate::{Capability, Knob, Parameter, Parameters, Sizes, Warning};

/// The parameters that one model gets, and how they differ from what was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted {
    /// Within the model's capability, its defaults filled in.
    pub parameters: Parameters,
    /// One for each parameter that was asked and is not used as asked.
    pub warnings: Vec<Warning>,
}

/// Fits what was asked to what a model can do: defaults fill the gaps, values out of range move
/// to the nearest one in range, parameters that the model lacks are dropped. Whatever was asked
/// and changed is in the warnings; nothing else is.
pub fn fit(asked: &Parameters, capability: &Capability) -> Fitted {
    let mut warnings = Vec::new();
    let parameters = Parameters {
        steps: turn(
            Parameter::Steps,
            asked.steps,
            capability.steps,
            &mut warnings,
        ),
        guidance: turn(
            Parameter::Guidance,
            asked.guidance,
            capability.guidance,
            &mut warnings,
        ),
        quality: turn(
            Parameter::Quality,
            asked.quality,
            capability.quality,
            &mut warnings,
        ),
        seed: seed(asked.seed, capability.seed, &mut warnings),
        negative_prompt: keep(
            Parameter::NegativePrompt,
            asked.negative_prompt.clone(),
            capability.negative_prompt,
            &mut warnings,
        ),
        size: Some(asked.size.map_or_else(
            || capability.sizes.default_size(),
            |size| {
                let used = capability.sizes.nearest(size);
                if used != size {
                    warnings.push(Warning::Adapted {
                        parameter: Parameter::Size,
                        asked: size.to_string(),
                        used: used.to_string(),
                        reason: sizes_in_words(&capability.sizes),
                    });
                }
                used
            },
        )),
    };
    let mut fitted = Fitted {
        parameters,
        warnings,
    };
    if fitted.parameters.guidance == Some(1.0) && fitted.parameters.negative_prompt.take().is_some()
    {
        fitted.warnings.push(Warning::Ignored {
            parameter: Parameter::NegativePrompt,
            reason: "guidance 1 leaves nothing to steer away with".to_owned(),
        });
    }
    fitted
}

fn turn<T: PartialOrd + Copy + fmt::Display>(
    parameter: Parameter,
    asked: Option<T>,
    knob: Option<Knob<T>>,
    warnings: &mut Vec<Warning>,
) -> Option<T> {
    let Some(knob) = knob else {
        return keep(parameter, asked, false, warnings);
    };
    let Some(value) = asked else {
        return Some(knob.default);
    };
    if knob.takes(value) {
        return Some(value);
    }
    // What is neither below nor above the range is not a number at all.
    let used = if value < knob.min {
        knob.min
    } else if value > knob.max {
        knob.max
    } else {
        knob.default
    };
    warnings.push(Warning::Adapted {
        parameter,
        asked: value.to_string(),
        used: used.to_string(),
        reason: format!("this model takes {} to {}", knob.min, knob.max),
    });
    Some(used)
}

/// A seed that is too long is folded, so that it always stands for the same picture.
fn seed(asked: Option<u64>, largest: Option<u64>, warnings: &mut Vec<Warning>) -> Option<u64> {
    let seed = keep(Parameter::Seed, asked, largest.is_some(), warnings)?;
    let largest = largest.unwrap_or(u64::MAX);
    if seed <= largest {
        return Some(seed);
    }
    let used = seed % (largest + 1);
    warnings.push(Warning::Adapted {
        parameter: Parameter::Seed,
        asked: seed.to_string(),
        used: used.to_string(),
        reason: format!("this model takes 0 to {largest}"),
    });
    Some(used)
}

fn keep<T>(
    parameter: Parameter,
    asked: Option<T>,
    honoured: bool,
    warnings: &mut Vec<Warning>,
) -> Option<T> {
    if honoured {
        return asked;
    }
    if asked.is_some() {
        warnings.push(Warning::Ignored {
            parameter,
            reason: format!("this model has no {parameter}"),
        });
    }
    None
}

fn sizes_in_words(sizes: &Sizes) -> String {
    match sizes {
        Sizes::Grid {
            min,
            max,
            step,
            square,
            ..
        } => {
            let shape = if *square { "squares" } else { "sides" };
            format!("this model paints {shape} of {min} to {max} in steps of {step}")
        }
        Sizes::Listed { default, others } => {
            let all: Vec<_> = [default]
                .into_iter()
                .chain(others)
                .map(ToString::to_string)
                .collect();
            format!("this model paints {}", all.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::{option, prelude::*};

    use super::*;
    use crate::{
        Prompt, Quality, Size,
        capability::samples::{fixed, tunable},
    };

    #[test]
    fn defaults_fill_the_gaps_without_a_warning() {
        let fitted = fit(&Parameters::default(), &tunable());
        assert_eq!(fitted.parameters.steps, Some(12));
        assert_eq!(fitted.parameters.guidance, Some(4.0));
        assert_eq!(fitted.parameters.size, Some(Size::square(512)));
        assert_eq!(fitted.parameters.seed, None);
        assert_eq!(fitted.warnings, []);
    }

    #[test]
    fn every_difference_is_said_in_words() {
        let asked = Parameters {
            quality: Some(Quality::Max),
            seed: Some((1 << 32) + 5),
            steps: Some(99),
            guidance: Some(f32::NAN),
            size: Some(Size::square(300)),
            ..Parameters::default()
        };
        let said: Vec<_> = fit(&asked, &tunable())
            .warnings
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            said,
            [
                "steps 50 used instead of 99: this model takes 1 to 50",
                "guidance 4 used instead of NaN: this model takes 1 to 10",
                "quality high used instead of max: this model takes low to high",
                "seed 5 used instead of 4294967301: this model takes 0 to 4294967295",
                "size 320x320 used instead of 300x300: this model paints squares of 64 to 1024 in steps of 64",
            ]
        );
    }

    #[test]
    fn what_a_model_lacks_is_dropped_and_said() {
        let asked = Parameters {
            steps: Some(20),
            seed: Some(42),
            negative_prompt: Some(Prompt::new("blue").unwrap()),
            ..Parameters::default()
        };
        let fitted = fit(&asked, &fixed());
        assert_eq!(
            fitted.parameters,
            Parameters {
                size: Some(Size::square(1024)),
                ..Parameters::default()
            }
        );
        let said: Vec<_> = fitted.warnings.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "steps ignored: this model has no steps",
                "seed ignored: this model has no seed",
                "negative prompt ignored: this model has no negative prompt",
            ]
        );
    }

    fn knob_u32() -> impl Strategy<Value = Knob<u32>> {
        (0..500_u32, 0..500_u32, 0..500_u32).prop_map(|(a, b, c)| {
            let mut sorted = [a, b, c];
            sorted.sort_unstable();
            let [min, default, max] = sorted;
            Knob::new(min, max, default)
        })
    }

    fn knob_f32() -> impl Strategy<Value = Knob<f32>> {
        knob_u32().prop_map(|knob| {
            Knob::new(
                knob.min as f32 / 8.0,
                knob.max as f32 / 8.0,
                knob.default as f32 / 8.0,
            )
        })
    }

    fn size() -> impl Strategy<Value = Size> {
        (any::<u32>(), any::<u32>()).prop_map(|(width, height)| Size { width, height })
    }

    fn sizes() -> impl Strategy<Value = Sizes> {
        let grid = (1..200_u32, 0..40_u32, 1..200_u32, any::<bool>()).prop_map(
            |(min, steps, step, square)| Sizes::Grid {
                min,
                max: min + steps * step,
                step,
                square,
                default: Size::square(min),
            },
        );
        let listed = (size(), proptest::collection::vec(size(), 0..6))
            .prop_map(|(default, others)| Sizes::Listed { default, others });
        prop_oneof![grid, listed]
    }

    fn quality() -> impl Strategy<Value = Quality> {
        proptest::sample::select(&Quality::ALL[..])
    }

    fn knob_quality() -> impl Strategy<Value = Knob<Quality>> {
        (quality(), quality(), quality()).prop_map(|(a, b, c)| {
            let mut sorted = [a, b, c];
            sorted.sort_unstable();
            let [min, default, max] = sorted;
            Knob::new(min, max, default)
        })
    }

    fn capability() -> impl Strategy<Value = Capability> {
        (
            option::of(knob_u32()),
            option::of(knob_f32()),
            option::of(knob_quality()),
            option::of(any::<u64>()),
            any::<bool>(),
            sizes(),
        )
            .prop_map(|(steps, guidance, quality, seed, negative_prompt, sizes)| {
                Capability {
                    steps,
                    guidance,
                    quality,
                    seed,
                    negative_prompt,
                    ..Capability::plain(sizes)
                }
            })
    }

    fn parameters() -> impl Strategy<Value = Parameters> {
        (
            option::of(any::<u32>()),
            option::of(any::<f32>()),
            option::of(quality()),
            option::of(any::<u64>()),
            option::of("[a-z]{1,9}"),
            option::of(size()),
        )
            .prop_map(
                |(steps, guidance, quality, seed, negative, size)| Parameters {
                    steps,
                    guidance,
                    quality,
                    seed,
                    negative_prompt: negative.map(|text| Prompt::new(&text).unwrap()),
                    size,
                },
            )
    }

    proptest! {
        #[test]
        fn what_fits_is_within_the_capability(asked in parameters(), model in capability()) {
            let got = fit(&asked, &model).parameters;
            prop_assert_eq!(got.steps.is_some(), model.steps.is_some());
            prop_assert_eq!(got.guidance.is_some(), model.guidance.is_some());
            prop_assert!(got.steps.zip(model.steps).is_none_or(|(v, knob)| knob.takes(v)));
            prop_assert!(got.guidance.zip(model.guidance).is_none_or(|(v, knob)| knob.takes(v)));
            prop_assert_eq!(got.quality.is_some(), model.quality.is_some());
            prop_assert!(got.quality.zip(model.quality).is_none_or(|(v, knob)| knob.takes(v)));
            prop_assert_eq!(got.seed.is_some(), asked.seed.is_some() && model.seed.is_some());
            prop_assert!(got.seed <= model.seed);
            prop_assert!(model.negative_prompt || got.negative_prompt.is_none());
            let size = got.size.unwrap();
            prop_assert_eq!(model.sizes.nearest(size), size);
        }

        #[test]
        fn fitting_twice_changes_nothing_more(asked in parameters(), model in capability()) {
            let once = fit(&asked, &model);
            let twice = fit(&once.parameters, &model);
            prop_assert_eq!(twice.parameters, once.parameters);
            prop_assert_eq!(twice.warnings, vec![]);
        }

        #[test]
        fn a_warning_stands_for_every_change_and_for_nothing_else(
            asked in parameters(), model in capability()
        ) {
            let fitted = fit(&asked, &model);
            let got = &fitted.parameters;
            let changes = [
                asked.steps.is_some() && asked.steps != got.steps,
                asked.guidance.is_some() && asked.guidance != got.guidance,
                asked.quality.is_some() && asked.quality != got.quality,
                asked.seed.is_some() && asked.seed != got.seed,
                asked.negative_prompt.is_some() && asked.negative_prompt != got.negative_prompt,
                asked.size.is_some() && asked.size != got.size,
            ];
            let expected = changes.iter().filter(|changed| **changed).count();
            prop_assert_eq!(fitted.warnings.len(), expected);
        }

        #[test]
        fn what_passes_the_check_alone_keeps_steps_and_guidance(
            asked in parameters(), model in capability()
        ) {
            if asked.check([&model]).is_ok() {
                let got = fit(&asked, &model).parameters;
                prop_assert!(model.steps.is_none() || asked.steps.is_none() || got.steps == asked.steps);
                prop_assert!(
                    model.guidance.is_none() || asked.guidance.is_none() || got.guidance == asked.guidance
                );
            }
        }
    }
}
