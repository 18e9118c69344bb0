//! A short prompt becomes a rich one.

use axum::extract::State as Shared;
use pixelprompt_domain::{MAX_SEED, Prompt};
use pixelprompt_engine::Failed;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    http::{Always, Answer, ApiError, BadBody, JsonBody, TooMany, json, limits, whole},
    middleware::Caller,
    studio::State,
};

/// What to enrich.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EnhanceRequest {
    /// At most 500 characters.
    #[schema(min_length = 1, example = "a fox")]
    prompt: String,
    /// Another seed, other proposals.
    #[schema(maximum = 9_007_199_254_740_991_i64)]
    #[serde(default, deserialize_with = "whole")]
    seed: Option<u64>,
}

/// What is proposed.
#[derive(Serialize, ToSchema)]
pub(crate) struct EnhanceAnswer<'a> {
    /// What was asked.
    original: &'a str,
    /// The best proposal.
    enhanced: &'a str,
    /// All proposals, the best first.
    proposals: Vec<&'a str>,
    source: EnhanceSource<'a>,
}

/// Who proposes.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EnhanceSource<'a> {
    name: &'a str,
    /// Whether it ships inside the server: then nothing was sent anywhere, unless somebody else was asked
    /// first.
    built_in: bool,
    /// The language model that was asked first, in vain.
    #[serde(skip_serializing_if = "Option::is_none")]
    instead_of: Option<EnhanceFailure<'a>>,
}

/// A language model that had no proposal.
#[derive(Serialize, ToSchema)]
pub(crate) struct EnhanceFailure<'a> {
    name: &'a str,
    /// The error's code.
    #[schema(example = "TIMED_OUT")]
    error: &'static str,
    /// The same in a sentence.
    message: &'static str,
}

impl<'a> From<&'a Failed> for EnhanceFailure<'a> {
    fn from(failed: &'a Failed) -> Self {
        Self {
            name: &failed.name,
            error: failed.why.code(),
            message: failed.why.sentence(),
        }
    }
}

/// Propose richer prompts.
///
/// Where a language model fails, the built-in phrases propose in its place, and `source` says so. A failure is
/// told as such: the input never comes back as a proposal.
#[utoipa::path(
    post,
    path = "/enhance",
    operation_id = "enhance",
    tag = "prompts",
    request_body = EnhanceRequest,
    responses((status = 200, description = "Proposals", body = EnhanceAnswer<'_>), BadBody, TooMany, Always)
)]
pub(crate) async fn enhance(
    Shared(app): Shared<State>,
    caller: Caller,
    JsonBody(request): JsonBody<EnhanceRequest>,
) -> Answer {
    if request.seed.is_some_and(|seed| seed > MAX_SEED) {
        return Err(ApiError::invalid(format!("seed: at most {MAX_SEED}.")));
    }
    let engine = app.engine();
    let enhancement = engine
        .enhance(&request.prompt, request.seed, caller.client)
        .await?;
    let proposals: Vec<_> = enhancement.proposals.iter().map(Prompt::as_str).collect();
    let mut response = json(&EnhanceAnswer {
        original: enhancement.original.as_str(),
        enhanced: proposals.first().copied().unwrap_or_default(),
        proposals,
        source: EnhanceSource {
            name: &enhancement.source,
            built_in: enhancement.built_in,
            instead_of: enhancement.instead_of.as_ref().map(EnhanceFailure::from),
        },
    })?;
    limits(&mut response, &enhancement.left, engine.now());
    Ok(response)
}
