//! The document and its page.

use serde_json::json;

use crate::support::App;

#[tokio::test]
async fn the_document_is_served_and_shown() {
    let app = App::start();
    let document = app.get("/openapi.json").await;
    assert_eq!(document.json()["openapi"], json!("3.1.0"));
    let fresh = serde_json::to_value(pixelprompt_server::openapi()).unwrap();
    assert_eq!(document.json(), fresh);
    let docs = app.get("/docs").await;
    assert_eq!(
        (docs.status.as_u16(), docs.header("location")),
        (307, "/?view=api")
    );
}
