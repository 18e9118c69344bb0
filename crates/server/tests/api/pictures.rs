//! The files of pictures.

use std::sync::atomic::Ordering;

use axum::http::Method;
use futures::StreamExt as _;
use pixelprompt_picture::{Form, Kind, Limits, Raster, decode, form, sha256};
use tower::ServiceExt as _;

use crate::support::{Answer, App, Setup, request};

async fn fetched(app: &App, path: &str, headers: &[(&str, &str)]) -> Answer {
    app.send(Method::GET, path, headers).await
}

#[tokio::test]
async fn a_picture_is_sent_as_it_was_made() {
    let app = App::start();
    let id = app.paint("a fox").await;
    let job = app.get(&format!("/status/{id}")).await.json();
    let image = &job["results"][0]["image"];
    let answer = app.get(&format!("/images/{id}-0")).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "image/png");
    assert_eq!(answer.header("accept-ranges"), "bytes");
    assert_eq!(
        answer.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(
        answer.header("content-security-policy"),
        "default-src 'none'"
    );
    assert_eq!(
        answer.header("etag"),
        format!("\"{}\"", image["sha256"].as_str().unwrap())
    );
    assert_eq!(answer.body.len() as u64, image["bytes"].as_u64().unwrap());
    assert!(answer.body.starts_with(b"\x89PNG"));

    let small = app.get(&format!("/images/{id}-0/thumbnail")).await;
    assert_eq!(small.header("content-type"), "image/webp");
    assert_eq!(
        small.header("etag"),
        format!("\"{}-t\"", image["sha256"].as_str().unwrap())
    );
    assert!(small.body.starts_with(b"RIFF"));
}

#[tokio::test]
async fn parts_can_be_asked_for() {
    let app = App::start();
    let id = app.paint("a fox").await;
    for path in [
        format!("/images/{id}-0"),
        format!("/images/{id}-0/thumbnail"),
    ] {
        let whole = app.get(&path).await;
        let length = whole.body.len();
        let tag = whole.header("etag").to_owned();
        for (range, start, end) in [
            ("bytes=0-9", 0, 10),
            ("bytes=5-", 5, length),
            ("bytes=-4", length - 4, length),
        ] {
            let answer = fetched(&app, &path, &[("range", range)]).await;
            assert_eq!(answer.status, 206, "{range}");
            assert_eq!(answer.body, whole.body[start..end]);
            assert_eq!(
                answer.header("content-range"),
                format!("bytes {start}-{}/{length}", end - 1)
            );
        }
        let behind = fetched(&app, &path, &[("range", "bytes=999999-")]).await;
        assert_eq!(
            (behind.status.as_u16(), behind.header("content-range")),
            (416, &*format!("bytes */{length}"))
        );
        assert_eq!(behind.header("content-type"), "application/json");
        for headers in [
            [("range", "bytes=0-9"), ("if-range", "\"another\"")],
            [("range", "bytes=0-1,4-5"), ("if-range", &tag)],
            [("range", "rubbish"), ("x-nothing", "")],
        ] {
            let answer = fetched(&app, &path, &headers).await;
            assert_eq!(
                (answer.status.as_u16(), &answer.body),
                (200, &whole.body),
                "{headers:?}"
            );
        }
        let same = fetched(&app, &path, &[("range", "bytes=0-9"), ("if-range", &tag)]).await;
        assert_eq!(same.status, 206);
    }
}

