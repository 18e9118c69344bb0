//! What paths name.

use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use pixelprompt_domain::{JobId, RunId};
use serde::{Deserialize, de::DeserializeOwned};
use utoipa::IntoParams;

use super::ApiError;

/// What a path names. A path that cannot name anything names nothing that is there: 404.
pub(crate) struct Within<T>(pub(crate) T);

impl<T, S> FromRequestParts<S> for Within<T>
where
    T: DeserializeOwned + Send,
    S: Send + Sync,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let path = Path::<T>::from_request_parts(parts, state).await;
        path.map(|Path(named)| Self(named))
            .map_err(|_| ApiError::not_found("There is no such thing."))
    }
}

/// Names a job.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Path)]
pub(crate) struct JobPath {
    /// Names the job.
    #[param(value_type = String, pattern = "^[0-7][0-9a-hjkmnp-tv-z]{25}$", example = "01m3k8r6t9q2v4w7x1y5z3a8bc")]
    pub(crate) job_id: JobId,
}

/// Names a gallery.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Path)]
pub(crate) struct GalleryPath {
    /// Names the gallery: the id of its job.
    #[param(value_type = String, pattern = "^[0-7][0-9a-hjkmnp-tv-z]{25}$", example = "01m3k8r6t9q2v4w7x1y5z3a8bc")]
    pub(crate) gallery_id: JobId,
}

/// Names a run.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Path)]
pub(crate) struct RunPath {
    /// Names the run.
    #[param(value_type = String, pattern = "^[0-7][0-9a-hjkmnp-tv-z]{25}-[0-9]{1,3}$", example = "01m3k8r6t9q2v4w7x1y5z3a8bc-0")]
    pub(crate) run_id: RunId,
}

/// Names a run by its job and its place in it.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Path)]
pub(crate) struct JobRunPath {
    /// Names the job.
    #[param(value_type = String, pattern = "^[0-7][0-9a-hjkmnp-tv-z]{25}$", example = "01m3k8r6t9q2v4w7x1y5z3a8bc")]
    pub(crate) job_id: JobId,
    /// The model's place in the job, from 0.
    #[param(value_type = u8, minimum = 0, maximum = 19)]
    index: String,
}

impl JobRunPath {
    /// The run.
    pub(crate) fn run(&self) -> Result<RunId, ApiError> {
        let id = format!("{}-{}", self.job_id, self.index);
        id.parse()
            .map_err(|_| ApiError::not_found("There is no such run."))
    }
}
