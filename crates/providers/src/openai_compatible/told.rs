//! What an operator tells of a model that nobody here knows.

use pixelprompt_domain::{Capability, Knob};

use super::{Dialect, default_capability};
use crate::Unfit;

/// Which knobs a model honours, and what its server calls them. What is not told is neither offered nor sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each knob is there or not, whatever the others are"
)]
pub struct Told {
    /// The names.
    pub dialect: Dialect,
    /// Whether the same seed paints the same picture.
    pub seed: bool,
    /// Whether the number of steps can be asked.
    pub steps: bool,
    /// Whether guidance can.
    pub guidance: bool,
    /// Whether it can be told what not to paint.
    pub negative_prompt: bool,
}

impl Told {
    /// All that `LocalAI` takes with a request.
    pub const LOCAL_AI: Self = Self {
        dialect: Dialect::LocalAi,
        seed: true,
        steps: true,
        guidance: false,
        negative_prompt: true,
    };

    /// The same for those who choose among models. The ranges are those of `vLLM-Omni`; the usual number of
    /// steps at `LocalAI` is its own.
    pub(super) fn capability(self) -> Result<Capability, Unfit> {
        let any = self.seed || self.steps || self.guidance || self.negative_prompt;
        match self.dialect {
            Dialect::OpenAi if any => {
                return Err(Unfit(
                    "a server with the dialect openai has no knobs: remove them, or choose common"
                        .to_owned(),
                ));
            }
            Dialect::LocalAi if self.guidance => {
                return Err(Unfit(
                    "LocalAI takes guidance from the model's own file: remove it from the knobs"
                        .to_owned(),
                ));
            }
            _ => {}
        }
        let usual_steps = match self.dialect {
            Dialect::LocalAi => 15,
            _ => 28,
        };
        Ok(Capability {
            steps: self.steps.then_some(Knob::new(1, 200, usual_steps)),
            guidance: self.guidance.then_some(Knob::new(0.0, 20.0, 4.0)),
            seed: self.seed.then_some(u32::MAX.into()),
            negative_prompt: self.negative_prompt,
            ..default_capability()
        })
    }
}
