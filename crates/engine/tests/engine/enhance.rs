use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use pixelprompt_domain::{
    Enhancer, ErrorKind, Outcome, Prompt, ProviderError, Resending::MayBuyTwice,
};
use pixelprompt_engine::{Client, Enhancement, Failed, Refusal};

use crate::support::{Deed, Echo, Scripted, Studio};

async fn enhanced(says: Vec<&'static str>, prompt: &str) -> Result<Vec<String>, &'static str> {
    let model = Scripted::new("m/a", MayBuyTwice, Deed::Hang);
    let studio = Studio::closed(&[&model], |parts, _, _| {
        parts.enhancer = Arc::new(Echo(says));
    });
    let answer = studio.engine.enhance(prompt, Some(1), Client::Local).await;
    let proposals = answer.map_err(|refusal| refusal.code())?.proposals;
    Ok(proposals.iter().map(ToString::to_string).collect())
}

#[tokio::test]
async fn proposals_are_told_and_the_input_never_is_one() {
    let says = vec!["{}", "{} in the snow"];
    assert_eq!(
        enhanced(says, "a fox").await.unwrap(),
        ["a fox in the snow"]
    );
    assert_eq!(enhanced(vec!["{}"], "a fox").await, Err("BAD_RESPONSE"));
}

#[tokio::test]
async fn the_filter_reads_what_goes_in_and_what_comes_out() {
    assert_eq!(
        enhanced(vec!["{} in the snow"], "hentai").await,
        Err("INAPPROPRIATE_CONTENT")
    );
    let mixed = vec!["{}, hentai style", "{} at noon"];
    assert_eq!(enhanced(mixed, "a fox").await.unwrap(), ["a fox at noon"]);
    assert_eq!(
        enhanced(vec!["{}, hentai style"], "a fox").await,
        Err("INAPPROPRIATE_CONTENT")
    );
}

#[tokio::test]
async fn the_input_is_bounded() {
    assert_eq!(enhanced(vec!["{} x"], " ").await, Err("PROMPT_EMPTY"));
    let long = "x".repeat(501);
    assert_eq!(enhanced(vec!["{} x"], &long).await, Err("PROMPT_TOO_LONG"));
    assert!(enhanced(vec!["{} x"], &long[1..]).await.is_ok());
}

/// A language model that does what the prompt says, and counts.
#[derive(Default)]
struct Cloud(AtomicUsize);

#[async_trait]
impl Enhancer for Cloud {
    fn name(&self) -> &'static str {
        "Cloud"
    }

    fn is_built_in(&self) -> bool {
        false
    }

    async fn enhance(&self, prompt: &Prompt, _seed: u64) -> Result<Vec<Prompt>, ProviderError> {
        self.0.fetch_add(1, Ordering::SeqCst);
        let fails = |kind, outcome| Err(ProviderError::new(kind, outcome, "with sk-secret"));
        let says = |text: &str| Ok(vec![Prompt::new(text).unwrap()]);
        match prompt.as_str() {
            "refuse" => fails(ErrorKind::ContentRejected, Outcome::Answered),
            "no credit" => fails(ErrorKind::QuotaExhausted, Outcome::Refused),
            "hang" => std::future::pending().await,
            "echo" => says("echo"),
            "none" => Ok(Vec::new()),
            "rude" => says("a fox, hentai style"),
            fine => says(&format!("{fine} in the clouds")),
        }
    }
}

async fn asked(prompt: &str, built_in: Vec<&'static str>) -> Result<Enhancement, Refusal> {
    let model = Scripted::new("m/a", MayBuyTwice, Deed::Hang);
    let cloud = Arc::new(Cloud::default());
    let studio = Studio::closed(&[&model], |parts, _, _| {
        parts.enhancer = cloud.clone();
        parts.built_in_enhancer = Arc::new(Echo(built_in));
        parts.enhance_patience = Duration::from_secs(7);
    });
    let answer = studio.engine.enhance(prompt, Some(1), Client::Local).await;
    assert_eq!(cloud.0.load(Ordering::SeqCst), 1, "asked once: {prompt}");
    answer
}

#[tokio::test(start_paused = true)]
async fn where_a_language_model_fails_the_built_in_one_proposes_and_that_is_told() {
    for (prompt, why) in [
        ("refuse", ErrorKind::ContentRejected),
        ("no credit", ErrorKind::QuotaExhausted),
        ("hang", ErrorKind::TimedOut),
        ("echo", ErrorKind::BadResponse),
        ("none", ErrorKind::BadResponse),
        ("rude", ErrorKind::BadResponse),
    ] {
        let answer = asked(prompt, vec!["{} at home"]).await.unwrap();
        assert_eq!(
            answer.proposals,
            [Prompt::new(&format!("{prompt} at home")).unwrap()]
        );
        assert_eq!((answer.source.as_str(), answer.built_in), ("Echo", true));
        let name = "Cloud".to_owned();
        assert_eq!(answer.instead_of, Some(Failed { name, why }), "{prompt}");
    }
    let answer = asked("a fox", vec!["{} at home"]).await.unwrap();
    assert_eq!(answer.proposals[0].as_str(), "a fox in the clouds");
    assert_eq!((answer.source.as_str(), answer.built_in), ("Cloud", false));
    assert_eq!(answer.instead_of, None);
}

#[tokio::test]
async fn where_both_fail_the_last_failure_is_told() {
    let refusal = asked("refuse", vec!["{}"]).await.unwrap_err();
    assert_eq!(refusal.code(), "BAD_RESPONSE");
}
