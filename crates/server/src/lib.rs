//! Pixel Prompt's HTTP API and the page, over the engine.
//!
//! [`router`](router()) makes an axum router of a [`Studio`] (the use cases and the worker) and [`HttpSettings`];
//! [`serve`](serve()) puts it on connections. Each endpoint has a file of its own, named after what it does;
//! its handler carries its part of the [API document](openapi()), of which `openapi.json` beside this
//! crate is a snapshot that the page's types are generated from.
//!
//! To add an endpoint: a file with a handler under `#[utoipa::path]`, a line in `router.rs`, a test over the
//! router in `tests/api`, and a fresh snapshot (`UPDATE_OPENAPI=1 cargo test -p pixelprompt-server`).
//!
//! One layer goes over every request (`middleware`): it names the request, finds out who asks, bounds
//! the time, catches panics, writes errors, and logs and counts how it ended.

mod budget;
mod enhance;
mod gallery;
mod health;
mod http;
mod jobs;
mod log;
mod metrics;
mod middleware;
mod models;
mod names;
mod openapi;
mod page;
mod pictures;
mod router;
mod serve;
mod settings;
mod studio;
mod views;

pub use openapi::openapi;
pub use router::router;
pub use serve::serve;
pub use settings::{Cors, HttpSettings, LinkSigner, Offer};
pub use studio::Studio;
