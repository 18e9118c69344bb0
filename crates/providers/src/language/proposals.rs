//! From what a language model answers to proposals.
//!
//! It was asked for `{"concise": "…", "rich": "…"}` alone. What comes back may have thoughts before it, a
//! fence around it, typographic quotation marks, line breaks inside texts, a comma too many, or be cut off;
//! or be one prompt in plain words. Whatever can be understood without guessing is taken.

use pixelprompt_domain::{MAX_PROMPT_CHARS, Prompt};
use serde_json::Value;

/// The two proposals by name, in the order to show them.
const NAMES: [&str; 2] = ["concise", "rich"];

const QUOTES: [char; 8] = ['"', '“', '”', '„', '«', '»', '‘', '’'];

/// The proposals of an answer: distinct, none of them the prompt itself, none too long.
pub(super) fn read(answer: &str, prompt: &Prompt) -> Vec<Prompt> {
    let mut proposals: Vec<Prompt> = Vec::new();
    for text in texts(without_thoughts(answer)) {
        let text = shortened(&tidied(&text));
        let Ok(proposal) = Prompt::new(&text) else {
            continue;
        };
        let is = |other: &Prompt| bare(other) == bare(&proposal);
        if !is(prompt) && !proposals.iter().any(is) {
            proposals.push(proposal);
        }
    }
    proposals.truncate(NAMES.len());
    proposals
}

/// What models of one's own think aloud before they answer.
fn without_thoughts(answer: &str) -> &str {
    let after = answer.rsplit_once("</think>").map(|(_, after)| after);
    after.unwrap_or(answer)
}

fn texts(answer: &str) -> Vec<String> {
    if let Some(value) = json(answer) {
        let texts = of_json(&value);
        if !texts.is_empty() {
            return texts;
        }
    }
    let named: Vec<_> = NAMES
        .iter()
        .filter_map(|name| field(answer, name))
        .collect();
    if !named.is_empty() {
        return named;
    }
    // What has braces was meant to be JSON, and is no prompt.
    if answer.contains(['{', '}']) {
        return Vec::new();
    }
    vec![plain(answer)]
}

/// The first object or list in the text.
fn json(answer: &str) -> Option<Value> {
    let starts = answer.match_indices(['{', '[']).map(|(start, _)| start);
    starts.take(8).find_map(|start| {
        let rest = answer.get(start..)?;
        serde_json::Deserializer::from_str(rest)
            .into_iter()
            .next()?
            .ok()
    })
}

/// The texts under the known names, else all there are.
fn of_json(value: &Value) -> Vec<String> {
    let named = NAMES.iter().filter_map(|name| value.get(name)?.as_str());
    let named: Vec<_> = named.map(str::to_owned).collect();
    if !named.is_empty() {
        return named;
    }
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(of_json).collect(),
        Value::Object(fields) => fields.values().flat_map(of_json).collect(),
        _ => Vec::new(),
    }
}

/// The text of a field of what is not quite JSON; the name may stand elsewhere too.
fn field(answer: &str, name: &str) -> Option<String> {
    let mut places = answer.match_indices(name);
    places.find_map(|(start, _)| value(answer.get(start + name.len()..)?))
}

/// The text after a field's name. One without an end is none: it was cut off.
fn value(after: &str) -> Option<String> {
    let after = after.trim_start_matches(|c: char| QUOTES.contains(&c) || c.is_whitespace());
    let after = after.strip_prefix(':')?.trim_start();
    let mut rest = after.strip_prefix(QUOTES)?;
    let mut text = String::new();
    loop {
        let at = rest.find(|c: char| c == '\\' || QUOTES.contains(&c))?;
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        let mut chars = from.chars();
        let mark = chars.next()?;
        rest = chars.as_str();
        if mark == '\\' {
            let escaped = rest.chars().next()?;
            text.push(if escaped.is_alphabetic() {
                ' '
            } else {
                escaped
            });
            rest = rest.get(escaped.len_utf8()..)?;
        } else if rest.trim_start().starts_with([',', '}']) && ends_a_field(rest) {
            return Some(text);
        } else {
            text.push(mark);
        }
    }
}

/// Whether a text ends before this: with its object, or with a comma and another name.
fn ends_a_field(rest: &str) -> bool {
    let rest = rest.trim_start();
    let Some(after) = rest.strip_prefix(',') else {
        return true;
    };
    let next = after.trim_start();
    next.starts_with('}') || next.starts_with(QUOTES)
}

/// Words alone: without a fence, and without the line that announces them.
fn plain(answer: &str) -> String {
    let lines = answer.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with("```"));
    let lines: Vec<_> = lines.collect();
    match lines.as_slice() {
        [announcement, rest @ ..] if announcement.ends_with(':') && !rest.is_empty() => {
            rest.join(" ")
        }
        all => all.join(" "),
    }
}

/// One line without marks of markdown, and without quotation marks around it.
fn tidied(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    let line = words.join(" ").replace("**", "").replace('`', "");
    let line = line.trim_start_matches(|c: char| "#*->".contains(c)).trim();
    let inner = line
        .strip_prefix(QUOTES)
        .and_then(|line| line.strip_suffix(QUOTES));
    // Marks inside belong to something that is quoted.
    let inner = inner.filter(|inner| !inner.contains(['"', '“', '”']));
    inner.unwrap_or(line).trim().to_owned()
}

