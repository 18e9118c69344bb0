//! The page. Whether it was built is not a test's to decide: both ways are right.

use axum::http::Method;

use crate::support::App;

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
         font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
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

    let worker = app.get("/sw.js").await;
    assert_eq!(worker.header("cache-control"), "no-cache");
    assert_eq!(worker.header(policy), answer.header(policy));

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
}

#[tokio::test]
async fn a_link_to_a_job_shows_its_prompt_and_its_first_picture() {
    let app = App::start();
    let id = app.paint("a \"red\" <fox>").await;
    let page = async |query: &str| {
        let host = [("host", "studio.example"), ("x-forwarded-proto", "https")];
        app.send(Method::GET, &format!("/{query}"), &host).await
    };
    let studio = page("").await;
    if studio.text().contains("make run") {
        return;
    }
    assert!(
        studio
            .text()
            .contains("content=\"https://studio.example/share.png\"")
    );
    let shared = page(&format!("?share={id}")).await;
    let text = shared.text();
    assert!(
        text.contains("content=\"a &quot;red&quot; &lt;fox&gt;\""),
        "{text}"
    );
    let picture = format!("content=\"https://studio.example/images/{id}-0\"");
    assert!(text.contains(&picture), "{text}");
    assert_ne!(shared.header("etag"), studio.header("etag"));

    app.send(Method::DELETE, &format!("/gallery/{id}"), &[])
        .await;
    let trashed = page(&format!("?share={id}")).await;
    assert_eq!(
        trashed.text(),
        studio.text(),
        "the trash is not shown around"
    );
}