#[tokio::test]
async fn a_large_picture_is_read_as_the_client_takes_it() {
    let app = Setup::with_models(&[("fake/detailed", "Detailed")]).start();
    let id = app.paint_large().await;
    let job = app.get(&format!("/status/{id}")).await.json();
    let image = &job["results"][0]["image"];
    let before = app.blobs.reads.load(Ordering::Relaxed);
    let reads = || app.blobs.reads.load(Ordering::Relaxed) - before;
    let path = format!("/images/{id}-0");
    let asked = request(Method::GET, &path, &[], "");
    let response = app.router.clone().oneshot(asked).await.unwrap();
    assert_eq!(
        response.headers()["content-length"],
        image["bytes"].to_string()
    );
    let mut body = response.into_body().into_data_stream();
    let mut whole = Vec::new();
    let mut parts = 0;
    while let Some(part) = body.next().await {
        let part = part.unwrap();
        parts += 1;
        assert!(part.len() <= 512 << 10);
        assert_eq!(reads(), parts, "no part is read before its turn");
        whole.extend_from_slice(&part);
    }
    assert!(parts >= 3, "{parts}");
    assert_eq!(image["sha256"], sha256(&whole));

    let range = [("range", "bytes=100-1000100")];
    let part = fetched(&app, &path, &range).await;
    assert_eq!(
        (part.status.as_u16(), &*part.body),
        (206, &whole[100..=1_000_100])
    );
    let asked = request(Method::GET, &path, &[], "");
    let response = app.router.clone().oneshot(asked).await.unwrap();
    let mut body = response.into_body().into_data_stream();
    body.next().await.unwrap().unwrap();
    app.blobs.lose_all();
    assert!(body.next().await.unwrap().is_err(), "it breaks off");
}

