//! The page. Whether it was built is not a test's to decide: both ways are right.

use axum::http::Method;
use pixelprompt_server::HttpSettings;
use serde_json::json;

use crate::support::{Answer, App, Setup};

#[tokio::test]
async fn an_address_of_nothing_says_so_in_words_to_a_browser_and_as_an_error_to_others() {
    let app = App::start();
    let accept = [("accept", "text/html,application/xhtml+xml,*/*;q=0.8")];
    let page = app.send(Method::GET, "/nothing", &accept).await;
    assert_eq!(page.status, 404);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert!(
        page.header("content-security-policy")
            .contains("default-src 'none'")
    );
    assert!(page.text().contains("There is nothing at this address"));
    for (method, accept) in [
        (Method::GET, "*/*"),
        (Method::POST, "text/html"),
        (Method::GET, "application/json"),
    ] {
        let error = app.send(method, "/nothing", &[("accept", accept)]).await;
        assert_eq!(error.status, 404);
        assert_eq!(error.json()["error"], "NOT_FOUND");
    }
}

#[tokio::test]
async fn there_is_a_page() {
    let app = App::start();
    let answer = app.get("/?view=gallery").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    if answer.text().contains("make run") {
        return;
    }
    assert_eq!(
        answer.header("content-security-policy"),
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; \
         font-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    assert_eq!(answer.header("cache-control"), "no-cache");
    let tag = answer.header("etag").to_owned();
    let known = app.send(Method::GET, "/", &[("if-none-match", &tag)]).await;
    assert_eq!((known.status.as_u16(), known.body.len()), (304, 0));
    let policy = "content-security-policy";
    assert_eq!(
        known.header(policy),
        answer.header(policy),
        "it holds for the page that is kept"
    );

    let named = app.get("/index.html").await;
    assert_eq!(
        named.text(),
        answer.text(),
        "a static host would name it so"
    );

    let text = answer.text();
    let start = text.find("/assets/").expect("the page loads its script");
    let script = text[start..].split('"').next().unwrap();
    let plain = app.get(script).await;
    assert_eq!(
        plain.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    let packed = app
        .send(Method::GET, script, &[("accept-encoding", "gzip, br")])
        .await;
    assert_eq!(packed.header("content-encoding"), "br");
    assert_eq!(packed.header("vary"), "accept-encoding");
    assert!(packed.body.len() < plain.body.len());
    assert_ne!(packed.header("etag"), plain.header("etag"));

    let worker = app.get("/sw.js").await;
    assert_eq!(worker.status, 200);
    assert_eq!(worker.header("cache-control"), "no-cache");
    assert!(worker.header("content-type").starts_with("text/javascript"));
    assert_eq!(
        worker.header("content-security-policy"),
        "default-src 'none'; script-src 'self'; connect-src 'self'"
    );
    for (path, media_type) in [
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/share.png", "image/png"),
    ] {
        let answer = app.get(path).await;
        assert_eq!(answer.header("content-type"), media_type, "{path}");
        assert_eq!(answer.header("cache-control"), "no-cache", "{path}");
    }
}

/// The page as somebody asks for it who knows the server by this name.
async fn asked(app: &App, path: &str) -> Answer {
    let answer = app.send(Method::GET, path, &[("host", "studio.example")]);
    let answer = answer.await;
    assert_eq!(answer.status, 200, "{path}");
    answer
}

/// What a tag of the page says.
fn told(answer: &Answer, name: &str) -> String {
    let text = answer.text();
    let start = format!("=\"{name}\" content=\"");
    let (_, rest) = text.split_once(&start).expect(name);
    rest.split_once('"').unwrap().0.to_owned()
}

#[tokio::test]
async fn a_link_to_a_gallery_shows_its_first_picture() {
    let app = Setup::with_models(&[("fake/broken", "Broken"), ("fake/a", "A"), ("fake/b", "B")]);
    let app = app.start();
    let id = app.paint("a \"red\" fox\n& <b>").await;
    for path in [format!("/?gallery={id}"), format!("/?share={id}&x=%22")] {
        let answer = asked(&app, &path).await;
        let picture = format!("http://studio.example/images/{id}-1");
        for (name, content) in [
            ("og:title", "a &quot;red&quot; fox &amp; &lt;b&gt;"),
            ("og:description", "Painted by A and B with Pixel Prompt."),
            ("og:image", &picture),
            ("og:image:type", "image/png"),
            ("og:image:width", "64"),
            ("twitter:card", "summary_large_image"),
            ("twitter:image", &picture),
        ] {
            assert_eq!(told(&answer, name), content, "{path}");
        }
        let url = format!("http://studio.example{}", path.replace('&', "&amp;"));
        assert_eq!(told(&answer, "og:url"), url);
        assert!(!answer.text().contains("pixelprompt:share"));

        let tag = answer.header("etag").to_owned();
        let known = [("host", "studio.example"), ("if-none-match", &tag)];
        let known = app.send(Method::GET, &path, &known).await;
        assert_eq!((known.status.as_u16(), known.body.len()), (304, 0));
        assert!(!known.header("content-security-policy").is_empty());
        let elsewhere = [("host", "other.example"), ("if-none-match", &tag)];
        let elsewhere = app.send(Method::GET, &path, &elsewhere).await;
        assert_eq!(elsewhere.status, 200, "its addresses are others");
        let packed = [("host", "studio.example"), ("accept-encoding", "br, gzip")];
        let packed = app.send(Method::GET, &path, &packed).await;
        assert_eq!(packed.header("content-encoding"), "gzip");
        assert_eq!(
            packed.header("vary"),
            "accept-encoding, accept-language, cookie"
        );
        assert_ne!(packed.header("etag"), tag);
        let head = app.send(Method::HEAD, &path, &[("host", "studio.example")]);
        assert_eq!(head.await.header("etag"), tag);
    }
}

#[tokio::test]
async fn every_other_address_shows_the_page_itself() {
    let app = App::start();
    let usual = asked(&app, "/").await;
    assert_eq!(told(&usual, "og:title"), "Pixel Prompt");
    assert_eq!(told(&usual, "og:image"), "http://studio.example/share.png");
    assert_eq!(told(&usual, "og:url"), "http://studio.example/");
    let trashed = app.paint("a secret fox").await;
    app.send(Method::DELETE, &format!("/gallery/{trashed}"), &[])
        .await;
    for query in [
        "view=gallery".to_owned(),
        format!("job={trashed}"),
        format!("gallery={trashed}"),
        "gallery=01m3k8r6t9q2v4w7x1y5z3a8bc".to_owned(),
        "share=%22%3E%3Cscript%3E".to_owned(),
    ] {
        let answer = asked(&app, &format!("/?{query}")).await;
        assert_eq!(answer.body, usual.body, "{query}");
        assert_eq!(answer.header("etag"), usual.header("etag"));
    }
    let nameless = app.get("/").await;
    assert_eq!(told(&nameless, "og:image"), "/share.png");
}

#[tokio::test]
async fn the_configured_addresses_are_told() {
    let settings = HttpSettings {
        public_url: Some("https://own.example/".to_owned()),
        picture_base_url: Some("https://cdn.example".to_owned()),
        ..HttpSettings::default()
    };
    let app = Setup {
        settings,
        ..Setup::default()
    }
    .start();
    let long = "fox ".repeat(100);
    let id = app.paint(&long).await;
    let answer = asked(&app, &format!("/?gallery={id}")).await;
    assert_eq!(
        told(&answer, "og:image"),
        format!("https://cdn.example/{id}/0/1/original")
    );
    assert_eq!(
        told(&answer, "og:url"),
        format!("https://own.example/?gallery={id}")
    );
    let title = told(&answer, "og:title");
    assert_eq!(title.chars().count(), 201);
    assert!(title.ends_with('…') && long.starts_with(title.trim_end_matches('…')));
    assert_eq!(
        told(&answer, "og:description"),
        "Painted by Quick with Pixel Prompt."
    );
    let usual = asked(&app, "/").await;
    assert_eq!(told(&usual, "og:image"), "https://own.example/share.png");
    let policy = usual.header("content-security-policy").to_owned();
    assert!(
        policy.contains("img-src 'self' data: blob: https://cdn.example;"),
        "{policy}"
    );
}

/// What a service worker puts aside it must be able to take out again, for pages of this server.
#[tokio::test]
async fn pictures_can_be_kept_for_a_time_without_a_network() {
    let app = App::start();
    let id = app.paint("a fox").await;
    let shown = app.get(&format!("/gallery/{id}")).await.json();
    let mut paths = vec![
        "/".to_owned(),
        format!("/gallery/{id}"),
        "/gallery/list".to_owned(),
    ];
    for name in ["url", "thumbnailUrl"] {
        let path = shown["images"][0][name].as_str().unwrap().to_owned();
        let answer = app.get(&path).await;
        assert_eq!(answer.header("vary"), "", "{path}");
        assert_eq!(
            answer.header("cache-control"),
            "public, max-age=31536000, immutable"
        );
        assert!(answer.header("etag").len() > 10);
        paths.push(path);
    }
    for path in paths {
        let answer = app.get(&path).await;
        assert_eq!(answer.status, 200, "a part could not be kept: {path}");
        assert_ne!(answer.header("vary"), "*");
        assert_eq!(
            answer.header("cross-origin-resource-policy"),
            "same-origin",
            "{path}"
        );
    }
    assert_eq!(shown["total"], json!(1));
}

#[tokio::test]
async fn who_comes_first_sees_the_studio_in_their_language() {
    let app = App::start();
    let visit = async |path: &str, headers: &[(&str, &str)]| {
        let answer = app.send(Method::GET, path, headers).await;
        assert_eq!(answer.status, 200, "{path}");
        answer
    };
    let bare = visit("/", &[]).await;
    if bare.text().contains("make run") {
        return;
    }
    let empty = "<div id=\"root\"></div>";
    assert!(bare.text().contains(empty), "nobody said a language");
    for (accepted, language) in [
        ("de-CH,de;q=0.9,en;q=0.8", "de"),
        ("zh-CN", "zh-Hans"),
        ("fr, es;q=0.5", "es"),
        ("fr", "en"),
    ] {
        let answer = visit("/", &[("accept-language", accepted)]).await;
        let text = answer.text();
        assert!(
            text.contains(&format!("<html lang=\"{language}\">")),
            "{accepted}"
        );
        assert!(!text.contains(empty) && text.contains("<textarea"));
        assert!(text.contains("og:title") && !text.contains("pixelprompt:share"));
        assert_eq!(
            answer.header("vary"),
            "accept-encoding, accept-language, cookie"
        );
        assert_ne!(answer.header("etag"), bare.header("etag"));
    }
    let german = ("accept-language", "de");
    for (path, headers) in [
        ("/?view=gallery", &[german][..]),
        ("/index.html", &[german]),
        ("/", &[german, ("cookie", "own-look=1")]),
    ] {
        let answer = visit(path, headers).await;
        assert!(answer.text().contains(empty), "{path} {headers:?}");
    }
    assert_eq!(app.get("/first-paint/de.html").await.status, 404);
}