/// As many whole words as a prompt may have.
fn shortened(text: &str) -> String {
    if text.chars().count() <= MAX_PROMPT_CHARS {
        return text.to_owned();
    }
    let most: String = text.chars().take(MAX_PROMPT_CHARS).collect();
    let is_border = text
        .chars()
        .nth(MAX_PROMPT_CHARS)
        .is_some_and(char::is_whitespace);
    let whole = match most.rsplit_once(char::is_whitespace) {
        Some((whole, _)) if !is_border => whole,
        _ => &most,
    };
    let whole = whole.trim_end();
    whole.trim_end_matches([',', ';', ':', '-']).to_owned()
}

/// What makes two prompts different to a person.
fn bare(prompt: &Prompt) -> String {
    let letters = prompt.as_str().chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(answer: &str) -> Vec<String> {
        let prompt = Prompt::new("a red fox").unwrap();
        read(answer, &prompt).into_iter().map(Into::into).collect()
    }

    #[test]
    fn two_proposals_are_found_in_whatever_they_come() {
        for answer in [
            r#"{"concise": "A fox in snow.", "rich": "A red fox, snow all around."}"#,
            "```json\n{\"concise\": \"A fox in snow.\", \"rich\": \"A red fox, snow all around.\"}\n```",
            "Here you are:\n{\"rich\":\"A red fox, snow all around.\",\"concise\":\"A fox in snow.\"}\nEnjoy!",
            "<think>{\"concise\": \"hm\"}</think>{\"concise\":\"A fox in snow.\",\"rich\":\"A red fox, snow all around.\"}",
            r#"[1] {"concise": "A fox in snow.", "rich": "A red fox, snow all around.", "note": "x"}"#,
            r#"{"proposals": ["A fox in snow.", "A red fox, snow all around."]}"#,
            r#"["A fox in snow.", "A red fox, snow all around."]"#,
            "{“concise”: “A fox in snow.”, “rich”: “A red fox, snow all around.”}",
            "{\"concise\": \"A fox\nin snow.\", \"rich\": \"A red fox,\nsnow all around.\",}",
            "{\"concise\": \"**A fox in snow.**\", \"rich\": \"“A red fox, snow all around.”\"}",
            "The concise one and the rich one:\n{“concise”: “A fox in snow.”, “rich”: “A red fox, snow all around.”}",
            r#"{'note': 1, "concise": "A fox in snow.", "rich": "A red fox, snow all around."}"#,
        ] {
            assert_eq!(
                of(answer),
                ["A fox in snow.", "A red fox, snow all around."],
                "{answer}"
            );
        }
    }

    #[test]
    fn one_proposal_is_better_than_none() {
        for (answer, expected) in [
            ("A fox in snow.", "A fox in snow."),
            ("\"A fox in snow.\"", "A fox in snow."),
            (
                "Sure, here is a prompt:\n\n> A fox in snow.",
                "A fox in snow.",
            ),
            ("```\nA fox in snow.\n```", "A fox in snow."),
            (
                "{\"concise\": \"A fox in snow.\", \"rich\": \"A red fox that",
                "A fox in snow.",
            ),
            (
                "{\"concise\": \"a red fox.\", \"rich\": \"A fox in snow.\"}",
                "A fox in snow.",
            ),
            (
                "{\"concise\": \"A fox in snow.\", \"rich\": \"A fox in snow\"}",
                "A fox in snow.",
            ),
            (
                "{\"concise\": \"A fox in snow.\", \"rich\": 7}",
                "A fox in snow.",
            ),
            (
                "{\"concise\": \"A sign \\\"No foxes\\\", in snow.\"}",
                "A sign \"No foxes\", in snow.",
            ),
            (
                "{“concise”: “A sign “No foxes” in snow.”}",
                "A sign “No foxes” in snow.",
            ),
        ] {
            assert_eq!(of(answer), [expected], "{answer}");
        }
    }

    #[test]
    fn what_says_nothing_new_is_no_proposal() {
        for answer in [
            "",
            " \n ",
            "{}",
            "A red fox!",
            "{\"concise\": \"\", \"rich\": \" \"}",
            "{\"concise\": \"A fox th",
            "{\"error\": {\"code\": 7}}",
        ] {
            assert!(of(answer).is_empty(), "{answer}: {:?}", of(answer));
        }
    }

    #[test]
    fn a_long_proposal_ends_with_a_whole_word() {
        let long = "fuchs ".repeat(300);
        let [proposal] = &of(&long)[..] else {
            panic!("one proposal")
        };
        assert!(proposal.ends_with(" fuchs") && proposal.chars().count() == 995);
        let unbroken = "狐".repeat(1_500);
        assert_eq!(of(&unbroken)[0].chars().count(), 1_000);
    }

    #[test]
    fn other_scripts_stay_as_they_are() {
        let answer = "{\"concise\": \"雪の中の赤い狐。\", \"rich\": \"ثعلب أحمر في الثلج\"}";
        assert_eq!(of(answer), ["雪の中の赤い狐。", "ثعلب أحمر في الثلج"]);
    }

    proptest! {
        #[test]
        fn no_answer_is_too_strange(answer in ".{0,300}", around in "[{}\\[\\]\",:\\\\a-z “”\n]{0,80}") {
            for answer in [&answer, &around] {
                prop_assert!(of(answer).len() <= 2);
            }
        }
    }
}