#[tokio::test]
async fn what_is_known_is_not_sent_again() {
    let app = App::start();
    let id = app.paint("a fox").await;
    let path = format!("/images/{id}-0");
    let tag = app.get(&path).await.header("etag").to_owned();
    let reads = app.blobs.reads.load(Ordering::Relaxed);
    for known in [
        tag.clone(),
        format!("W/{tag}"),
        format!("\"x\", {tag}"),
        "*".to_owned(),
    ] {
        let answer = fetched(&app, &path, &[("if-none-match", &known)]).await;
        assert_eq!(
            (answer.status.as_u16(), answer.body.len()),
            (304, 0),
            "{known}"
        );
        assert_eq!(answer.header("etag"), tag);
    }
    assert_eq!(
        app.blobs.reads.load(Ordering::Relaxed),
        reads,
        "the file was not read"
    );
    assert_eq!(
        fetched(&app, &path, &[("if-none-match", "\"x\"")])
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn the_head_alone_can_be_asked_for() {
    let app = App::start();
    let id = app.paint("a fox").await;
    for path in [
        format!("/images/{id}-0"),
        format!("/images/{id}-0/thumbnail"),
    ] {
        let whole = app.get(&path).await;
        let head = app.send(Method::HEAD, &path, &[]).await;
        assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
        assert_eq!(head.header("content-length"), whole.body.len().to_string());
        assert_eq!(head.header("etag"), whole.header("etag"));
    }
}

#[tokio::test]
async fn a_picture_can_be_saved_under_a_friendly_name() {
    let app = App::start();
    for (prompt, name) in [
        (
            "A \"red\" fox,\r\nin the snow",
            "a-red-fox-in-the-snow-fake-quick.png",
        ),
        ("赤い狐", "pixel-prompt-fake-quick.png"),
    ] {
        let id = app.paint(prompt).await;
        let answer = app.get(&format!("/images/{id}-0?download=1")).await;
        assert_eq!(
            answer.header("content-disposition"),
            format!("attachment; filename=\"{name}\"")
        );
        assert_eq!(
            app.get(&format!("/images/{id}-0"))
                .await
                .header("content-disposition"),
            ""
        );
    }
}

#[tokio::test]
async fn a_file_that_is_lost_is_not_found() {
    let app = App::start();
    let id = app.paint("a fox").await;
    app.blobs.lose_all();
    let answer = app.get(&format!("/images/{id}-0")).await;
    assert_eq!(
        (answer.status.as_u16(), &*answer.code()),
        (404, "NOT_FOUND")
    );
    assert_eq!(
        answer.header("cache-control"),
        "no-store",
        "it may come back"
    );
}

/// The pixels of a PNG or WebP.
fn pixels(file: &[u8]) -> Raster {
    let png = Form {
        kind: Some(Kind::Png),
        bare: true,
    };
    decode(&form(file, png, &Limits::default()).unwrap().file).unwrap()
}

#[tokio::test]
async fn a_picture_can_be_had_in_another_form() {
    let app = App::start();
    let id = app.paint("a fox").await;
    let path = format!("/images/{id}-0");
    let original = app.get(&path).await;
    let says = |file: &[u8], wide: bool| {
        let word = if wide { &b"\0f\0o\0x"[..] } else { b"a fox" };
        file.windows(word.len()).any(|part| part == word)
    };
    assert!(says(&original.body, false));
    let mut tags = vec![original.header("etag").to_owned()];
    for (query, extension, told) in [
        ("format=webp", "webp", true),
        ("metadata=strip", "png", false),
        ("format=webp&metadata=strip", "webp", false),
    ] {
        let asked = format!("{path}?{query}&download=1");
        let answer = app.get(&asked).await;
        assert_eq!(answer.status, 200, "{query}: {}", answer.text());
        assert_eq!(answer.header("content-type"), format!("image/{extension}"));
        assert_eq!(
            answer.header("content-disposition"),
            format!("attachment; filename=\"a-fox-fake-quick.{extension}\"")
        );
        assert_eq!(
            answer.header("cache-control"),
            "public, max-age=31536000, immutable"
        );
        assert_eq!(pixels(&answer.body), pixels(&original.body), "{query}");
        assert_eq!(says(&answer.body, extension == "webp"), told, "{query}");
        let tag = answer.header("etag").to_owned();
        let part = fetched(&app, &asked, &[("range", "bytes=4-7"), ("if-range", &tag)]).await;
        assert_eq!(
            (part.status.as_u16(), &*part.body),
            (206, &answer.body[4..8])
        );
        let head = app.send(Method::HEAD, &asked, &[]).await;
        assert_eq!(head.header("content-length"), answer.body.len().to_string());
        let reads = app.blobs.reads.load(Ordering::Relaxed);
        let known = fetched(&app, &asked, &[("if-none-match", &tag)]).await;
        assert_eq!((known.status.as_u16(), known.body.len()), (304, 0));
        assert_eq!(app.blobs.reads.load(Ordering::Relaxed), reads);
        assert!(!tags.contains(&tag), "{tag}");
        tags.push(tag);
    }
    for query in ["format=png", "metadata=keep", "format=png&metadata=keep"] {
        let answer = app.get(&format!("{path}?{query}")).await;
        assert_eq!(answer.body, original.body, "{query}");
        assert_eq!(answer.header("etag"), tags[0]);
    }
}

#[tokio::test]
async fn a_form_that_cannot_be_had_is_refused_in_words() {
    let app = Setup::with_models(&[("fake/deep", "Deep")]).start();
    let id = app.paint("a fox").await;
    let path = format!("/images/{id}-0");
    let answer = app.get(&format!("{path}?format=webp")).await;
    assert_eq!(
        (answer.status.as_u16(), &*answer.code()),
        (422, "NOT_CONVERTIBLE")
    );
    assert!(answer.text().contains("eight bits"), "{}", answer.text());
    assert_eq!(answer.header("cache-control"), "no-store");
    let bare = app.get(&format!("{path}?metadata=strip")).await;
    assert_eq!(bare.status, 200);
    for query in ["format=gif", "format=", "metadata=some"] {
        for path in [&path, &format!("/jobs/{id}/download")] {
            let answer = app.get(&format!("{path}?{query}")).await;
            assert_eq!(
                (answer.status.as_u16(), &*answer.code()),
                (400, "INVALID_REQUEST"),
                "{query}"
            );
        }
    }
    app.blobs.lose_all();
    let lost = app.get(&format!("{path}?metadata=strip")).await;
    assert_eq!(lost.status, 404);
}

#[tokio::test]
async fn many_forms_at_once_are_all_made() {
    let app = App::start();
    let id = app.paint("a fox").await;
    let path = format!("/images/{id}-0?format=webp");
    let all = futures::future::join_all((0..20).map(|_| app.get(&path))).await;
    assert!(all.iter().all(|answer| answer.body == all[0].body));
    assert_eq!(all[0].status, 200);
}
