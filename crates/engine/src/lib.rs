//! What Pixel Prompt does, over the ports of the domain: no HTTP, no database, no provider in here.
//!
//! [`Engine`] has the use cases: [submit](Engine::submit), [show](Engine::show),
//! [cancel](Engine::cancel), [retry](Engine::retry), the gallery, [enhance](Engine::enhance).
//! [`Worker`] takes what was accepted and sees it through. Between the two lies the job store, which
//! is the truth; what passes between them directly ([`Dispatch`], [`Events`]) only saves time.
//!
//! Whoever starts the program picks the adapters, puts them into [`Parts`], and builds both from it.

mod budget;
mod catalogue;
mod client;
mod dispatch;
mod engine;
mod enhance;
mod estimate;
mod events;
mod figures;
mod forms;
mod gallery;
mod lines;
mod moderation;
mod parts;
mod pictures;
mod plan;
mod policy;
mod refusal;
mod runs;
mod submit;
mod system;
mod turns;
mod worker;

pub use budget::{Budget, Scope, Spending, UnknownPrice};
pub use catalogue::{Catalogue, Entry, KeyMissing, Keyless, ModelSettings, NoModel, UnknownModel};
pub use client::{Client, Limits};
pub use dispatch::{Dispatch, NoWorker};
pub use engine::Engine;
pub use enhance::{Enhancement, Failed};
pub use estimate::{Estimate, ModelEstimate};
pub use events::{Change, Events, LocalEvents, Missed, Watching};
pub use forms::{Form, Formed};
pub use moderation::{Moderation, WhenUnavailable};
pub use parts::Parts;
pub use pictures::PictureFile;
pub use refusal::Refusal;
pub use submit::{Accepted, Asked, Submission};
pub use system::{RandomIds, SystemClock};
pub use worker::{ModelLoad, Worker, WorkerSettings};
