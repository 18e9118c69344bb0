//! One prompt, fanned out to the chosen models.

use pixelprompt_domain::{self as domain, RunState};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Cost, Parameters, Run, Scene, Time};

/// One prompt, fanned out to the chosen models.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Job<'a> {
    /// Names the job.
    #[schema(example = "01m3k8r6t9q2v4w7x1y5z3a8bc")]
    #[serde(rename = "jobId")]
    id: &'a str,
    status: JobStatus,
    /// When it was accepted.
    created_at: Time,
    /// When one of its runs last changed.
    updated_at: Time,
    /// How many models paint.
    total_models: usize,
    /// How many pictures are there.
    completed_models: usize,
    prompt: &'a str,
    /// What was asked beside the prompt.
    parameters: Parameters<'a>,
    /// The request that it came with.
    correlation_id: &'a str,
    favourite: bool,
    cost: Cost,
    /// Since when it is in the trash.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    trashed_at: Option<Time>,
    /// One for each model, in the order in which they were chosen.
    results: Vec<Run<'a>>,
}

/// Where a job stands.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum JobStatus {
    /// No model has begun.
    Pending,
    /// Some runs have not ended.
    InProgress,
    /// Every run left its picture.
    Completed,
    /// Every run has ended; some left a picture, some did not.
    Partial,
    /// Every run has ended, none with a picture.
    Failed,
    /// Every run was stopped on request.
    Cancelled,
}

impl JobStatus {
    /// The status of a job with these runs.
    pub(crate) fn of(runs: &[domain::Run]) -> Self {
        match domain::JobStatus::of(runs) {
            domain::JobStatus::Pending => Self::Pending,
            domain::JobStatus::InProgress => Self::InProgress,
            domain::JobStatus::Completed => Self::Completed,
            domain::JobStatus::Partial => Self::Partial,
            domain::JobStatus::Failed => Self::Failed,
            domain::JobStatus::Cancelled => Self::Cancelled,
        }
    }
}

impl<'a> Job<'a> {
    /// A job as clients see it, with so many before each of its runs.
    pub(crate) fn new(
        job: &'a domain::Job,
        runs: &'a [domain::Run],
        ahead: &[Option<usize>],
        scene: Scene<'a>,
    ) -> Self {
        let completed = |run: &&domain::Run| matches!(run.state, RunState::Completed { .. });
        let changes = runs.iter().map(|run| run.changed);
        Self {
            id: job.id.as_str(),
            status: JobStatus::of(runs),
            created_at: Time(job.created),
            updated_at: Time(changes.fold(job.created, Ord::max)),
            total_models: runs.len(),
            completed_models: runs.iter().filter(completed).count(),
            prompt: job.prompt.as_str(),
            parameters: Parameters::from(&job.parameters),
            correlation_id: &job.correlation_id,
            favourite: job.favourite,
            cost: Cost::of(runs),
            trashed_at: job.trashed.map(Time),
            results: runs
                .iter()
                .zip(ahead)
                .map(|(run, ahead)| Run::new(run, *ahead, scene))
                .collect(),
        }
    }
}
