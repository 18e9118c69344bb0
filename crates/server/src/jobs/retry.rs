//! Trying a model of a job again.

use axum::extract::State as Shared;

use crate::{
    http::{Always, Answer, Conflict, JobRunPath, NoSuch, TooDear, TooMany, Within},
    middleware::Caller,
    studio::State,
    views::Job,
};

/// Try a run again that failed or was stopped.
///
/// Counts as a job, for it may cost what one costs.
#[utoipa::path(
    post,
    path = "/jobs/{jobId}/runs/{index}/retry",
    operation_id = "retryRun",
    tag = "jobs",
    params(JobRunPath),
    responses((status = 200, description = "The job", body = Job<'_>), NoSuch, TooDear, Conflict, TooMany, Always)
)]
pub(crate) async fn retry(
    Shared(app): Shared<State>,
    caller: Caller,
    Within(path): Within<JobRunPath>,
) -> Answer {
    let shown = app.engine().retry(&path.run()?, caller.client).await?;
    super::show(&app, &shown).await
}
