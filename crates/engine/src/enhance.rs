//! A short prompt becomes a rich one.

use std::time::Duration;

use pixelprompt_domain::{ErrorKind, Left, Outcome, Prompt, ProviderError};

use crate::{Client, Engine, Refusal};

/// The longest prompt that is enhanced, in Unicode characters.
pub(crate) const MAX_CHARS: usize = 500;

/// How long somebody waits for proposals.
const PATIENCE: Duration = Duration::from_secs(20);

/// What an enhancer proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enhancement {
    /// What was typed.
    pub original: Prompt,
    /// At least one proposal, the best first.
    pub proposals: Vec<Prompt>,
    /// Who proposes.
    pub source: String,
    /// Whether that ships inside this program.
    pub built_in: bool,
    /// What is left of the client's allowances; empty if nothing was counted.
    pub left: Vec<Left>,
}

impl Engine {
    /// The longest prompt that [`enhance`](Engine::enhance) takes, in Unicode characters.
    pub const MAX_ENHANCE_CHARS: usize = MAX_CHARS;

    /// Proposes richer prompts. A failure is told as such: the input never comes back as a proposal.
    pub async fn enhance(
        &self,
        text: &str,
        seed: Option<u64>,
        client: Client,
    ) -> Result<Enhancement, Refusal> {
        let original = Prompt::new(text)?;
        let chars = original.as_str().chars().count();
        if chars > MAX_CHARS {
            return Err(Refusal::TooLong {
                chars,
                most: MAX_CHARS,
            });
        }
        self.parts.filter.check(&original)?;
        let left = self.count(&self.parts.limits.of_enhance(client)).await?;
        let seed = seed.unwrap_or_else(|| self.parts.ids.random() as u64);
        let enhancer = &self.parts.enhancer;
        let answer = tokio::time::timeout(PATIENCE, enhancer.enhance(&original, seed)).await;
        let mut proposals = answer.map_err(|_| {
            let detail = format!("no proposal after {} s", PATIENCE.as_secs());
            ProviderError::new(ErrorKind::TimedOut, Outcome::Unknown, detail)
        })??;
        proposals.retain(|proposal| *proposal != original);
        let mut blocked = None;
        proposals.retain(|proposal| match self.parts.filter.check(proposal) {
            Ok(()) => true,
            Err(reason) => {
                blocked = Some(reason);
                false
            }
        });
        match (proposals.is_empty(), blocked) {
            (false, _) => Ok(Enhancement {
                original,
                proposals,
                source: enhancer.name().to_owned(),
                built_in: enhancer.is_built_in(),
                left,
            }),
            (true, Some(blocked)) => Err(blocked.into()),
            (true, None) => {
                let detail = "the enhancer had no proposal";
                Err(ProviderError::new(ErrorKind::BadResponse, Outcome::Answered, detail).into())
            }
        }
    }
}
