//! One model's part of a job.

use pixelprompt_domain::{self as domain, RunState, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Cost, Image, Parameters, Scene, Time, Warning};

/// One model's part of a job.
#[derive(Serialize, ToSchema)]
#[schema(as = Result)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Run<'a> {
    /// Names the run.
    #[schema(example = "01m3k8r6t9q2v4w7x1y5z3a8bc-0")]
    #[serde(rename = "runId")]
    id: String,
    /// The model's place in the job, from 0.
    index: u8,
    /// The model's name for people. Two models may have the same.
    model: &'a str,
    /// Names the model.
    #[schema(example = "painter/noto")]
    model_id: &'a str,
    status: RunStatus,
    /// Somebody asked for it to stop, and it has not stopped yet.
    stopping: bool,
    /// How often it was tried.
    attempts: u32,
    /// When the last attempt began.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    started_at: Option<Time>,
    /// When it ended, however it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    completed_at: Option<Time>,
    /// Seconds that the last attempt took.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    duration: Option<f64>,
    /// What the model was asked.
    parameters: Parameters<'a>,
    /// How that differs from what the job asks.
    warnings: Vec<Warning<'a>>,
    cost: Cost,
    /// What its picture is expected to cost, in millionths of a US dollar; null if nobody knows.
    #[schema(value_type = Option<u64>, required = true)]
    estimate_micro_usd: Option<domain::Money>,
    /// Where the picture lies in the blob store.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    image_key: Option<String>,
    /// The picture as its model made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    image_url: Option<String>,
    /// A small WebP of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    thumbnail_url: Option<String>,
    /// What is known about the picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    image: Option<Image<'a>>,
    /// What went wrong, in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    error: Option<&'static str>,
    /// What went wrong, as a code that never changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    error_code: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    outcome: Option<Outcome>,
    /// The model has done the work, or may have done it, and bills it, though no picture arrived.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    may_have_been_billed: Option<bool>,
    /// It is tried again, and not before this moment.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    retry_at: Option<Time>,
    /// How many runs of its model are in line before it, as of about this moment; absent if it does not
    /// wait, or waits behind more than 1,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    ahead: Option<usize>,
}

/// Where a run stands.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RunStatus {
    Pending,
    InProgress,
    Completed,
    Error,
    Cancelled,
}

/// How far the last attempt at a provider got.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Outcome {
    NotSent,
    Refused,
    Answered,
    Unknown,
}

impl From<&RunState> for RunStatus {
    fn from(state: &RunState) -> Self {
        match state {
            RunState::Pending { .. } => Self::Pending,
            RunState::InProgress { .. } => Self::InProgress,
            RunState::Completed { .. } => Self::Completed,
            RunState::Error { .. } => Self::Error,
            RunState::Cancelled => Self::Cancelled,
        }
    }
}

impl From<domain::Outcome> for Outcome {
    fn from(outcome: domain::Outcome) -> Self {
        match outcome {
            domain::Outcome::NotSent => Self::NotSent,
            domain::Outcome::Refused => Self::Refused,
            domain::Outcome::Answered => Self::Answered,
            domain::Outcome::Unknown => Self::Unknown,
        }
    }
}

/// Seconds from the beginning of the last attempt to its end.
pub(crate) fn seconds(run: &domain::Run) -> Option<f64> {
    let began = run.began.filter(|_| run.has_ended())?;
    Some(run.changed.since(began).as_secs_f64())
}

impl<'a> Run<'a> {
    /// A run as clients see it, with so many before it.
    pub(crate) fn new(run: &'a domain::Run, ahead: Option<usize>, scene: Scene<'a>) -> Self {
        let mut view = Self {
            id: run.id.to_string(),
            index: run.id.place,
            model: scene.name(&run.model),
            model_id: run.model.as_str(),
            status: RunStatus::from(&run.state),
            stopping: run.stopping,
            attempts: run.attempts,
            started_at: run.began.map(Time),
            completed_at: run.has_ended().then_some(Time(run.changed)),
            duration: seconds(run),
            parameters: Parameters::from(&run.parameters),
            warnings: run.warnings.iter().map(Warning::from).collect(),
            cost: Cost::of([run]),
            estimate_micro_usd: run.bill.estimate,
            image_key: None,
            image_url: None,
            thumbnail_url: None,
            image: None,
            error: None,
            error_code: None,
            outcome: None,
            may_have_been_billed: None,
            retry_at: None,
            ahead,
        };
        match &run.state {
            RunState::Pending { not_before } if *not_before > Timestamp::default() => {
                view.retry_at = Some(Time(*not_before));
            }
            RunState::Completed { image } => {
                view.image_key = Some(domain::Rendition::Original.key(run));
                view.image_url = Some(scene.links.original(run));
                view.thumbnail_url = Some(scene.links.thumbnail(run));
                view.image = Some(Image::from(image));
            }
            RunState::Error { kind, outcome, .. } => {
                view.error = Some(kind.sentence());
                view.error_code = Some(kind.code());
                view.outcome = Some(Outcome::from(*outcome));
                let (cost, sure) = run.cost();
                view.may_have_been_billed = Some(
                    *outcome == domain::Outcome::Unknown
                        || cost > domain::Money::ZERO
                        || sure == domain::Certainty::Unknown,
                );
            }
            RunState::Pending { .. } | RunState::InProgress { .. } | RunState::Cancelled => {}
        }
        view
    }
}
