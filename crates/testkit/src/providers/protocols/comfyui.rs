//! `ComfyUI`: a graph, news over a WebSocket, history, files.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::WebSocketUpgrade;
use axum::extract::ws::{Message, WebSocket};
use axum::response::Response;
use pixelprompt_domain::Size;
use serde_json::{Value, json};

use super::a1111::sketch;
use crate::providers::asked::Asked;
use crate::providers::desk::Desk;
use crate::providers::fault::Fault;
use crate::providers::order::{Order, Pictures, Stand, Wanted, Work};
use crate::providers::protocol::{Protocol, Step, admitted_at_home};
use crate::providers::said::{No, Said};

/// <https://docs.comfy.org/development/comfyui-server/comms_routes>
pub(super) struct ComfyUi;

const CHECKPOINTS: &[&str] = &[
    "v1-5-pruned-emaonly.safetensors",
    "sd_xl_base_1.0.safetensors",
];

/// What names of files that are not there any more begin with.
const GONE: &str = "gone-";

impl Protocol for ComfyUi {
    fn family(&self) -> &'static str {
        "comfyui"
    }

    fn title(&self) -> &'static str {
        "ComfyUI"
    }

    fn prefix(&self) -> &'static str {
        "/comfyui"
    }

    fn base(&self) -> &'static str {
        "/comfyui"
    }

    fn models(&self) -> &'static [&'static str] {
        CHECKPOINTS
    }

    fn admit(&self, asked: &Asked, key: &str) -> Result<(), No> {
        admitted_at_home(asked, key)
    }

    fn read(&self, asked: &Asked) -> Result<Step, No> {
        if let Some(id) = asked.path.strip_prefix("/history/")
            && asked.method == "GET"
        {
            return Ok(Step::Ask(id.to_owned()));
        }
        if asked.gets("/queue") {
            return Ok(Step::Look);
        }
        if asked.gets("/view") {
            let name = asked.parameter("filename").unwrap_or_default();
            return Ok(match name.strip_suffix("_00001_.png") {
                Some(id) if !id.starts_with(GONE) => Step::Collect(id.to_owned()),
                _ => Step::Say(Said::text(404, "")),
            });
        }
        if !asked.posts("/prompt") {
            return Err(No::Nowhere);
        }
        order(asked).map(Step::Order)
    }

    fn refuse(&self, no: &No) -> Said {
        let error = |kind: &str, message: String, nodes: Value| {
            let error = json!({"type": kind, "message": message, "details": "", "extra_info": {}});
            Said::json(400, &json!({"error": error, "node_errors": nodes}))
        };
        match no {
            // History knows nothing of it, and that is all it says.
            No::Gone => Said::json(200, &json!({})),
            No::UnknownModel(name) => {
                let details = format!("ckpt_name: '{name}' not in {CHECKPOINTS:?}");
                let one = json!({"type": "value_not_in_list", "message": "Value not in list", "details": details, "extra_info": {}});
                let nodes = json!({"4": {"errors": [one], "dependent_outputs": ["9"], "class_type": "CheckpointLoaderSimple"}});
                error(
                    "prompt_outputs_failed_validation",
                    "Prompt outputs failed validation".to_owned(),
                    nodes,
                )
            }
            No::Invalid { .. } => error("invalid_prompt", no.words(), json!({})),
            // It has no filter; whoever stands before it may.
            No::Content => error("content_policy_violation", no.words(), json!({})),
            // So says what stands before it.
            no => Said::html(no.status(), &no.words()),
        }
    }

    fn has_tickets(&self) -> bool {
        true
    }

    fn answer(&self, work: &Work, _origin: &str) -> Said {
        Said::json(
            200,
            &json!({"prompt_id": work.id, "number": 1, "node_errors": {}}),
        )
    }

    fn stands(&self, work: &Work, stand: Stand, _origin: &str) -> Said {
        if stand != Stand::Done {
            return Said::json(200, &json!({}));
        }
        if work.has_failed() {
            let entry = json!({
                "prompt": [1, work.id, work.body["prompt"], {}, ["9"]], "outputs": {},
                "status": {"status_str": "error", "completed": false, "messages": [["execution_error", failure(&work.id)]]},
            });
            return Said::json(200, &json!({ work.id.as_str(): entry }));
        }
        let folder = if work.fault == Some(Fault::Expired) {
            GONE
        } else {
            ""
        };
        let file = json!({"filename": format!("{folder}{}_00001_.png", work.id), "subfolder": "", "type": "output"});
        let outputs = match work.fault {
            Some(Fault::Empty) => json!({}),
            _ => json!({"9": {"images": [file]}}),
        };
        let entry = json!({
            "prompt": [1, work.id, work.body["prompt"], {}, ["9"]], "outputs": outputs,
            "status": {"status_str": "success", "completed": true, "messages": []},
        });
        Said::json(200, &json!({ work.id.as_str(): entry }))
    }

    fn looks(&self, at_work: &[Work], _asked: &Asked) -> Said {
        let running: Vec<_> = at_work
            .iter()
            .map(|work| json!([1, work.id, work.body["prompt"], {}, ["9"]]))
            .collect();
        Said::json(200, &json!({"queue_running": running, "queue_pending": []}))
    }

    fn collected(&self, work: &Work, asked: &Asked) -> Said {
        let picture = work.pictures(&asked.origin).into_iter().next();
        match picture {
            Some(picture) => Said::of(200, "image/png", picture.file),
            None => Said::text(404, ""),
        }
    }
}

