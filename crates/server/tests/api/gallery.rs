//! The gallery.

use axum::{body::Body, http::Method};
use pixelprompt_server::HttpSettings;
use serde_json::{Value, json};

use crate::support::{App, Setup, request};

async fn listed(app: &App, query: &str) -> Vec<String> {
    let answer = app.get(&format!("/gallery/list{query}")).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let galleries = answer.json()["galleries"].clone();
    let prompts = galleries.as_array().unwrap().iter();
    prompts
        .map(|one| one["prompt"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn galleries_are_listed_newest_first_and_page_by_page() {
    let app = App::start();
    for place in 0..5 {
        app.paint(&format!("fox {place}")).await;
    }
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = app
            .get(&format!("/gallery/list?limit=2{cursor}"))
            .await
            .json();
        let galleries = page["galleries"].as_array().unwrap();
        assert_eq!(page["total"], json!(galleries.len()));
        seen.extend(
            galleries
                .iter()
                .map(|one| one["id"].as_str().unwrap().to_owned()),
        );
        match &page["nextCursor"] {
            Value::Null => break,
            next => cursor = format!("&cursor={}", next.as_str().unwrap()),
        }
    }
    assert_eq!(seen.len(), 5);
    assert!(seen.is_sorted_by(|a, b| a > b));
}

#[tokio::test]
async fn a_gallery_shows_its_first_picture() {
    let app = Setup::with_models(&[("fake/broken", "Broken"), ("fake/a", "A")]).start();
    let id = app.paint("a fox").await;
    let gallery = app.get("/gallery/list").await.json()["galleries"][0].clone();
    assert_eq!(gallery["id"], json!(id));
    assert_eq!(
        gallery["preview"],
        json!(format!("/images/{id}-1/thumbnail"))
    );
    assert_eq!(
        (&gallery["imageCount"], &gallery["totalModels"]),
        (&json!(1), &json!(2))
    );
    assert_eq!(
        (&gallery["width"], &gallery["height"]),
        (&json!(64), &json!(64))
    );
    assert!(!gallery["thumbhash"].as_str().unwrap().is_empty());

    let detail = app.get(&format!("/gallery/{id}")).await.json();
    assert_eq!(
        (&detail["galleryId"], &detail["total"]),
        (&json!(id), &json!(1))
    );
    let image = &detail["images"][0];
    assert_eq!(image["url"], json!(format!("/images/{id}-1")));
    assert_eq!(
        (&image["model"], &image["modelId"]),
        (&json!("A"), &json!("fake/a"))
    );
    assert_eq!(
        (&image["steps"], &image["mediaType"]),
        (&json!(3), &json!("image/png"))
    );
    assert!(image["seed"].is_u64());
}

#[tokio::test]
async fn a_gallery_without_pictures_has_no_preview() {
    let app = Setup::with_models(&[("fake/broken", "Broken")]).start();
    app.paint("a fox").await;
    let gallery = app.get("/gallery/list").await.json()["galleries"][0].clone();
    assert_eq!(gallery["preview"], Value::Null);
    assert_eq!(
        (&gallery["imageCount"], &gallery["status"]),
        (&json!(0), &json!("failed"))
    );
}

#[tokio::test]
async fn galleries_can_be_searched_and_filtered() {
    let app = Setup::with_models(&[("fake/a", "A"), ("fake/b", "B")]).start();
    let fox = app.paint("a red fox").await;
    app.paint("a blue fish").await;
    let body = json!({"prompt": "a red hen", "models": ["fake/b"]});
    let hen = app.post("/generate", &body).await.json()["jobId"]
        .as_str()
        .unwrap()
        .to_owned();
    app.ended(&hen).await;
    assert_eq!(listed(&app, "?q=red").await, ["a red hen", "a red fox"]);
    assert_eq!(listed(&app, "?q=re%20fo").await.len(), 0);
    assert_eq!(listed(&app, "?q=red%20fo").await, ["a red fox"]);
    assert_eq!(listed(&app, "?q=").await.len(), 3);
    assert_eq!(
        listed(&app, "?model=fake/a").await,
        ["a blue fish", "a red fox"]
    );

    let path = format!("/gallery/{fox}/favourite");
    let headers = [("content-type", "application/json")];
    let put = request(
        Method::PUT,
        &path,
        &headers,
        json!({"favourite": true}).to_string(),
    );
    assert_eq!(
        app.call(put).await.json(),
        json!({"id": fox, "favourite": true})
    );
    assert_eq!(listed(&app, "?favourite=true").await, ["a red fox"]);
    assert_eq!(
        app.get(&format!("/status/{fox}")).await.json()["favourite"],
        json!(true)
    );
}

#[tokio::test]
async fn galleries_of_a_time_are_listed() {
    let app = App::start();
    let id = app.paint("a red fox").await;
    let shown = app.get(&format!("/gallery/{id}")).await.json();
    let accepted = shown["timestamp"].as_str().unwrap();
    let day = &accepted[..10];
    for (query, count) in [
        (format!("from={accepted}"), 1),
        (format!("to={accepted}"), 0),
        (
            format!("from={day}T00:00:00Z&to=9999-12-31T00:00:00Z&q=fox"),
            1,
        ),
        (format!("from={day}T00:00:00Z&q=hen"), 0),
        (
            "from=2000-01-01T00:00:00Z&to=2001-01-01T00:00:00%2B01:00".to_owned(),
            0,
        ),
        ("from=2000-01-01T00:00:00Z&model=fake/quick".to_owned(), 1),
    ] {
        assert_eq!(
            listed(&app, &format!("?{query}")).await.len(),
            count,
            "{query}"
        );
    }
}

#[tokio::test]
async fn the_trash_gives_back_until_it_is_emptied() {
    let app = App::start();
    let id = app.paint("a fox").await;
    let path = format!("/gallery/{id}");
    let trashed = app.send(Method::DELETE, &path, &[]).await.json();
    assert_eq!(trashed["id"], json!(id));
    assert_eq!(
        app.send(Method::DELETE, &path, &[]).await.json(),
        trashed,
        "it was there already"
    );
    assert_eq!(listed(&app, "").await.len(), 0);
    assert_eq!(listed(&app, "?trashed=true").await, ["a fox"]);
    assert_eq!(
        app.get(&path).await.json()["trashedAt"],
        trashed["trashedAt"]
    );
    let restored = app
        .send(Method::POST, &format!("{path}/restore"), &[])
        .await;
    assert_eq!(restored.json(), json!({"id": id}));
    assert_eq!(listed(&app, "").await, ["a fox"]);

    assert_eq!(app.blobs.count(), 2);
    let gone = app
        .send(Method::DELETE, &format!("{path}?permanently=true"), &[])
        .await;
    assert_eq!((gone.status.as_u16(), gone.body.len()), (204, 0));
    assert_eq!(app.blobs.count(), 0);
    for (method, path) in [
        (Method::GET, path.clone()),
        (Method::DELETE, path.clone()),
        (Method::DELETE, format!("{path}?permanently=true")),
        (Method::POST, format!("{path}/restore")),
        (Method::GET, format!("/images/{id}-0")),
        (Method::GET, format!("/jobs/{id}/download")),
    ] {
        assert_eq!(app.send(method, &path, &[]).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn a_job_at_work_is_not_deleted() {
    let app = Setup::with_models(&[("fake/gated", "Gated")]).start();
    let id = app.submit("a fox").await;
    let answer = app
        .send(
            Method::DELETE,
            &format!("/gallery/{id}?permanently=true"),
            &[],
        )
        .await;
    assert_eq!(
        (answer.status.as_u16(), &*answer.code()),
        (409, "NOT_ALLOWED")
    );
}

#[tokio::test]
async fn what_cannot_be_listed_is_refused() {
    let app = App::start();
    let long = format!("q={}", "x".repeat(201));
    for query in [
        "limit=0",
        "limit=101",
        "limit=-1",
        "limit=many",
        "cursor=x",
        "cursor=..%2f",
        "model=%00",
        "favourite=perhaps",
        "trashed=2",
        "from=yesterday",
        "to=",
        "to=2026-11-23",
        "from=2026-11-23T00:00:00+01:00",
        "from=2026-11-23T00:00:00Z&to=2026-11-23T01:00:00%2B01:00",
        &long,
    ] {
        let answer = app.get(&format!("/gallery/list?{query}")).await;
        assert_eq!(
            (answer.status.as_u16(), &*answer.code()),
            (400, "INVALID_REQUEST"),
            "{query}"
        );
        let name = query.split('=').next().unwrap();
        assert!(answer.text().contains(name), "{query}: {}", answer.text());
    }
    let put = request(Method::PUT, "/gallery/x/favourite", &[], Body::empty());
    assert_eq!(app.call(put).await.status, 404);
}

#[tokio::test]
async fn a_page_of_many_pictures_stays_small() {
    let models: Vec<(&'static str, &'static str)> = (0..9)
        .map(|place| (&*format!("fake/model-{place}").leak(), "Model"))
        .collect();
    let app = Setup::with_models(&models).start();
    for place in 0..100 {
        app.paint(&format!(
            "a red fox in the snow, watercolour, number {place}"
        ))
        .await;
    }
    let answer = app.get("/gallery/list?limit=100").await;
    assert_eq!(answer.json()["total"], json!(100));
    assert!(answer.body.len() < 100_000, "{}", answer.body.len());
    assert!(!answer.text().contains("base64"));
}

#[tokio::test]
async fn pictures_may_be_at_a_cdn() {
    let settings = HttpSettings {
        picture_base_url: Some("https://cdn.example.com/".to_owned()),
        ..HttpSettings::default()
    };
    let app = Setup {
        settings,
        ..Setup::default()
    }
    .start();
    let id = app.paint("a fox").await;
    let image = app.get(&format!("/gallery/{id}")).await.json()["images"][0].clone();
    assert_eq!(
        image["url"],
        json!(format!("https://cdn.example.com/{id}/0/1/original"))
    );
    assert_eq!(
        image["thumbnailUrl"],
        json!(format!("https://cdn.example.com/{id}/0/1/thumbnail"))
    );
    let preview = app.get("/gallery/list").await.json()["galleries"][0]["preview"].clone();
    assert_eq!(preview, image["thumbnailUrl"]);
}
