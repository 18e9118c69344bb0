//! The models that Pixel Prompt can reach, one folder per provider.
//!
//! Beside them, [`grammar`] proposes richer prompts with no model at all.
//!
//! # Adding a provider
//!
//! 1. Make a folder beside `openai_compatible` with `mod.rs`: what the API is and where it is
//!    documented, its configuration and capability tables, and the [`ImageProvider`](pixelprompt_domain::ImageProvider) implementation.
//!    One value is one configured model, or a family of models that need no configuration.
//! 2. Put the fields of its requests and answers that are used, and no others, into `wire.rs`.
//! 3. Reach it through `http::Server`, which knows what failed exchanges mean and how far to trust
//!    an address in an answer. What is special about its refusals goes into `http/classify.rs`, with
//!    a real body in the table of its test.
//! 4. Return `Answer::Pending` with a ticket if it works on jobs of its own.
//! 5. Test what is sent in `tests.rs`, and what comes back in `tests/`, against a server that fails
//!    in every way.
//! 6. Add its line where configured models become providers: `provider` in `cli/src/studio.rs`.

pub mod grammar;
#[cfg(feature = "http")]
pub mod http;
#[cfg(feature = "http")]
pub mod openai_compatible;
pub mod painter;
