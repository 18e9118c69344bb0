//! What becomes of a request to each of these clouds, whatever its servers do.

#![expect(clippy::unwrap_used, reason = "what fails in a helper ends the test")]

mod bedrock;
mod bfl;
mod fal;
mod fetching;
mod firefly;
mod gemini;
mod huggingface;
mod language;
mod moderation;
mod replicate;
mod upstream;
