//! A prompt becomes a job.

use std::fmt;

use axum::{extract::State as Shared, http::HeaderMap};
use pixelprompt_domain as domain;
use pixelprompt_engine::{Asked, Submission};
use serde::{Deserialize, Deserializer, Serialize, de};
use utoipa::{
    ToSchema,
    openapi::{ObjectBuilder, OneOfBuilder, RefOr, Schema, schema::Type},
};

use crate::{
    http::{Always, Answer, ApiError, BadBody, JsonBody, TooDear, TooMany, json, limits, whole},
    middleware::Caller,
    studio::State,
    views::{Estimate, Quality},
};

/// The longest key by which a request counts once.
const LONGEST_KEY: usize = 200;

/// What to paint.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"prompt": "a red fox in the snow", "steps": 25, "guidance": 7.5, "size": "512x512"}))]
pub(crate) struct GenerateRequest {
    /// At most 1,000 characters.
    #[schema(min_length = 1, example = "a red fox in the snow")]
    prompt: String,
    /// How many times the picture is refined.
    #[serde(default, deserialize_with = "whole")]
    steps: Option<u32>,
    /// How hard the prompt pulls.
    guidance: Option<f32>,
    quality: Option<Quality>,
    /// To repeat a picture; drawn if it is absent, and the same for every model.
    #[schema(maximum = 9_007_199_254_740_991_i64)]
    #[serde(default, deserialize_with = "whole")]
    seed: Option<u64>,
    /// What the picture should not show.
    negative_prompt: Option<String>,
    /// Width and height (`"768x512"`), or one number for a square.
    #[schema(schema_with = size_schema)]
    size: Option<Size>,
    /// The ids of the models, each once; all of them if it is absent.
    #[schema(min_items = 1, max_items = 20)]
    models: Option<Vec<String>>,
    /// Only say what it would cost: nothing is counted, kept or painted.
    #[serde(default)]
    #[schema(default = false)]
    dry_run: bool,
    /// Accepted for the sake of older clients, and not used.
    #[serde(rename = "control")]
    #[schema(deprecated)]
    _control: Option<f64>,
    /// Accepted for the sake of older clients, and never used: the connection tells who asks.
    #[serde(rename = "ip")]
    #[schema(deprecated)]
    _ip: Option<String>,
}

/// A size as a text or as one number.
struct Size(domain::Size);

impl<'de> Deserialize<'de> for Size {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl de::Visitor<'_> for Visitor {
            type Value = Size;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number (512) or a text (\"768x512\")")
            }

            fn visit_u64<E: de::Error>(self, side: u64) -> Result<Size, E> {
                let side = u32::try_from(side).map_err(E::custom)?;
                Ok(Size(domain::Size::square(side)))
            }

            fn visit_f64<E: de::Error>(self, side: f64) -> Result<Size, E> {
                if side.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&side) {
                    Ok(Size(domain::Size::square(side as u32)))
                } else {
                    Err(E::invalid_value(de::Unexpected::Float(side), &self))
                }
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Size, E> {
                text.parse().map(Size).map_err(E::custom)
            }
        }

        deserializer.deserialize_any(Visitor)
    }
}

fn size_schema() -> RefOr<Schema> {
    let text = ObjectBuilder::new()
        .schema_type(Type::String)
        .examples(["768x512"]);
    let side = ObjectBuilder::new()
        .schema_type(Type::Integer)
        .minimum(Some(1));
    OneOfBuilder::new().item(text).item(side).into()
}

/// The job, or with `dryRun` what it would cost.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum GenerateAnswer<'a> {
    Accepted(Accepted<'a>),
    Estimate(Estimate<'a>),
}

/// The request was accepted.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Accepted<'a> {
    /// Names the job.
    #[schema(example = "01m3k8r6t9q2v4w7x1y5z3a8bc")]
    job_id: &'a str,
    #[schema(example = "Job created successfully")]
    message: &'static str,
    /// How many models paint.
    total_models: usize,
}

/// Paint a prompt with several models at once.
///
/// Answers as soon as the job is kept; `/status/{jobId}` and `/jobs/{jobId}/events` tell how it goes on.
/// With `dryRun` it answers what the job would cost, and does nothing.
#[utoipa::path(
    post,
    path = "/generate",
    operation_id = "generate",
    tag = "jobs",
    request_body = GenerateRequest,
    params((
        "Idempotency-Key" = Option<String>,
        Header,
        min_length = 1,
        max_length = 200,
        pattern = "^[!-~]+$",
        description = "A request that is repeated with the same key is the same job, and counted once."
    )),
    responses(
        (status = 200, description = "Accepted, or what it would cost", body = GenerateAnswer<'_>, headers(
            ("RateLimit-Limit" = u32, description = "How often in a window, of the allowance that is used up first"),
            ("RateLimit-Remaining" = u32, description = "How often still"),
            ("RateLimit-Reset" = u64, description = "Seconds until the next window"),
        )),
        BadBody,
        TooDear,
        (status = 409, description = "IDEMPOTENCY_CONFLICT: the key came with another request before.", body = crate::http::ErrorBody<'_>),
        TooMany,
        Always,
    )
)]
pub(crate) async fn generate(
    Shared(app): Shared<State>,
    caller: Caller,
    headers: HeaderMap,
    JsonBody(request): JsonBody<GenerateRequest>,
) -> Answer {
    if request.models.as_ref().is_some_and(Vec::is_empty) {
        return Err(ApiError::invalid(
            "models: choose at least one, or leave it out.",
        ));
    }
    let asked = Asked {
        prompt: request.prompt,
        steps: request.steps,
        guidance: request.guidance,
        quality: request.quality.map(domain::Quality::from),
        seed: request.seed,
        negative_prompt: request.negative_prompt,
        size: request.size.map(|size| size.0),
        models: request.models.unwrap_or_default(),
    };
    if request.dry_run {
        let estimate = app.engine().estimate(&asked, caller.client).await?;
        return json(&GenerateAnswer::Estimate(Estimate::from(&estimate)));
    }
    let submission = Submission {
        asked,
        idempotency_key: idempotency_key(&headers)?,
        correlation_id: caller.correlation_id.as_ref().to_owned(),
        client: caller.client,
    };
    let accepted = app.engine().submit(submission).await?;
    let mut response = json(&GenerateAnswer::Accepted(Accepted {
        job_id: accepted.id.as_str(),
        message: "Job created successfully",
        total_models: accepted.models,
    }))?;
    limits(&mut response, &accepted.left, app.engine().now());
    Ok(response)
}

fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, ApiError> {
    let mut keys = headers.get_all("idempotency-key").iter();
    let Some(key) = keys.next() else {
        return Ok(None);
    };
    if keys.next().is_some() {
        return Err(ApiError::invalid("Idempotency-Key: send it once."));
    }
    let key = key.as_bytes();
    let fits = (1..=LONGEST_KEY).contains(&key.len()) && key.iter().all(u8::is_ascii_graphic);
    if !fits {
        let message = "Idempotency-Key: 1 to 200 visible ASCII characters are allowed.";
        return Err(ApiError::invalid(message));
    }
    Ok(Some(String::from_utf8_lossy(key).into_owned()))
}