/// What a graph asks for: looks for the sampler and follows its links.
fn order(asked: &Asked) -> Result<Order, No> {
    let graph = asked.at("/prompt").and_then(Value::as_object);
    let graph = graph.ok_or_else(|| No::invalid("prompt", "no_prompt: No prompt provided"))?;
    let of_class = |class: &str| graph.values().find(|node| node["class_type"] == class);
    let linked = |link: &Value| graph.get(link.get(0)?.as_str()?);
    let sampler =
        of_class("KSampler").ok_or_else(|| No::invalid("prompt", "Prompt has no outputs"))?;
    let inputs = &sampler["inputs"];
    let steps = inputs["steps"].as_u64();
    if !steps.is_some_and(|steps| (1..=10_000).contains(&steps)) || inputs["cfg"].as_f64().is_none()
    {
        return Err(No::invalid("prompt", "steps and cfg must be numbers"));
    }
    let words = linked(&inputs["positive"]).and_then(|node| node["inputs"]["text"].as_str());
    let words = words.ok_or_else(|| No::invalid("prompt", "the positive prompt has no text"))?;
    let checkpoint =
        of_class("CheckpointLoaderSimple").and_then(|node| node["inputs"]["ckpt_name"].as_str());
    let checkpoint = checkpoint.unwrap_or_default();
    if !CHECKPOINTS.contains(&checkpoint) {
        return Err(No::UnknownModel(checkpoint.to_owned()));
    }
    let pixels = |name: &str| {
        let side = linked(&inputs["latent_image"])?["inputs"][name].as_u64()?;
        u32::try_from(side).ok()
    };
    let size = pixels("width")
        .zip(pixels("height"))
        .map(|(width, height)| Size { width, height });
    Ok(Order {
        model: checkpoint.to_owned(),
        prompt: words.to_owned(),
        wanted: Wanted::Pictures(Pictures {
            size: size.unwrap_or(Size::square(512)),
            seed: inputs["seed"].as_u64(),
            ..Pictures::default()
        }),
    })
}

/// How a node says that it failed.
fn failure(id: &str) -> Value {
    json!({
        "prompt_id": id, "node_id": "3", "node_type": "KSampler", "exception_type": "torch.OutOfMemoryError",
        "exception_message": "Allocation on device", "traceback": [],
    })
}

/// Tells a client the news of its work.
pub(in crate::providers) fn tell(
    desk: Arc<Desk>,
    socket: WebSocketUpgrade,
    client: String,
) -> Response {
    socket.on_upgrade(async move |socket| {
        // A client that has gone needs no news.
        let _ = news(&desk, socket, &client).await;
    })
}

async fn news(desk: &Desk, mut socket: WebSocket, client: &str) -> Result<(), axum::Error> {
    let text =
        |kind: &str, data: Value| Message::text(json!({"type": kind, "data": data}).to_string());
    let status = json!({"status": {"exec_info": {"queue_remaining": 1}}, "sid": client});
    socket.send(text("status", status)).await?;
    let Some(work) = desk.find(|work| work.body["client_id"] == client) else {
        return Ok(());
    };
    // Whoever wants to be asked often tells nothing.
    if matches!(work.fault, Some(Fault::SlowPoll | Fault::DuplicatePoll)) {
        return Ok(());
    }
    let id = work.id.clone();
    let steps = work.body["prompt"]
        .as_object()
        .into_iter()
        .flat_map(|graph| graph.values());
    let steps = steps
        .into_iter()
        .find_map(|node| node["inputs"]["steps"].as_u64())
        .unwrap_or(20);
    socket
        .send(text("execution_start", json!({"prompt_id": id})))
        .await?;
    socket
        .send(text("executing", json!({"node": "3", "prompt_id": id})))
        .await?;
    let pause = work.lasts.checked_div(steps as u32).unwrap_or_default();
    let sketch = sketch(&work)
        .map(|sketch| sketch.file())
        .unwrap_or_default();
    for step in 1..=steps {
        tokio::time::sleep(pause.max(Duration::from_millis(1))).await;
        let progress = json!({"value": step, "max": steps, "prompt_id": id, "node": "3"});
        socket.send(text("progress", progress)).await?;
        if step % 4 == 0 {
            socket
                .send(Message::binary(
                    [&[0, 0, 0, 1, 0, 0, 0, 2], &sketch[..]].concat(),
                ))
                .await?;
        }
        if step == 1 {
            socket
                .send(text(
                    "brand_new_event",
                    json!({"prompt_id": id, "node": null}),
                ))
                .await?;
        }
    }
    desk.finish(&id);
    let end = if work.has_failed() {
        text("execution_error", failure(&id))
    } else {
        text("execution_success", json!({"prompt_id": id}))
    };
    socket.send(end).await?;
    socket
        .send(text("executing", json!({"node": null, "prompt_id": id})))
        .await?;
    // The other side knows enough and hangs up.
    while let Some(Ok(_)) = socket.recv().await {}
    Ok(())
}
