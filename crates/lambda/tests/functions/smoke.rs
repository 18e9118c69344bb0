//! What a client may ask, through the gateway.

use pixelprompt_testkit::lambda::gateway_event;
use serde_json::json;

use crate::cloud::{Cloud, EDGE_KEY};

#[tokio::test]
async fn a_prompt_becomes_pictures_that_lie_in_the_bucket() {
    let cloud = Cloud::new().await;
    let health = cloud.ask("GET", "/healthz", None).await;
    assert_eq!(
        (health.status, health.json()["status"].clone()),
        (200, json!("ok"))
    );
    let models = cloud.ask("GET", "/models", None).await.json();
    assert_eq!(models["models"].as_array().unwrap().len(), 5);

    let job = cloud
        .generate(json!({ "prompt": "a red fox", "seed": 7 }))
        .await;
    let worker = cloud.worker().await;
    let status = cloud.until_ended(&job, &worker).await;
    assert_eq!(status["status"], "completed", "{status}");
    for result in status["results"].as_array().unwrap() {
        let address = result["imageUrl"].as_str().unwrap();
        let key = address
            .strip_prefix("https://pictures.example.com/")
            .unwrap();
        let (file, kind) = cloud.bucket.file(key).unwrap();
        assert_eq!(kind.as_deref(), Some("image/png"));
        assert_eq!(&file[1..4], b"PNG");
    }
    let page = cloud.ask("GET", "/gallery/list", None).await.json();
    assert_eq!(page["galleries"][0]["prompt"], "a red fox", "{page}");
    let log = json!({ "level": "ERROR", "message": "a test" });
    let log = cloud.ask("POST", "/log", Some(log)).await;
    assert_eq!(log.status / 100, 2, "{log:?}");
}

#[tokio::test]
async fn files_never_pass_the_gateway() {
    let cloud = Cloud::new().await;
    let asked = json!({ "prompt": "a red fox", "models": ["painter/noto"] });
    let job = cloud.generate(asked).await;
    let worker = cloud.worker().await;
    cloud.until_ended(&job, &worker).await;
    for (target, kind) in [
        (format!("/images/{job}-0"), "image/png"),
        (format!("/images/{job}-0/thumbnail"), "image/webp"),
        (
            format!("/images/{job}-0?format=webp&metadata=strip&download=1"),
            "image/webp",
        ),
        (format!("/jobs/{job}/download"), "application/zip"),
    ] {
        let answer = cloud.ask("GET", &target, None).await;
        assert_eq!((answer.status, &*answer.body), (302, ""), "{target}");
        assert!(!answer.encoded);
        let place = answer.header("location");
        let key = place.strip_prefix("https://pictures.example.com/").unwrap();
        let (file, sent) = cloud.bucket.file(key).unwrap();
        assert_eq!(sent.as_deref(), Some(kind), "{target}");
        assert!(!file.is_empty());
    }
}

#[tokio::test]
async fn mistakes_are_told_as_everywhere_and_clients_are_who_the_gateway_saw() {
    let cloud = Cloud::with("[limits]\nclient_per_day = 1\n").await;
    for (body, status, code) in [
        (json!({ "prompt": " " }), 400, "PROMPT_EMPTY"),
        (
            json!({ "prompt": "a fox", "models": ["x/y"] }),
            400,
            "UNKNOWN_MODEL",
        ),
        (json!({ "prompt": 7 }), 400, "INVALID_REQUEST"),
    ] {
        let answer = cloud.ask("POST", "/generate", Some(body)).await;
        assert_eq!(
            (answer.status, answer.json()["error"].as_str()),
            (status, Some(code))
        );
        assert!(!answer.header("x-correlation-id").is_empty());
    }
    let nowhere = cloud
        .ask("GET", "/status/01m3k8r6t9q2v4w7x1y5z3a8bc", None)
        .await;
    assert_eq!(nowhere.status, 404);
    let events = cloud
        .ask("GET", "/jobs/01m3k8r6t9q2v4w7x1y5z3a8bc/events", None)
        .await;
    assert_eq!(events.status, 501);

    let fox = json!({ "prompt": "a red fox", "models": ["painter/noto"] });
    cloud.generate(fox.clone()).await;
    let again = cloud.ask("POST", "/generate", Some(fox.clone())).await;
    assert_eq!(again.status, 429, "{again:?}");
    let other = cloud
        .ask_as("203.0.113.8", "POST", "/generate", Some(fox))
        .await;
    assert_eq!(other.status, 200, "{other:?}");
}

#[tokio::test]
async fn only_the_distribution_may_say_who_asks() {
    let cloud = Cloud::with("[limits]\nclient_per_day = 1\n").await;
    let fox = json!({ "prompt": "a red fox", "models": ["painter/noto"] });
    for (key, viewer, status) in [
        (EDGE_KEY, "198.51.100.1", 200),
        (EDGE_KEY, "198.51.100.2", 200),
        (EDGE_KEY, "198.51.100.2", 429),
        ("guessed", "198.51.100.3", 200),
        // All of whom nobody knows are who the gateway saw.
        ("guessed", "198.51.100.4", 429),
    ] {
        let mut event = gateway_event("POST", "/generate", "203.0.113.7", Some(&fox));
        event["headers"]["x-edge-key"] = json!(key);
        event["headers"]["x-edge-viewer"] = json!(viewer);
        assert_eq!(cloud.answer(event).await.status, status, "{key} {viewer}");
    }
}

#[tokio::test]
async fn a_run_can_be_stopped_while_a_worker_has_it() {
    let cloud = Cloud::buying(&[("openai", "gpt-image-2.5-flare")]).await;
    let asked = json!({ "prompt": "a fox fail:hang", "models": ["openai/gpt-image-2.5-flare"] });
    let job = cloud.generate(asked).await;
    let worker = cloud.worker().await;
    let delivery = cloud.queue.receive().await.remove(0);
    let stop = async {
        while cloud.status(&job).await["status"] != "in_progress" {}
        cloud
            .ask("POST", &format!("/jobs/{job}/cancel"), None)
            .await
    };
    let (dealt_with, stopped) = tokio::join!(cloud.deliver(&delivery, &worker), stop);
    assert!(dealt_with && stopped.status == 200, "{stopped:?}");
    let status = cloud.status(&job).await;
    assert_eq!(status["results"][0]["errorCode"], "CANCELLED", "{status}");
}
