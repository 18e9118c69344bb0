//! A second opinion on prompts, beside the content filter's.

use std::{sync::Arc, time::Duration};

use pixelprompt_domain::{ErrorKind, Moderator, Outcome, Prompt, ProviderError};

use crate::{Engine, Refusal};

/// Who is asked for it, and what holds while nobody answers.
#[derive(Clone)]
pub struct Moderation {
    /// Who is asked.
    pub moderator: Arc<dyn Moderator>,
    /// How long that may take.
    pub patience: Duration,
    /// What becomes of prompts that could not be judged.
    pub when_unavailable: WhenUnavailable,
}

/// What becomes of prompts that could not be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenUnavailable {
    /// They are painted; the content filter let them pass.
    Allow,
    /// They are refused, as such and not for what they say.
    Refuse,
}

impl Engine {
    /// Refuses a prompt that the moderator flags. Asked after the content filter, which costs nothing.
    pub(crate) async fn moderate(&self, prompt: &Prompt) -> Result<(), Refusal> {
        let Some(moderation) = &self.parts.moderation else {
            return Ok(());
        };
        let patience = moderation.patience;
        let answer = tokio::time::timeout(patience, moderation.moderator.check(prompt)).await;
        let judged = answer.unwrap_or_else(|_| {
            let detail = format!("no judgement after {} s", patience.as_secs());
            let kind = ErrorKind::TimedOut;
            Err(ProviderError::new(kind, Outcome::Unknown, detail))
        });
        match judged {
            Ok(None) => Ok(()),
            Ok(Some(flagged)) => Err(flagged.into()),
            Err(error) => {
                let allowed = moderation.when_unavailable == WhenUnavailable::Allow;
                tracing::warn!(
                    moderator = moderation.moderator.name(),
                    code = error.kind.code(),
                    detail = error.detail,
                    allowed,
                    "a prompt could not be judged"
                );
                metrics::counter!("pixelprompt_moderation_failures_total").increment(1);
                if allowed {
                    Ok(())
                } else {
                    Err(Refusal::NotModerated)
                }
            }
        }
    }
}
