//! `GET /jobs/{jobId}/download`

use std::io::{Cursor, Read as _};

use axum::{body::to_bytes, http::Method};
use futures::StreamExt as _;
use pixelprompt_picture::sha256;
use serde_json::{Value, json};
use tower::ServiceExt as _;
use zip::ZipArchive;

use crate::support::{Setup, request};

#[tokio::test]
async fn an_archive_has_the_originals_and_a_manifest() {
    let app = Setup::with_models(&[
        ("fake/a", "Twin"),
        ("fake/broken", "Broken"),
        ("other/a", "Twin"),
    ])
    .start();
    let id = app.paint("A red fox").await;
    let answer = app.get(&format!("/jobs/{id}/download")).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "application/zip");
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"a-red-fox.zip\""
    );
    assert_eq!(
        answer.header("content-length"),
        answer.body.len().to_string()
    );

    let mut archive = ZipArchive::new(Cursor::new(answer.body.to_vec())).unwrap();
    let mut read = |name: &str| {
        let mut bytes = Vec::new();
        archive
            .by_name(name)
            .unwrap()
            .read_to_end(&mut bytes)
            .unwrap();
        bytes
    };
    let manifest: Value = serde_json::from_slice(&read("manifest.json")).unwrap();
    assert_eq!(
        (&manifest["jobId"], &manifest["prompt"]),
        (&json!(id), &json!("A red fox"))
    );
    let images = manifest["images"].as_array().unwrap();
    let files: Vec<_> = images
        .iter()
        .map(|image| image["file"].as_str().unwrap())
        .collect();
    assert_eq!(files, ["01-a.png", "03-a.png"]);
    for image in images {
        let bytes = read(image["file"].as_str().unwrap());
        assert_eq!(json!(sha256(&bytes)), image["sha256"]);
        assert_eq!(bytes, app.get(image["url"].as_str().unwrap()).await.body);
        assert!(image["warnings"].is_array() && image["modelId"].is_string());
    }
    assert_eq!(archive.len(), 3);
}

#[tokio::test]
async fn an_archive_has_pictures_in_the_form_that_is_asked_for() {
    let app = Setup::with_models(&[("fake/a", "A"), ("fake/deep", "Deep")]).start();
    let id = app.paint("A red fox").await;
    let answer = app
        .get(&format!("/jobs/{id}/download?format=webp&metadata=strip"))
        .await;
    assert_eq!(answer.status, 200);
    let mut archive = ZipArchive::new(Cursor::new(answer.body.to_vec())).unwrap();
    let mut read = |name: &str| {
        let mut bytes = Vec::new();
        let mut file = archive.by_name(name).unwrap();
        file.read_to_end(&mut bytes).unwrap();
        bytes
    };
    let manifest: Value = serde_json::from_slice(&read("manifest.json")).unwrap();
    assert_eq!(
        [
            &manifest["prompt"],
            &manifest["format"],
            &manifest["metadata"]
        ],
        [&json!("A red fox"), &json!("webp"), &json!("strip")]
    );
    for (place, name, kind, form) in [
        (0, "01-a.webp", "image/webp", "format=webp&metadata=strip"),
        // WebP cannot hold it.
        (1, "02-deep.png", "image/png", "metadata=strip"),
    ] {
        let bytes = read(name);
        let entry = &manifest["images"][place];
        assert_eq!(entry["file"], json!(name));
        assert_eq!(entry["mediaType"], json!(kind));
        assert_eq!(entry["bytes"], json!(bytes.len()));
        assert_eq!(entry["sha256"], json!(sha256(&bytes)));
        let alone = app.get(&format!("/images/{id}-{place}?{form}")).await;
        assert_eq!(alone.body, bytes, "{name}");
        let original = app.get(&format!("/images/{id}-{place}")).await.body;
        let changed = (original != bytes).then(|| json!(sha256(&original)));
        assert_eq!(entry["originalSha256"], changed.unwrap_or_default());
    }
    assert_eq!(archive.len(), 3);

    let plain = app.get(&format!("/jobs/{id}/download")).await;
    let same = app.get(&format!("/jobs/{id}/download?format=png")).await;
    assert_eq!(same.header("content-length"), same.body.len().to_string());
    assert_eq!(
        same.body.len() - plain.body.len(),
        "\n  \"format\": \"png\",".len()
    );
}

#[tokio::test]
async fn large_pictures_are_whole_in_an_archive() {
    let app = Setup::with_models(&[("fake/detailed", "Detailed"), ("fake/quick", "Quick")]).start();
    let id = app.paint_large().await;
    let path = format!("/jobs/{id}/download");
    let asked = request(Method::GET, &path, &[], "");
    let response = app.router.clone().oneshot(asked).await.unwrap();
    let mut body = response.into_body().into_data_stream();
    let mut whole = Vec::new();
    while let Some(part) = body.next().await {
        let part = part.unwrap();
        assert!(part.len() <= 512 << 10);
        whole.extend_from_slice(&part);
    }
    let mut archive = ZipArchive::new(Cursor::new(whole)).unwrap();
    for (place, name) in ["01-detailed.png", "02-quick.png"].iter().enumerate() {
        let mut bytes = Vec::new();
        let mut file = archive.by_name(name).unwrap();
        file.read_to_end(&mut bytes).unwrap();
        let original = app.get(&format!("/images/{id}-{place}")).await.body;
        assert!(bytes == original, "{name}");
    }
}

#[tokio::test]
async fn a_job_without_pictures_has_no_archive() {
    let app = Setup::with_models(&[("fake/broken", "Broken")]).start();
    let id = app.paint("a fox").await;
    let answer = app.get(&format!("/jobs/{id}/download")).await;
    assert_eq!(
        (answer.status.as_u16(), &*answer.code()),
        (404, "NOT_FOUND")
    );
}

#[tokio::test]
async fn an_archive_that_cannot_be_finished_breaks_off() {
    let app = Setup::default().start();
    let id = app.paint("a fox").await;
    app.blobs.lose_all();
    for form in ["", "?format=webp"] {
        let path = format!("/jobs/{id}/download{form}");
        let request = request(Method::GET, &path, &[], "");
        let response = app.router.clone().oneshot(request).await.unwrap();
        let whole = to_bytes(response.into_body(), usize::MAX).await;
        assert!(whole.is_err(), "{path}");
    }
}
