//! What queries ask.

use axum::{
    extract::{FromRequestParts, Query},
    http::request::Parts,
};
use serde::de::DeserializeOwned;

use super::ApiError;

/// The part of the address after the question mark. Fields that nobody knows are left alone: proxies
/// and trackers add their own.
pub(crate) struct Asking<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asking<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        let query = Query::<T>::try_from_uri(&parts.uri);
        query.map(|Query(asked)| Self(asked)).map_err(|error| {
            let words = error.body_text();
            let words = words
                .rsplit_once("query string: ")
                .map_or(&*words, |(_, words)| words);
            ApiError::invalid(format!("In the address: {words}."))
        })
    }
}
