//! `GET /models`

use pixelprompt_server::{HttpSettings, Offer};
use serde_json::json;

use crate::support::Setup;

#[tokio::test]
async fn models_say_what_they_can_and_how_busy_they_are() {
    let app = Setup::with_models(&[("fake/gated", "Gated"), ("fake/b", "B")]).start();
    let id = app.submit("a fox").await;
    let mut events = app.watch(&id, None).await;
    app.gate.add_permits(1);
    while futures::StreamExt::next(&mut events).await.unwrap().name != "progress" {}
    let answer = app.get("/models").await.json();
    assert_eq!(
        answer["models"][0],
        json!({
            "id": "fake/gated", "name": "Gated", "provider": "fake", "description": "Paints one colour.",
            "capability": {
                "steps": {"min": 1, "max": 50, "default": 3},
                "guidance": {"min": 1, "max": 20, "default": 7.1},
                "quality": null, "seed": true, "maxSeed": 9_007_199_254_740_991_u64, "negativePrompt": false,
                "sizes": {"kind": "grid", "min": 64, "max": 1024, "step": 64, "square": false,
                          "default": {"width": 64, "height": 64}},
                "previews": true, "promptCharacters": null, "pictures": 1, "operations": ["generate"],
            },
            "price": {"kind": "free"}, "standing": "current",
            "state": "ready", "waiting": 0, "running": 1,
        })
    );
    assert_eq!(answer["about"], json!(["These models paint one colour."]));
    assert!(answer.get("offers").is_none());
    assert_eq!(
        answer["limits"],
        json!({"promptCharacters": 1000, "enhanceCharacters": 500, "modelsPerJob": 20})
    );
}

#[tokio::test]
async fn models_say_what_they_cost_and_whether_they_are_still_served() {
    let app = Setup::with_models(&[("fake/dear", "Dear"), ("fake/odd-old", "Odd")]).start();
    let models = app.get("/models").await.json()["models"].clone();
    assert_eq!(
        models[0]["price"],
        json!({
            "kind": "listed", "asOf": "2026-11-22", "source": "https://example.com/prices",
            "rates": [{"quality": null, "maxPixels": null, "pictureMicroUsd": 50_000, "megapixelMicroUsd": 0,
                       "wholeMegapixels": false}],
        })
    );
    assert_eq!(models[1]["price"], json!({"kind": "unknown"}));
    assert_eq!(models[1]["standing"], "retired");
    assert_eq!(
        models[1]["notice"],
        "fake/old ended; fake/new paints in its place."
    );
}

#[tokio::test]
async fn models_without_a_key_are_listed_last_and_cannot_be_asked() {
    let offer = Offer {
        provider: "other".to_owned(),
        title: "Other".to_owned(),
        variable: "OTHER_API_KEY".to_owned(),
    };
    let app = Setup {
        keyless: Some(("far/lumen", "Lumen")),
        settings: HttpSettings {
            offers: vec![offer],
            ..HttpSettings::default()
        },
        ..Setup::default()
    }
    .start();
    let answer = app.get("/models").await.json();
    let models = answer["models"].as_array().unwrap();
    assert_eq!(models.len(), 2);
    assert!(models[0].get("missingKey").is_none());
    let lumen = &models[1];
    assert_eq!(
        [&lumen["id"], &lumen["state"], &lumen["missingKey"]],
        [
            &json!("far/lumen"),
            &json!("keyMissing"),
            &json!("FAKE_API_KEY")
        ]
    );
    assert_eq!(lumen["price"], json!({"kind": "free"}));
    assert_eq!(
        answer["offers"],
        json!([{"provider": "other", "title": "Other", "variable": "OTHER_API_KEY"}])
    );

    for dry_run in [true, false] {
        let body = json!({"prompt": "a fox", "models": ["lumen"], "dryRun": dry_run});
        let refused = app.post("/generate", &body).await;
        assert_eq!(
            (refused.status.as_u16(), &*refused.code()),
            (400, "KEY_MISSING")
        );
        assert!(
            refused.text().contains("FAKE_API_KEY"),
            "{}",
            refused.text()
        );
    }
    let id = app.paint("a fox").await;
    let job = app.get(&format!("/status/{id}")).await.json();
    assert_eq!(job["totalModels"], json!(1));
}
