//! A job as it is now.

use axum::extract::State as Shared;

use crate::{
    http::{Always, Answer, JobPath, NoSuch, Within},
    studio::State,
    views::Job,
};

/// A job as it is now.
#[utoipa::path(
    get,
    path = "/status/{jobId}",
    operation_id = "status",
    tag = "jobs",
    params(JobPath),
    responses((status = 200, description = "The job", body = Job<'_>), NoSuch, Always)
)]
pub(crate) async fn status(Shared(app): Shared<State>, Within(path): Within<JobPath>) -> Answer {
    let shown = app.engine().show(&path.job_id).await?;
    super::show(&app, &shown).await
}
