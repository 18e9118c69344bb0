//! What the language models of the mock say.

use serde_json::json;

/// Adds to a prompt what a language model would; two proposals as JSON if that is what it was told.
pub(super) fn answer(system: &str, prompt: &str) -> String {
    let concise =
        format!("{prompt}, in the soft light of early morning, low mist over still water");
    let rich = format!(
        "{prompt}, in the soft light of the first hour of a summer morning. Low mist lies over still water, \
         and the far shore is only a line of pale blue. A wide view with a clear foreground, seen from \
         just above the ground; muted greens and greys with one warm accent where the sun comes through. \
         Wet grass, smooth stones, fine ripples. Calm and a little cool, painted with broad, visible strokes."
    );
    if system.contains("\"concise\"") {
        json!({"concise": concise, "rich": rich}).to_string()
    } else {
        rich
    }
}
