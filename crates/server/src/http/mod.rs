//! From HTTP to the use cases and back.

mod answers;
mod body;
mod error;
mod path;
mod query;
mod refusal;
mod respond;
mod whole;

pub(crate) use answers::{
    Always, BadBody, BadRequest, Conflict, NoSuch, TooDear, TooMany, Unformed,
};
pub(crate) use body::JsonBody;
pub(crate) use error::{ApiError, ErrorBody};
pub(crate) use path::{GalleryPath, JobPath, JobRunPath, RunPath, Within};
pub(crate) use query::Asking;
pub(crate) use respond::{json, limits};
pub(crate) use whole::whole;

/// How an endpoint ends.
pub(crate) type Answer = Result<axum::response::Response, ApiError>;
