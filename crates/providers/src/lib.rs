//! The models that Pixel Prompt can reach, one folder per provider.
//!
//! # Adding a provider
//!
//! 1. Make a folder beside [`painter`] with `mod.rs`: what the API is and where it is documented,
//!    its models with their capability tables, and the [`ImageProvider`] implementation.
//! 2. Put the fields of its requests and responses that are used, and no others, into `wire.rs`.
//! 3. Translate its errors in one place into [`ProviderError`](pixelprompt_domain::ProviderError):
//!    what kind, and how far the attempt got.
//! 4. Return `Answer::Pending` with a ticket if it works on jobs of its own.
//! 5. Test it in `tests.rs` against recorded answers.
//! 6. Add its line to [`built_in`].

pub mod grammar;
#[cfg(feature = "http")]
pub mod http;
#[cfg(feature = "http")]
pub mod openai_compatible;
pub mod painter;
mod registry;

use std::sync::Arc;

use pixelprompt_domain::ImageProvider;

pub use registry::{Registry, UnknownModel};

/// The providers that need no configuration.
pub fn built_in() -> Registry {
    let providers: Vec<Arc<dyn ImageProvider>> = vec![Arc::new(painter::PainterProvider::new())];
    Registry::new(providers)
}
