use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use axum::{
    Router,
    extract::ws::{Message, WebSocket, WebSocketUpgrade},
    response::Response,
    routing::{any, get, post},
};
use pixelprompt_domain::{Answer, ErrorKind, Image, MediaType, Outcome, Size};
use pixelprompt_providers::comfyui::FAMILY;
use serde_json::{Value, json};

use crate::{
    KEY, check,
    mock::{Mock, Seen, bytes, png, said},
    paint, provider, request,
};

/// An id says what becomes of the work.
fn accepted(id: &str) -> Response {
    said(
        200,
        &json!({"prompt_id": id, "number": 1, "node_errors": {}}),
    )
}

fn ended(id: &str, outputs: &Value, status: &str, messages: &Value) -> Response {
    let status =
        json!({"status_str": status, "completed": status == "success", "messages": messages});
    said(
        200,
        &json!({id: {"prompt": [], "outputs": outputs, "status": status}}),
    )
}

fn saved(filename: &str) -> Value {
    json!({
        "1": {"images": [{"filename": "shown.png", "subfolder": "", "type": "temp"}]},
        "2": {"text": ["a fox"]},
        "9": {"images": [{"filename": filename, "subfolder": "a b", "type": "output"}]},
    })
}

fn success(id: &str, outputs: &Value) -> Response {
    ended(
        id,
        outputs,
        "success",
        &json!([["execution_success", {"prompt_id": id}]]),
    )
}

fn refused_graph() -> Response {
    said(
        400,
        &json!({
            "error": {"type": "prompt_outputs_failed_validation", "message": "Prompt outputs failed validation", "details": "", "extra_info": {}},
            "node_errors": {"4": {"errors": [{"type": "value_not_in_list", "message": "Value not in list", "details": "ckpt_name: 'x' not in []", "extra_info": {}}], "dependent_outputs": ["9"], "class_type": "CheckpointLoaderSimple"}},
        }),
    )
}

async fn answer(seen: Seen) -> Response {
    if seen.line.starts_with("GET /ws") {
        return bytes(404, "");
    }
    if seen.line == "POST /prompt" {
        let prompt = seen.body["prompt"]["6"]["inputs"]["text"]
            .as_str()
            .unwrap()
            .to_owned();
        return match prompt.as_str() {
            "refused graph" => refused_graph(),
            "id that leads elsewhere" => accepted("../../admin"),
            words => accepted(&words.replace(' ', "-")),
        };
    }
    match seen.line.as_str() {
        "GET /queue" => return said(200, &json!({"queue_running": [], "queue_pending": []})),
        "GET /view?filename=fox.png&subfolder=a+b&type=output" => return bytes(200, png()),
        "GET /view?filename=text.png&subfolder=a+b&type=output" => return bytes(200, "hello"),
        "GET /view?filename=lost.png&subfolder=a+b&type=output" => return bytes(404, ""),
        _ => {}
    }
    let id = seen.line.strip_prefix("GET /history/").unwrap();
    let oom = json!({"node_type": "KSampler", "exception_type": "torch.OutOfMemoryError", "exception_message": format!("Allocation on device\n{}{KEY}", "x".repeat(235)), "traceback": []});
    match id {
        "a-fox" => success(id, &saved("fox.png")),
        "forgotten" => said(200, &json!({})),
        "failed" => ended(
            id,
            &json!({}),
            "error",
            &json!([["execution_start", {}], ["execution_error", oom]]),
        ),
        "interrupted" => ended(
            id,
            &json!({}),
            "error",
            &json!([["execution_interrupted", {"node_id": "3"}]]),
        ),
        "no-pictures" => success(id, &json!({})),
        "lost-picture" => success(id, &saved("lost.png")),
        "text-as-picture" => success(id, &saved("text.png")),
        "other-json" => said(200, &json!({"surprise": {}})),
        unknown => panic!("the mock does not know {unknown:?}"),
    }
}

#[tokio::test]
async fn a_picture_arrives_byte_for_byte() {
    let mock = Mock::start(answer).await;
    let provider = provider(&FAMILY, &mock, "v1-5.safetensors");
    assert_eq!(
        paint(provider.as_ref(), "a fox").await.unwrap(),
        [Image {
            bytes: png().into(),
            media_type: MediaType::Png,
            size: Size {
                width: 3,
                height: 2
            },
            seed: Some(42),
            reading: None,
            cost: None,
        }]
    );
    let seen = mock.seen();
    let client = seen[0].body["client_id"].as_str().unwrap();
    let news = format!("GET /ws?clientId={client}");
    let lines: Vec<_> = seen.iter().map(|seen| seen.line.as_str()).collect();
    assert_eq!(
        lines,
        [
            "POST /prompt",
            &news,
            "GET /history/a-fox",
            "GET /view?filename=fox.png&subfolder=a+b&type=output",
        ]
    );
    let graph = &seen[0].body["prompt"];
    assert_eq!(graph["4"]["inputs"]["ckpt_name"], "v1-5.safetensors");
    assert_eq!(graph["3"]["inputs"]["seed"], 42);
    for seen in seen {
        let key = seen.authorization.as_deref();
        assert_eq!(key, Some("Bearer me:hunter2"), "{}", seen.line);
    }
}

