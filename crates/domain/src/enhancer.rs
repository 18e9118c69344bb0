//! The port to whatever makes a rich prompt of a short one.

use async_trait::async_trait;

use crate::{Prompt, ProviderError};

/// Makes rich prompts of short ones: a language model, or the grammar that ships inside.
#[async_trait]
pub trait Enhancer: Send + Sync {
    /// Who proposes, as people see it.
    fn name(&self) -> &str;

    /// Whether it ships inside this program.
    fn is_built_in(&self) -> bool;

    /// Proposes at least one prompt, the best first.
    ///
    /// - A proposal differs from `prompt`; an implementation that has none fails.
    /// - The same seed may give the same proposals; another seed should give others.
    async fn enhance(&self, prompt: &Prompt, seed: u64) -> Result<Vec<Prompt>, ProviderError>;
}
