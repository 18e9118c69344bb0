//! Adobe Firefly: a token from Adobe's identity service, then jobs.

use pixelprompt_domain::Size;
use serde_json::{Value, json};

use crate::providers::asked::Asked;
use crate::providers::order::{MEGAPIXEL, Order, Pictures, Stand, Wanted, Work, shaped};
use crate::providers::painting::digest;
use crate::providers::protocol::{Protocol, Step, admitted};
use crate::providers::said::{No, Said};

/// <https://developer.adobe.com/firefly-services/docs/firefly-api/>
pub(super) struct Firefly;

/// The client's id.
const CLIENT: &str = "mock-client";

const TOKEN: &str = "/ims/token/v3";
const MODELS: &[&str] = &["image4_standard", "image3", "image4_ultra", "image5"];

const IMAGE_3: &[(u32, u32)] = &[
    (2048, 2048),
    (1024, 1024),
    (2304, 1792),
    (1792, 2304),
    (2688, 1536),
    (2688, 1512),
    (1344, 768),
    (1344, 756),
    (1152, 896),
    (896, 1152),
];
const IMAGE_4: &[(u32, u32)] = &[
    (2048, 2048),
    (2304, 1792),
    (1792, 2304),
    (2688, 1536),
    (1440, 2560),
];

impl Protocol for Firefly {
    fn family(&self) -> &'static str {
        "firefly"
    }

    fn title(&self) -> &'static str {
        "Adobe Firefly"
    }

    fn prefix(&self) -> &'static str {
        "/firefly"
    }

    fn base(&self) -> &'static str {
        "/firefly"
    }

    fn models(&self) -> &'static [&'static str] {
        MODELS
    }

    fn user_id(&self) -> Option<&'static str> {
        Some(CLIENT)
    }

    fn admit(&self, asked: &Asked, key: &str) -> Result<(), No> {
        if asked.posts(TOKEN) {
            let known = asked.str_at("/client_id") == Some(CLIENT);
            return admitted(asked.str_at("/client_secret").filter(|_| known), key);
        }
        if asked.header("x-api-key") != Some(CLIENT) {
            return Err(No::Key(String::new()));
        }
        admitted(asked.authorization("bearer"), &token(key))
    }

    fn read(&self, asked: &Asked) -> Result<Step, No> {
        if asked.posts(TOKEN) {
            return granted(asked).map(Step::Say);
        }
        if let Some(id) = asked.path.strip_prefix("/v3/status/")
            && asked.method == "GET"
        {
            return Ok(Step::Ask(id.trim_start_matches(JOB).to_owned()));
        }
        if asked.posts("/v4/images/generate-async") {
            return newest(asked).map(Step::Order);
        }
        if !asked.posts("/v3/images/generate-async") {
            return Err(No::Nowhere);
        }
        let model = asked.header("x-model-version").unwrap_or("image3");
        if !MODELS.contains(&model) || model == "image5" {
            return Err(No::invalid(
                "x-model-version",
                format!("unknown model {model}"),
            ));
        }
        asked.knows_only(&[
            "prompt",
            "negativePrompt",
            "numVariations",
            "seeds",
            "size",
            "contentClass",
            "visualIntensity",
            "structure",
            "style",
            "promptBiasingLocaleCode",
            "customModelId",
        ])?;
        let sizes = if model == "image3" { IMAGE_3 } else { IMAGE_4 };
        let size = asked.sides(("/size/width", "/size/height"), 1..=4096, 1)?;
        if let Some(size) = size
            && !sizes.contains(&(size.width, size.height))
        {
            return Err(No::invalid(
                "size",
                format!("{size} is not a size of {model}"),
            ));
        }
        asked.one_of("/contentClass", &["photo", "art"])?;
        asked.whole("/visualIntensity", 2..=10)?;
        if asked
            .str_at("/negativePrompt")
            .is_some_and(|text| text.chars().count() > 1024)
        {
            return Err(No::invalid(
                "negativePrompt",
                "must have at most 1024 characters",
            ));
        }
        order(asked, model, size.unwrap_or(Size::square(2048))).map(Step::Order)
    }

    fn refuse(&self, no: &No) -> Said {
        let (status, code) = match no {
            No::Key(_) => (401, "401013"),
            No::Content => (422, "prompt_unsafe"),
            No::Quota => (403, "quota_exhausted"),
            No::RateLimited(_) => (429, "rate_limited"),
            No::ServerError => (500, "runtime_error"),
            No::Unavailable => (503, "runtime_error"),
            No::Invalid { .. } => (422, "validation_error"),
            No::UnknownModel(_) | No::Nowhere | No::Gone => (404, "not_found"),
        };
        let message = match no {
            No::Quota => "There are not enough credits left: insufficient credits".to_owned(),
            no => no.words(),
        };
        let mut body = json!({"error_code": code, "message": message});
        if let No::Invalid { field, message } = no {
            body["validation_errors"] = json!({ field.as_str(): message });
        }
        Said::json(status, &body).hinting(no)
    }

    fn has_tickets(&self) -> bool {
        true
    }

    fn answer(&self, work: &Work, origin: &str) -> Said {
        let job = format!("{JOB}{}", work.id);
        Said::json(
            202,
            &json!({
                "jobId": job, "statusUrl": format!("{origin}/firefly/v3/status/{job}"),
                "cancelUrl": format!("{origin}/firefly/v3/cancel/{job}"),
            }),
        )
    }

    fn stands(&self, work: &Work, stand: Stand, origin: &str) -> Said {
        let (status, progress, result) = match stand {
            Stand::Queued => ("pending", Some(0), Value::Null),
            Stand::Running(part) => ("running", Some((part * 100.0) as u32), Value::Null),
            Stand::Unheard => ("warming_up", None, Value::Null),
            Stand::Done if work.has_failed() => ("failed", None, Value::Null),
            Stand::Done => {
                let outputs = work.pictures(origin).into_iter();
                let outputs: Vec<_> = outputs
                    .map(|picture| json!({"seed": picture.seed, "image": {"url": picture.address}}))
                    .collect();
                let result = json!({
                    "size": work.body["size"], "contentClass": "photo", "outputs": outputs,
                    "promptHasDeniedWords": false, "promptHasBlockedArtists": false,
                });
                ("succeeded", Some(100), result)
            }
        };
        let mut body =
            json!({"jobId": format!("{JOB}{}", work.id), "status": status, "progress": progress});
        if !result.is_null() {
            body["result"] = result;
        }
        if status == "failed" {
            body["error_code"] = "runtime_error".into();
            body["message"] = "The work could not be finished".into();
        }
        Said::json(200, &body)
    }
}

