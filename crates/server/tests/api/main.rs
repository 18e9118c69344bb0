//! The real router over the real engine and worker, with stores in memory and models that do as they
//! are told.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod budget;
mod caller;
mod cors;
mod docs;
mod download;
mod enhance;
mod events;
mod failing;
mod gallery;
mod generate;
mod headers;
mod health;
mod log;
mod logs;
mod models;
mod moderation;
mod openapi;
mod page;
mod pictures;
mod runs;
mod serving;
mod status;
mod support;
