//! What happens to every request, whichever endpoint answers it.

mod caller;
mod correlation;
mod cors;
mod front;
mod headers;
mod origin;

pub(crate) use caller::Caller;
pub(crate) use cors::cors;
pub(crate) use front::FrontLayer;
pub(crate) use headers::{RESOURCE_POLICY, page_policy, worker_policy};
pub(crate) use origin::origin;
