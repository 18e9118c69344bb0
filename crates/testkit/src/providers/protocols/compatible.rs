//! A server with OpenAI's protocol, as `LocalAI`, `vLLM-Omni`, Ollama or `llama.cpp` are one.

use serde_json::json;

use super::openai::{chat, completion, data, models};
use crate::providers::asked::Asked;
use crate::providers::order::{Order, Pictures, Wanted, Work};
use crate::providers::protocol::{Protocol, Step, admitted_at_home};
use crate::providers::said::{No, Said};

/// <https://docs.vllm.ai/projects/vllm-omni>
pub(super) struct Compatible;

const MODELS: &[&str] = &["qwen-image", "z-image-turbo"];

const WRITERS: &[&str] = &["llama3.2"];

impl Protocol for Compatible {
    fn family(&self) -> &'static str {
        "openai-compatible"
    }

    fn title(&self) -> &'static str {
        "OpenAI-compatible server"
    }

    fn prefix(&self) -> &'static str {
        "/compatible"
    }

    fn base(&self) -> &'static str {
        "/compatible/v1"
    }

    fn models(&self) -> &'static [&'static str] {
        MODELS
    }

    fn writers(&self) -> &'static [&'static str] {
        WRITERS
    }

    fn admit(&self, asked: &Asked, key: &str) -> Result<(), No> {
        admitted_at_home(asked, key)
    }

    fn read(&self, asked: &Asked) -> Result<Step, No> {
        if asked.gets("/v1/models") {
            return Ok(Step::Say(models(&[MODELS, WRITERS].concat())));
        }
        if asked.posts("/v1/chat/completions") {
            return chat(asked, &[]).map(Step::Order);
        }
        if !asked.posts("/v1/images/generations") {
            return Err(No::Nowhere);
        }
        asked.whole("/num_inference_steps", 1..=200)?;
        asked.real("/guidance_scale", 0.0..=20.0)?;
        let format = asked.one_of("/response_format", &["b64_json", "url"])?;
        let wanted = Pictures::default();
        Ok(Step::Order(Order {
            model: asked.str_at("/model").unwrap_or_default().to_owned(),
            prompt: asked.prompt("/prompt", 32_000)?,
            wanted: Wanted::Pictures(Pictures {
                count: asked.whole("/n", 1..=10)?.unwrap_or(1),
                size: asked.size("/size")?.unwrap_or(wanted.size),
                seed: asked.whole("/seed", 0..=u64::MAX)?,
                by_address: format != Some("b64_json"),
                ..wanted
            }),
        }))
    }

    fn refuse(&self, no: &No) -> Said {
        let said = match no {
            No::Content => {
                let error = json!({"message": no.words(), "type": "invalid_request_error", "code": "content_policy_violation"});
                Said::json(400, &json!({"error": error}))
            }
            No::Invalid { field, message } => Said::json(
                422,
                &json!({"detail": [{"loc": ["body", field], "msg": message, "type": "value_error"}]}),
            ),
            no => Said::json(
                no.status(),
                &json!({"error": {"code": no.status(), "message": no.words(), "type": ""}}),
            ),
        };
        said.hinting(no)
    }

    fn answer(&self, work: &Work, origin: &str) -> Said {
        match work.order.wanted {
            Wanted::Pictures(_) => {
                let data = data(work.pictures(origin), &json!({}));
                Said::json(
                    200,
                    &json!({"id": work.id, "created": 1_795_305_600, "data": data}),
                )
            }
            _ => completion(work),
        }
    }
}
