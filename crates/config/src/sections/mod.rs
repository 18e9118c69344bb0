//! What can be configured, one file a section.

mod blobs;
mod budget;
mod data;
mod enhance;
mod filter;
mod limits;
mod log;
mod models;
mod moderation;
mod painter;
mod queue;
mod server;
mod store;
mod work;

pub use blobs::Blobs;
pub use budget::Budget;
pub use data::Data;
pub use enhance::Enhance;
pub use filter::Filter;
pub use limits::Limits;
pub use log::Log;
pub use moderation::Moderation;
pub use painter::Painter;
pub use queue::Queue;
pub use server::Server;
pub use store::Store;
pub use work::Work;

pub(crate) use models::ModelEntry;
