//! One file for each protocol.

mod a1111;
mod anthropic;
mod bedrock;
mod bfl;
pub(super) mod comfyui;
mod compatible;
mod fal;
mod firefly;
mod gemini;
mod huggingface;
mod ideogram;
mod moderation;
mod openai;
mod recraft;
mod replicate;
mod sdcpp;
mod stability;
mod together;
mod xai;

use super::protocol::Protocol;

/// All of them, those that a demonstration begins with first.
pub(super) const ALL: &[&dyn Protocol] = &[
    &openai::OpenAi,
    &gemini::Gemini,
    &bfl::Bfl,
    &stability::Stability,
    &recraft::Recraft,
    &ideogram::Ideogram,
    &bedrock::Bedrock,
    &firefly::Firefly,
    &xai::Xai,
    &replicate::Replicate,
    &fal::Fal,
    &together::Together,
    &huggingface::HuggingFace,
    &compatible::Compatible,
    &a1111::WebUi,
    &comfyui::ComfyUi,
    &sdcpp::SdCpp,
    &anthropic::Anthropic,
];

/// The protocol that a path belongs to.
pub(super) fn of_path(path: &str) -> Option<&'static dyn Protocol> {
    let is = |protocol: &&&dyn Protocol| {
        let rest = path.strip_prefix(protocol.prefix());
        rest.is_some_and(|rest| rest.starts_with('/'))
    };
    ALL.iter().find(is).copied()
}

/// The protocol of a family.
pub(super) fn named(family: &str) -> &'static dyn Protocol {
    let found = ALL.iter().find(|protocol| protocol.family() == family);
    *found.unwrap_or_else(|| panic!("the mock does not speak the protocol of {family}"))
}
