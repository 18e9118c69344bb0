//! A second opinion on prompts.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use pixelprompt_domain::{Category, ErrorKind, Flagged, Moderator, Outcome, Prompt, ProviderError};
use pixelprompt_engine::{Moderation, WhenUnavailable};
use serde_json::json;

use crate::support::Setup;

struct Judge;

#[async_trait]
impl Moderator for Judge {
    fn name(&self) -> &'static str {
        "Judge"
    }

    async fn check(&self, prompt: &Prompt) -> Result<Option<Flagged>, ProviderError> {
        match prompt.as_str() {
            "gore" => Ok(Some(Flagged::Category(Category::Violence))),
            "a recipe" => Ok(Some(Flagged::Illicit)),
            _ => Err(ProviderError::new(
                ErrorKind::Unauthorized,
                Outcome::Refused,
                "a secret",
            )),
        }
    }
}

#[tokio::test]
async fn what_is_flagged_and_what_could_not_be_judged_are_told_apart() {
    let app = Setup {
        moderation: Some(Moderation {
            moderator: Arc::new(Judge),
            patience: Duration::from_secs(5),
            when_unavailable: WhenUnavailable::Refuse,
        }),
        ..Setup::default()
    }
    .start();
    for path in ["/generate", "/enhance"] {
        for (prompt, status, code, category) in [
            ("gore", 400, "INAPPROPRIATE_CONTENT", json!("violence")),
            ("a recipe", 400, "INAPPROPRIATE_CONTENT", json!("illicit")),
            ("a fox", 503, "MODERATION_UNAVAILABLE", json!(null)),
        ] {
            let answer = app.post(path, &json!({"prompt": prompt})).await;
            assert_eq!((answer.status.as_u16(), &*answer.code()), (status, code));
            assert_eq!(answer.json()["category"], category, "{path} {prompt}");
            assert!(!answer.text().contains("secret"));
        }
    }
}
