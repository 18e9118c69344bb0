use std::sync::Arc;

use pixelprompt_domain::Resending::MayBuyTwice;
use pixelprompt_engine::Client;

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
