//! `GET /status/{jobId}`

use serde_json::json;

use crate::support::{App, Setup};

#[tokio::test]
async fn a_job_is_shown_with_its_results() {
    let app = Setup::with_models(&[("fake/a", "A"), ("fake/broken", "Broken")]).start();
    let id = app.paint("a fox").await;
    let job = app.get(&format!("/status/{id}")).await.json();
    assert_eq!(job["jobId"], json!(id));
    assert_eq!(job["status"], "partial");
    assert_eq!(
        (&job["totalModels"], &job["completedModels"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(job["prompt"], "a fox");
    assert_eq!(job["favourite"], json!(false));
    assert!(job.get("trashedAt").is_none());
    let created = job["createdAt"].as_str().unwrap();
    assert!(created.len() == 24 && created.ends_with('Z'), "{created}");

    let done = &job["results"][0];
    assert_eq!(done["runId"], json!(format!("{id}-0")));
    assert_eq!(
        (&done["index"], &done["status"]),
        (&json!(0), &json!("completed"))
    );
    assert_eq!(
        (&done["model"], &done["modelId"]),
        (&json!("A"), &json!("fake/a"))
    );
    assert_eq!(done["imageUrl"], json!(format!("/images/{id}-0")));
    assert_eq!(
        done["thumbnailUrl"],
        json!(format!("/images/{id}-0/thumbnail"))
    );
    assert_eq!(done["imageKey"], json!(format!("{id}/0/1/original")));
    assert_eq!(done["image"]["mediaType"], "image/png");
    assert_eq!(done["image"]["sha256"].as_str().unwrap().len(), 64);
    assert_eq!(done["image"]["reading"], "one colour");
    assert!(done["duration"].as_f64().unwrap() >= 0.0);
    assert_eq!(done["parameters"]["guidance"], json!(7.1));

    let failed = &job["results"][1];
    assert_eq!(
        (&failed["status"], &failed["errorCode"]),
        (&json!("error"), &json!("CONTENT_REJECTED"))
    );
    assert_eq!(
        (&failed["outcome"], &failed["mayHaveBeenBilled"]),
        (&json!("refused"), &json!(false))
    );
    assert!(!failed.to_string().contains("secret"), "{failed}");
    assert!(failed.get("imageUrl").is_none());
}

#[tokio::test]
async fn two_models_of_one_name_have_pictures_of_their_own() {
    let app = Setup::with_models(&[("fake/a", "Twin"), ("fake/b", "Twin")]).start();
    let id = app.paint("a fox").await;
    let job = app.get(&format!("/status/{id}")).await.json();
    let results = job["results"].as_array().unwrap();
    assert!(results.iter().all(|result| result["model"] == "Twin"));
    for field in ["modelId", "runId", "imageUrl", "imageKey", "thumbnailUrl"] {
        assert_ne!(results[0][field], results[1][field], "{field}");
    }
    assert_ne!(results[0]["image"]["sha256"], results[1]["image"]["sha256"]);
    let files = [
        app.get(&format!("/images/{id}-0")).await,
        app.get(&format!("/images/{id}-1")).await,
    ];
    assert_ne!(files[0].body, files[1].body);
    assert_eq!(
        app.get(&format!("/gallery/{id}")).await.json()["total"],
        json!(2)
    );
}

#[tokio::test]
async fn warnings_say_what_was_not_used_as_asked() {
    let app = App::start();
    let body = json!({"prompt": "a fox", "size": "100x100", "negativePrompt": "snow"});
    let id = app.post("/generate", &body).await.json()["jobId"]
        .as_str()
        .unwrap()
        .to_owned();
    let job = app.get(&format!("/status/{id}")).await.json();
    let warnings = &job["results"][0]["warnings"];
    let ignored = warnings
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["kind"] == "ignored")
        .unwrap();
    assert_eq!(ignored["parameter"], "negativePrompt");
    let adapted = warnings
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["kind"] == "adapted")
        .unwrap();
    assert_eq!(
        (&adapted["asked"], &adapted["used"]),
        (&json!("100x100"), &json!("128x128"))
    );
    assert!(adapted["message"].as_str().unwrap().contains("instead of"));
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let app = App::start();
    let id = app.paint("a fox").await;
    let long = "0".repeat(5_000);
    for path in [
        "/status/01arz3ndektsv4rrffq69g5fav".to_owned(),
        format!("/status/{}", id.to_uppercase()),
        format!("/status/{id}/"),
        format!("/status/{id}x"),
        format!("/status/{long}"),
        "/status/..".to_owned(),
        "/status/%2e%2e".to_owned(),
        "/status/%2e%2e%2fetc%2fpasswd".to_owned(),
        "/status/%00".to_owned(),
        "/status/%ff%fe".to_owned(),
        format!("/status/{id}%00"),
        "/status/".to_owned(),
        "/status".to_owned(),
        "//".to_owned(),
        "/nothing/here".to_owned(),
        "/assets/../../etc/passwd".to_owned(),
        "/images/..%2f..%2fetc".to_owned(),
        format!("/images/{id}-1"),
        format!("/images/{id}-00"),
        format!("/images/{id}-999"),
    ] {
        let answer = app.get(&path).await;
        assert_eq!(
            (answer.status.as_u16(), &*answer.code()),
            (404, "NOT_FOUND"),
            "{path}"
        );
        assert_eq!(answer.header("content-type"), "application/json");
        assert!(!answer.header("x-correlation-id").is_empty());
    }
}
