//! A short prompt becomes a rich one.

use pixelprompt_domain::{Enhancer, ErrorKind, Left, Outcome, Prompt, ProviderError};

use crate::{Client, Engine, Refusal};

/// The longest prompt that is enhanced, in Unicode characters.
pub(crate) const MAX_CHARS: usize = 500;

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
    /// Who was asked first, in vain.
    pub instead_of: Option<Failed>,
    /// What is left of the client's allowances; empty if nothing was counted.
    pub left: Vec<Left>,
}

/// An enhancer that had no proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// Its name for people.
    pub name: String,
    /// Why it had none.
    pub why: ErrorKind,
}

impl Engine {
    /// The longest prompt that [`enhance`](Engine::enhance) takes, in Unicode characters.
    pub const MAX_ENHANCE_CHARS: usize = MAX_CHARS;

    /// Proposes richer prompts. Where the enhancer fails, the one that ships inside proposes in its place,
    /// and that is told; where that fails too, the failure is: the input never comes back as a proposal.
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
        self.moderate(&original).await?;
        let seed = seed.unwrap_or_else(|| self.parts.ids.random() as u64);
        let chosen = &self.parts.enhancer;
        let first = self.proposals(chosen.as_ref(), &original, seed).await;
        let (enhancer, proposals, instead_of) = match first {
            Ok(proposals) => (chosen, proposals, None),
            Err(refusal) if chosen.is_built_in() => return Err(refusal),
            Err(refusal) => {
                let failed = failed(chosen.name(), &refusal);
                let built_in = &self.parts.built_in_enhancer;
                let proposals = self.proposals(built_in.as_ref(), &original, seed).await?;
                (built_in, proposals, Some(failed))
            }
        };
        Ok(Enhancement {
            original,
            proposals,
            source: enhancer.name().to_owned(),
            built_in: enhancer.is_built_in(),
            instead_of,
            left,
        })
    }

    /// What one enhancer proposes and the filter lets pass, at least one.
    async fn proposals(
        &self,
        enhancer: &dyn Enhancer,
        original: &Prompt,
        seed: u64,
    ) -> Result<Vec<Prompt>, Refusal> {
        let patience = self.parts.enhance_patience;
        let answer = tokio::time::timeout(patience, enhancer.enhance(original, seed)).await;
        let mut proposals = answer.map_err(|_| {
            let detail = format!("no proposal after {} s", patience.as_secs());
            ProviderError::new(ErrorKind::TimedOut, Outcome::Unknown, detail)
        })??;
        proposals.retain(|proposal| proposal != original);
        let mut blocked = None;
        proposals.retain(|proposal| match self.parts.filter.check(proposal) {
            Ok(()) => true,
            Err(reason) => {
                blocked = Some(reason);
                false
            }
        });
        match (proposals.is_empty(), blocked) {
            (false, _) => Ok(proposals),
            (true, Some(blocked)) => Err(blocked.into()),
            (true, None) => {
                let detail = "the enhancer had no proposal";
                Err(ProviderError::new(ErrorKind::BadResponse, Outcome::Answered, detail).into())
            }
        }
    }
}

/// Tells the log, which is the only one to hear the details.
fn failed(name: &str, refusal: &Refusal) -> Failed {
    let (why, detail) = match refusal {
        Refusal::Provider(error) => (error.kind, error.detail.as_str()),
        // What it proposed is not painted here, which is none of the person's doing.
        _ => (ErrorKind::BadResponse, "the filter refused all proposals"),
    };
    let code = why.code();
    tracing::warn!(
        enhancer = name,
        code,
        detail,
        "the enhancer failed; the built-in one proposes"
    );
    Failed {
        name: name.to_owned(),
        why,
    }
}
