//! Stopping a job, or one model of it.

use axum::extract::State as Shared;

use crate::{
    http::{Always, Answer, Conflict, JobPath, JobRunPath, NoSuch, Within},
    studio::State,
    views::Job,
};

/// Stop a job.
///
/// Every run that has not ended is stopped. A picture that is already paid for may still arrive.
#[utoipa::path(
    post,
    path = "/jobs/{jobId}/cancel",
    operation_id = "cancelJob",
    tag = "jobs",
    params(JobPath),
    responses((status = 200, description = "The job", body = Job<'_>), NoSuch, Always)
)]
pub(crate) async fn job(Shared(app): Shared<State>, Within(path): Within<JobPath>) -> Answer {
    let shown = app.engine().cancel(&path.job_id).await?;
    super::show(&app, &shown).await
}

/// Stop one model of a job.
#[utoipa::path(
    post,
    path = "/jobs/{jobId}/runs/{index}/cancel",
    operation_id = "cancelRun",
    tag = "jobs",
    params(JobRunPath),
    responses((status = 200, description = "The job", body = Job<'_>), NoSuch, Conflict, Always)
)]
pub(crate) async fn run(Shared(app): Shared<State>, Within(path): Within<JobRunPath>) -> Answer {
    let shown = app.engine().cancel_run(&path.run()?).await?;
    super::show(&app, &shown).await
}