/// What every job's name begins with.
const JOB: &str = "urn:ff:jobs:mock:";

/// The token that is had for a key; as secret as that, and it does not tell it.
fn token(key: &str) -> String {
    format!("token-{:016x}", digest(&key))
}

fn granted(asked: &Asked) -> Result<Said, No> {
    if asked.str_at("/grant_type") != Some("client_credentials") {
        return Err(No::invalid("grant_type", "must be client_credentials"));
    }
    let scope = asked.str_at("/scope").unwrap_or_default();
    if !["firefly_api", "ff_apis"]
        .iter()
        .all(|needed| scope.contains(needed))
    {
        return Ok(Said::json(400, &json!({"error": "invalid_scope"})));
    }
    let token = token(asked.str_at("/client_secret").unwrap_or_default());
    Ok(Said::json(
        200,
        &json!({"access_token": token, "token_type": "bearer", "expires_in": 86_399}),
    ))
}

fn newest(asked: &Asked) -> Result<Order, No> {
    let pixels = match asked.one_of("/resolutionLevel", &["1MP", "4MP"])? {
        Some("4MP") => 4.0,
        _ => 1.0,
    };
    let shape = asked.str_at("/aspectRatio").unwrap_or("1:1");
    let size =
        shaped(shape, MEGAPIXEL * pixels).ok_or_else(|| No::invalid("aspectRatio", "unknown"))?;
    order(asked, "image5", size)
}

fn order(asked: &Asked, model: &str, size: Size) -> Result<Order, No> {
    let count = asked.whole("/numVariations", 1..=4)?.unwrap_or(1);
    let seeds = asked.at("/seeds").and_then(Value::as_array);
    if seeds.is_some_and(|seeds| seeds.len() as u64 != count) {
        return Err(No::invalid("seeds", "must be as many as numVariations"));
    }
    Ok(Order {
        model: model.to_owned(),
        prompt: asked.prompt("/prompt", 1024)?,
        wanted: Wanted::Pictures(Pictures {
            count,
            size,
            seed: asked.whole("/seeds/0", 0..=u64::from(u32::MAX))?,
            ..Pictures::default()
        }),
    })
}
