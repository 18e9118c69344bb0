//! From a configuration to a studio: the only place that picks adapters.
//!
//! The command line and the functions on AWS are made of the same parts in the same way; what differs is the
//! configuration.

mod amazon;
mod error;
mod http;
mod known;
mod models;
mod pictures;
mod studio;
mod words;

pub use amazon::{Hint, NotSent, Queue, amazon, amazon_as};
pub use error::NoStudio;
pub use http::http_settings;
pub use known::{languages, providers};
pub use models::catalogue;
pub use pictures::{blobs, try_bucket};
pub use studio::{Studio, try_database, try_painter};
