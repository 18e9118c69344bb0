//! The models that Pixel Prompt can reach, one folder per provider.
//!
//! Beside them, [`grammar`] proposes richer prompts with no model at all, and `language` with those that
//! speak.
//!
//! # Adding a provider
//!
//! One folder, and one line in [`FAMILIES`]: configuration, documentation, `/models`, `pixelprompt providers` and the
//! form follow from them. Its tests are one protocol for the mock and one row for the contract.
//!
//! 1. Make a folder beside `openai_compatible` with `mod.rs`: what the API is and where it is
//!    documented, its configuration and capability tables, and the [`ImageProvider`](pixelprompt_domain::ImageProvider) implementation.
//!    One value is one configured model, or a family of models that need no configuration.
//! 2. Put the fields of its requests and answers that are used, and no others, into `wire.rs`.
//! 3. Reach it through `http::Server`, which knows what failed exchanges mean and how far to trust
//!    an address in an answer. Words by which only this provider refuses are given to
//!    `Server::refusing_with`, with a real body in the table of its test.
//! 4. Return `Answer::Pending` with a ticket if it works on jobs of its own.
//! 5. Test what is sent in `tests.rs`, and what its own answers mean in `tests/`.
//! 6. Describe it in a [`Family`], and add that to [`FAMILIES`]: configuration and documentation follow
//!    from the list.
//! 7. Teach the mock its protocol, one file in `pixelprompt_testkit::providers`, and give it a row in
//!    `tests/contract/rows.rs`: every fault is tested then, and a demonstration has it too.
//!
//! A provider that speaks OpenAI's protocol with other words is a [`Family`], a table of capabilities
//! and a `Dialect` of `openai_compatible`, as `together` is. A server that speaks it as it is needs no
//! code at all: it is configured as `openai-compatible`, with its address, and with its `dialect` and `knobs`
//! where it has some.

#[cfg(feature = "http")]
pub mod a1111;
#[cfg(feature = "http")]
pub mod bedrock;
#[cfg(feature = "http")]
pub mod bfl;
#[cfg(feature = "http")]
mod checkpoint;
#[cfg(feature = "http")]
pub mod comfyui;
#[cfg(feature = "http")]
pub mod fal;
#[cfg(feature = "http")]
mod family;
#[cfg(feature = "http")]
pub mod firefly;
#[cfg(feature = "http")]
pub mod gemini;
pub mod grammar;
#[cfg(feature = "http")]
pub mod http;
#[cfg(feature = "http")]
pub mod huggingface;
#[cfg(feature = "http")]
pub mod ideogram;
#[cfg(feature = "http")]
pub mod language;
#[cfg(feature = "http")]
mod lineage;
#[cfg(feature = "http")]
pub mod moderation;
#[cfg(feature = "http")]
pub mod openai;
#[cfg(feature = "http")]
pub mod openai_compatible;
pub mod painter;
#[cfg(feature = "http")]
mod prices;
#[cfg(feature = "http")]
pub mod recraft;
#[cfg(feature = "http")]
pub mod replicate;
#[cfg(feature = "http")]
pub mod sdcpp;
#[cfg(feature = "http")]
pub mod shapes;
#[cfg(feature = "http")]
pub mod stability;
#[cfg(feature = "http")]
pub mod together;
#[cfg(feature = "http")]
pub mod xai;

#[cfg(feature = "http")]
pub use family::{Configured, Family, Known, Need, Unfit};
#[cfg(feature = "http")]
pub(crate) use family::{UNASKED, UNVERIFIED};

/// The providers that configured models can name, in the order to show them.
#[cfg(feature = "http")]
pub const FAMILIES: &[Family] = &[
    openai_compatible::FAMILY,
    a1111::FAMILY,
    bedrock::FAMILY,
    bfl::FAMILY,
    comfyui::FAMILY,
    fal::FAMILY,
    firefly::FAMILY,
    gemini::FAMILY,
    huggingface::FAMILY,
    ideogram::FAMILY,
    openai::FAMILY,
    recraft::FAMILY,
    replicate::FAMILY,
    sdcpp::FAMILY,
    stability::FAMILY,
    together::FAMILY,
    xai::FAMILY,
];

/// The family of that name or alias, in any case, with `_` and `-` alike.
#[cfg(feature = "http")]
pub fn family(name: &str) -> Option<&'static Family> {
    let names = |family: &&Family| is_named(name, family.name, family.aliases);
    FAMILIES.iter().find(names)
}

#[cfg(feature = "http")]
fn is_named(wanted: &str, name: &str, aliases: &[&str]) -> bool {
    let plain = |name: &str| name.trim().to_lowercase().replace('_', "-");
    let wanted = plain(wanted);
    plain(name) == wanted || aliases.iter().any(|alias| plain(alias) == wanted)
}
