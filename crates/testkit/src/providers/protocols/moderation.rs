//! OpenAI's moderation, by a few words since there is no model to judge.

use serde_json::{Value, json};

use super::openai::text_of;
use crate::providers::asked::Asked;
use crate::providers::fault::Fault;
use crate::providers::order::{Order, Wanted, Work};
use crate::providers::said::{No, Said};

/// What is looked for in a text, for each category.
const CATEGORIES: [(&str, &[&str]); 13] = [
    ("harassment", &[]),
    ("harassment/threatening", &[]),
    ("hate", &["hate"]),
    ("hate/threatening", &[]),
    ("illicit", &["bomb"]),
    ("illicit/violent", &[]),
    ("self-harm", &[]),
    ("self-harm/intent", &[]),
    ("self-harm/instructions", &[]),
    ("sexual", &["nude", "naked"]),
    ("sexual/minors", &[]),
    ("violence", &["blood", "kill", "fail:refused"]),
    ("violence/graphic", &["gore"]),
];

const JUDGE: &str = "omni-moderation-latest";

pub(super) fn order(asked: &Asked) -> Result<Order, No> {
    let input = asked
        .at("/input")
        .ok_or_else(|| No::invalid("input", "Missing required parameter: 'input'."))?;
    let prompt = match input {
        Value::Array(texts) if texts.iter().all(Value::is_string) => {
            let texts: Vec<_> = texts.iter().filter_map(Value::as_str).collect();
            texts.join("\n")
        }
        input => text_of(input),
    };
    Ok(Order {
        model: asked.str_at("/model").unwrap_or(JUDGE).to_owned(),
        prompt,
        wanted: Wanted::Judgement,
    })
}

pub(super) fn answer(work: &Work) -> Said {
    let result = |text: &str| {
        let text = text.to_lowercase();
        let hit =
            CATEGORIES.map(|(name, words)| (name, words.iter().any(|word| text.contains(word))));
        let map = |of: &dyn Fn(&str, bool) -> Value| -> Value {
            hit.iter()
                .map(|&(name, hit)| (name.to_owned(), of(name, hit)))
                .collect::<serde_json::Map<_, _>>()
                .into()
        };
        json!({
            "flagged": hit.iter().any(|(_, hit)| *hit),
            "categories": map(&|_, hit| hit.into()),
            "category_scores": map(&|_, hit| if hit { 0.97 } else { 0.0002 }.into()),
            "category_applied_input_types": map(&|_, _| json!(["text"])),
        })
    };
    let results: Vec<_> = match work.body["input"].as_array() {
        _ if work.fault == Some(Fault::Empty) => vec![],
        Some(texts) if texts.iter().all(Value::is_string) => {
            texts.iter().filter_map(Value::as_str).map(result).collect()
        }
        _ => vec![result(&work.order.prompt)],
    };
    Said::json(
        200,
        &json!({"id": format!("modr-{}", work.id), "model": "omni-moderation-2024-09-26", "results": results}),
    )
}
