//! `sd-server` of `stable-diffusion.cpp`.

use serde_json::{Value, json};

use crate::providers::asked::Asked;
use crate::providers::order::{Order, Pictures, Stand, Wanted, Work};
use crate::providers::protocol::{Protocol, Step, admitted_at_home};
use crate::providers::said::{No, Said};

/// <https://github.com/leejet/stable-diffusion.cpp/blob/master/examples/server/api.md>
pub(super) struct SdCpp;

const JOBS: &str = "/sdcpp/v1/jobs/";

impl Protocol for SdCpp {
    fn family(&self) -> &'static str {
        "sdcpp"
    }

    fn title(&self) -> &'static str {
        "stable-diffusion.cpp"
    }

    fn prefix(&self) -> &'static str {
        "/sdcpp"
    }

    fn base(&self) -> &'static str {
        "/sdcpp"
    }

    fn models(&self) -> &'static [&'static str] {
        &["sd-v1-5"]
    }

    fn admit(&self, asked: &Asked, key: &str) -> Result<(), No> {
        admitted_at_home(asked, key)
    }

    fn read(&self, asked: &Asked) -> Result<Step, No> {
        if asked.gets("/sdcpp/v1/capabilities") {
            return Ok(Step::Say(Said::json(
                200,
                &json!({"models": ["sd-v1-5"], "samplers": ["euler"], "schedulers": ["discrete"]}),
            )));
        }
        if let Some(id) = asked.path.strip_prefix(JOBS)
            && asked.method == "GET"
        {
            return Ok(Step::Ask(id.to_owned()));
        }
        if !asked.posts("/sdcpp/v1/img_gen") {
            return Err(No::Nowhere);
        }
        asked.whole("/sample_params/sample_steps", 1..=150)?;
        asked.real("/sample_params/guidance/txt_cfg", 0.0..=30.0)?;
        let size = asked.sides(("/width", "/height"), 64..=4096, 8)?;
        Ok(Step::Order(Order {
            model: "sd-v1-5".to_owned(),
            prompt: asked.prompt("/prompt", 32_000)?,
            wanted: Wanted::Pictures(Pictures {
                count: asked.whole("/batch_count", 1..=8)?.unwrap_or(1),
                size: size.unwrap_or(pixelprompt_domain::Size::square(512)),
                seed: asked.whole("/seed", 0..=u64::MAX)?,
                ..Pictures::default()
            }),
        }))
    }

    fn refuse(&self, no: &No) -> Said {
        let error = match no {
            No::RateLimited(_) => "job queue is full".to_owned(),
            No::Gone => "job not found".to_owned(),
            // The server has no filter; whoever stands before it may.
            No::Content => "rejected by the content filter: content_policy_violation".to_owned(),
            no => no.words(),
        };
        Said::json(no.status(), &json!({"error": error}))
    }

    fn has_tickets(&self) -> bool {
        true
    }

    fn answer(&self, work: &Work, _origin: &str) -> Said {
        let id = &work.id;
        Said::json(
            202,
            &json!({
                "id": id, "kind": "img_gen", "status": "queued", "created": 1_795_305_600,
                "poll_url": format!("{JOBS}{id}"),
            }),
        )
    }

    fn stands(&self, work: &Work, stand: Stand, origin: &str) -> Said {
        let mut error = Value::Null;
        let (status, result) = match stand {
            Stand::Queued => ("queued", Value::Null),
            Stand::Running(_) => ("generating", Value::Null),
            Stand::Unheard => ("encoding", Value::Null),
            Stand::Done if work.has_failed() => {
                error = json!({"code": "generation_failed", "message": "generate_image returned no results"});
                ("failed", Value::Null)
            }
            Stand::Done => {
                let pictures = work.pictures(origin).into_iter().zip(0..);
                let images = pictures
                    .map(|(picture, index)| json!({"index": index, "b64_json": picture.base64()}));
                (
                    "completed",
                    json!({"output_format": "png", "images": images.collect::<Vec<_>>()}),
                )
            }
        };
        Said::json(
            200,
            &json!({
                "id": work.id, "kind": "img_gen", "status": status, "created": 1_795_305_600, "queue_position": 0,
                "result": result, "error": error,
            }),
        )
    }
}
