use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use pixelprompt_domain::{
    Category, ErrorKind, Flagged, Moderator, Outcome, Prompt, ProviderError, Resending::MayBuyTwice,
};
use pixelprompt_engine::{Client, Limits, Moderation, WhenUnavailable};

use crate::support::{Deed, Scripted, Studio, asked};

/// Judges as the prompt says, and counts.
#[derive(Default)]
struct Judge(AtomicUsize);

#[async_trait]
impl Moderator for Judge {
    fn name(&self) -> &'static str {
        "Judge"
    }

    async fn check(&self, prompt: &Prompt) -> Result<Option<Flagged>, ProviderError> {
        self.0.fetch_add(1, Ordering::SeqCst);
        match prompt.as_str() {
            "a euphemism" => Ok(Some(Flagged::Category(Category::Sexual))),
            "a recipe" => Ok(Some(Flagged::Illicit)),
            "hang" => std::future::pending().await,
            "fail" => Err(ProviderError::new(
                ErrorKind::RateLimited,
                Outcome::Refused,
                "with sk-secret",
            )),
            _ => Ok(None),
        }
    }
}

fn studio(when_unavailable: WhenUnavailable) -> (Studio, Arc<Judge>) {
    limited(when_unavailable, Limits::none())
}

fn limited(when_unavailable: WhenUnavailable, limits: Limits) -> (Studio, Arc<Judge>) {
    let model = Scripted::new("m/a", MayBuyTwice, Deed::Hang);
    let judge = Arc::new(Judge::default());
    let studio = Studio::closed(&[&model], |parts, _, _| {
        parts.limits = Arc::new(limits);
        parts.moderation = Some(Moderation {
            moderator: judge.clone(),
            patience: Duration::from_secs(5),
            when_unavailable,
        });
    });
    (studio, judge)
}

/// What becomes of a prompt that is submitted, and of one that shall be enhanced.
async fn codes(studio: &Studio, prompt: &str) -> [Result<(), &'static str>; 2] {
    let submitted = studio.try_submit(asked(prompt), None).await;
    let enhanced = studio.engine.enhance(prompt, Some(1), Client::Local).await;
    let submitted = submitted.map(|_| ()).map_err(|refusal| refusal.code());
    [
        submitted,
        enhanced.map(|_| ()).map_err(|refusal| refusal.code()),
    ]
}

#[tokio::test(start_paused = true)]
async fn what_the_moderator_flags_is_refused() {
    for when in [WhenUnavailable::Allow, WhenUnavailable::Refuse] {
        let (studio, judge) = studio(when);
        assert_eq!(codes(&studio, "a fox").await, [Ok(()); 2]);
        for prompt in ["a euphemism", "a recipe"] {
            assert_eq!(
                codes(&studio, prompt).await,
                [Err("INAPPROPRIATE_CONTENT"); 2]
            );
        }
        assert_eq!(judge.0.load(Ordering::SeqCst), 6);
        // The filter comes first.
        assert_eq!(
            codes(&studio, "hentai").await,
            [Err("INAPPROPRIATE_CONTENT"); 2]
        );
        assert_eq!(judge.0.load(Ordering::SeqCst), 6);
    }
}

#[tokio::test(start_paused = true)]
async fn what_holds_without_a_judgement_is_the_operators_to_say() {
    for prompt in ["fail", "hang"] {
        let (open, _) = studio(WhenUnavailable::Allow);
        assert_eq!(codes(&open, prompt).await, [Ok(()); 2], "{prompt}");
        let (closed, _) = studio(WhenUnavailable::Refuse);
        assert_eq!(
            codes(&closed, prompt).await,
            [Err("MODERATION_UNAVAILABLE"); 2],
            "{prompt}"
        );
    }
}

#[tokio::test]
async fn a_request_that_was_accepted_is_not_judged_again() {
    let (studio, judge) = studio(WhenUnavailable::Refuse);
    let first = studio
        .try_submit(asked("a fox"), Some("key"))
        .await
        .unwrap();
    let again = studio
        .try_submit(asked("a fox"), Some("key"))
        .await
        .unwrap();
    assert_eq!(first.id, again.id);
    assert_eq!(judge.0.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn whoever_is_beyond_the_limit_does_not_use_up_the_moderator() {
    let limits = Limits {
        client_jobs_per_day: 2,
        ..Limits::none()
    };
    let (studio, judge) = limited(WhenUnavailable::Refuse, limits);
    for prompt in ["a fox", "a bus", "a bird", "a boat"] {
        let _ = studio.try_submit(asked(prompt), None).await;
    }
    assert_eq!(judge.0.load(Ordering::SeqCst), 2);
}
