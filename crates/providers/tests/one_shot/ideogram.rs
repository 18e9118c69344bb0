use super::*;

const IDEOGRAM: Subject = Subject {
    family: "ideogram",
    upstream_id: "v3-turbo",
    yes: |picture| answer(&format!("/pictures/{picture}")),
};

fn answer(url: &str) -> Value {
    json!({
        "created": "2026-11-22T10:00:00.000Z",
        "data": [{
            "url": url, "prompt": "a paper boat", "resolution": "1024x1024",
            "is_image_safe": true, "seed": 43, "style_type": "GENERAL",
        }],
    })
}

#[tokio::test]
async fn the_picture_is_fetched_from_where_it_lies() {
    let yes = (IDEOGRAM.yes)(&stage::png64());
    let (result, seen) = IDEOGRAM.play(200, &yes).await;
    let [image] = &result.unwrap()[..] else {
        panic!("one picture was asked")
    };
    assert_eq!((&image.bytes[..], image.seed), (&png()[..], Some(43)));
    assert_eq!(image.reading, None, "the prompt was not rewritten");
    let [sent, _] = &seen[..] else {
        panic!("one request and one picture: {seen:?}")
    };
    assert_eq!(sent.line, "POST /v1/ideogram-v3/generate");
    assert_eq!(sent.headers["api-key"], KEY);
    assert!(!sent.headers.contains_key("authorization"));
    assert_eq!(
        sent.json(),
        json!({
            "prompt": "a paper boat", "negative_prompt": "people", "seed": 42,
            "resolution": "1024x1024", "rendering_speed": "TURBO", "magic_prompt": "OFF",
            "num_images": 1,
        })
    );
}

#[tokio::test]
async fn every_fault_is_understood() {
    let unsafe_picture = json!({"data": [{"url": null, "is_image_safe": false, "seed": 1}]});
    IDEOGRAM
        .check(&[
            (
                422,
                json!({"error": "Prompt provided failed safety check due to the inclusion of prohibited content."}),
                ErrorKind::ContentRejected,
                Outcome::Refused,
            ),
            (200, unsafe_picture, ErrorKind::ContentRejected, Outcome::Answered),
            (
                401,
                json!({"type": "about:blank", "title": "Unauthorized", "detail": "No such key", "status": 401}),
                ErrorKind::Unauthorized,
                Outcome::Refused,
            ),
            (
                402,
                json!({"error": "Insufficient credits"}),
                ErrorKind::QuotaExhausted,
                Outcome::Refused,
            ),
            (
                415,
                json!({"detail": "Unsupported Media Type"}),
                ErrorKind::RequestRejected,
                Outcome::Refused,
            ),
            (
                429,
                json!({"error": "Too many requests in flight"}),
                ErrorKind::RateLimited,
                Outcome::Refused,
            ),
            (200, json!({"data": []}), ErrorKind::BadResponse, Outcome::Answered),
            (200, answer("/expired"), ErrorKind::BadResponse, Outcome::Answered),
            (
                200,
                answer("http://169.254.169.254/latest/meta-data"),
                ErrorKind::BadResponse,
                Outcome::Answered,
            ),
        ])
        .await;
}
