//! What the language models of the mock say.

/// Adds to a prompt what a language model would.
pub(super) fn answer(_system: &str, prompt: &str) -> String {
    format!(
        "{prompt}, in the soft light of the first hour of a summer morning, low mist over still water, \
         a wide view with a clear foreground, muted colours and one warm accent"
    )
}
