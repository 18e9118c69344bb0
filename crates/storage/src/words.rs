//! What counts as a word when prompts are searched: one rule for every store.

/// The words of a text: its runs of letters and digits, in lower case. Everything else divides, so
/// nothing that a person types can be syntax of a search engine.
pub(crate) fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whether a text has all words of a question, the last one perhaps unfinished.
pub(crate) fn tells(text: &str, question: &str) -> bool {
    let said = words(text);
    let asked = words(question);
    asked.iter().enumerate().all(|(place, word)| {
        let last = place + 1 == asked.len();
        said.iter()
            .any(|said| said == word || (last && said.starts_with(word.as_str())))
    })
}