#[tokio::test]
async fn work_is_followed_to_its_end_and_submitted_once() {
    let asked = Arc::new(AtomicUsize::new(0));
    let mock = Mock::start(move |seen| {
        let asked = asked.clone();
        async move {
            let queue = |running: Value, pending: Value| {
                said(
                    200,
                    &json!({"queue_running": running, "queue_pending": pending}),
                )
            };
            let other = json!([0, "other", {}, {}, ["9"]]);
            let ours = json!([1, "work", {}, {}, ["9"]]);
            if seen.line.starts_with("POST") {
                return accepted("work");
            }
            if seen.line.starts_with("GET /view") {
                return bytes(200, png());
            }
            if seen.line.starts_with("GET /ws") {
                return bytes(404, "");
            }
            match asked.fetch_add(1, Ordering::SeqCst) {
                0 | 2 | 4 => said(200, &json!({})),
                1 => queue(json!([other]), json!([ours])),
                3 => queue(json!([ours]), json!([])),
                // It ends between the questions about history and queue.
                5 => queue(json!([other]), json!([])),
                _ => success("work", &saved("fox.png")),
            }
        }
    })
    .await;
    let provider = provider(&FAMILY, &mock, "v1-5.safetensors");
    let request = request("a fox");
    let Answer::Pending(ticket) = provider.submit(&request, &|_| {}).await.unwrap() else {
        panic!("the server has a queue")
    };
    for pending in [true, true, false, false] {
        let answer = provider.poll(&request, &ticket, &|_| {}).await.unwrap();
        assert_eq!(answer == Answer::Pending(ticket.clone()), pending);
    }
    assert_eq!(mock.posts(), 1);
}

/// Tells its news to a client that listens, then has the picture.
async fn tell(mut socket: WebSocket) {
    let news =
        |kind: &str, data: Value| Message::text(json!({"type": kind, "data": data}).to_string());
    let progress = |value: u32, max: u32, id: &str| {
        news(
            "progress",
            json!({"value": value, "max": max, "prompt_id": id, "node": "3"}),
        )
    };
    let preview = [&[0, 0, 0, 1, 0, 0, 0, 2][..], &png()].concat();
    for message in [
        news(
            "status",
            json!({"status": {"exec_info": {"queue_remaining": 1}}}),
        ),
        progress(1, 20, "work"),
        Message::binary(preview),
        progress(7, 20, "other"),
        progress(1, 4, "work"),
        progress(2, 20, "work"),
        news("executing", json!({"node": null, "prompt_id": "work"})),
    ] {
        socket.send(message).await.unwrap();
    }
    // The other side knows enough and hangs up.
    while let Some(Ok(_)) = socket.recv().await {}
}

#[tokio::test]
async fn steps_and_previews_are_told_while_it_paints() {
    let asked = Arc::new(AtomicUsize::new(0));
    let history = move || {
        let ended = asked.fetch_add(1, Ordering::SeqCst) > 0;
        let outcome = if ended {
            success("work", &saved("fox.png"))
        } else {
            said(200, &json!({}))
        };
        async { outcome }
    };
    let router = Router::new()
        .route("/prompt", post(async || accepted("work")))
        .route(
            "/ws",
            any(async |news: WebSocketUpgrade| news.on_upgrade(tell)),
        )
        .route("/history/work", get(history))
        .route("/view", get(async || bytes(200, png())));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let configured = crate::configured(&base, "v1-5", crate::bounds());
    let provider = (FAMILY.make)(configured).unwrap();
    let request = request("a fox");
    let told = Mutex::new(Vec::new());
    let watch = |progress| told.lock().unwrap().push(progress);
    let Answer::Pending(ticket) = provider.submit(&request, &watch).await.unwrap() else {
        panic!("the server has a queue")
    };
    let answer = provider.poll(&request, &ticket, &watch).await.unwrap();
    assert!(matches!(answer, Answer::Ready(_)));
    let told = told.into_inner().unwrap();
    let steps: Vec<_> = told
        .iter()
        .map(|now| (now.step, now.steps, now.preview.is_some()))
        .collect();
    assert_eq!(
        steps,
        [(1, 20, false), (1, 20, true), (2, 20, false)],
        "not another's, not another node's"
    );
    assert_eq!(told[1].preview.as_ref().unwrap().bytes, png());
    serving.abort();
}

#[tokio::test]
async fn every_fault_has_its_kind_and_outcome_and_is_sent_once() {
    use ErrorKind::{BadResponse, Cancelled, RequestRejected};
    use Outcome::{Answered, Refused, Unknown};
    let mock = Mock::start(answer).await;
    let cases = [
        ("refused graph", RequestRejected, Refused),
        ("id that leads elsewhere", BadResponse, Unknown),
        ("forgotten", BadResponse, Unknown),
        ("failed", RequestRejected, Refused),
        ("interrupted", Cancelled, Refused),
        ("no pictures", BadResponse, Answered),
        ("lost picture", BadResponse, Answered),
        ("text as picture", BadResponse, Answered),
        ("other json", BadResponse, Unknown),
    ];
    check(&FAMILY, &mock, &cases).await;
}

#[tokio::test]
async fn a_server_behind_a_path_is_asked_there() {
    let mock = Mock::start(|seen| async move {
        let line = seen.line.replace("/comfy/", "/");
        answer(Seen { line, ..seen }).await
    })
    .await;
    let configured = crate::configured(&format!("{}/comfy", mock.base()), "v1-5", crate::bounds());
    let provider = (FAMILY.make)(configured).unwrap();
    assert!(paint(provider.as_ref(), "a fox").await.is_ok());
    let seen = mock.seen();
    let there = |seen: &Seen| seen.line.contains(" /comfy/");
    assert!(seen.len() == 4 && seen.iter().all(there), "{seen:?}");
}
