//! A provider that repeats everything that it is told, in many ways. It is no provider in particular: an answer
//! has the fields of all of them.

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, Response, header::LOCATION},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use pixelprompt_picture::{Raster, encode};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// What a prompt can ask for, as `echo:complaint`.
pub(crate) const WAYS: [&str; 13] = [
    "address",
    "cut",
    "failed",
    "finished",
    "foreign",
    "page",
    "refused",
    "redirect",
    "strange",
    "ticket",
    "trouble",
    "words",
    "complaint",
];

/// Listens as long as the test runs; the address.
pub(crate) async fn start() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new().fallback(answer);
    tokio::spawn(async move { axum::serve(listener, router).await });
    origin
}

async fn answer(request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 1 << 20).await.unwrap();
    let body = String::from_utf8_lossy(&body).into_owned();
    let asked = format!("{} {body}", parts.uri);
    let asked = asked.replace("%3A", ":");
    let way = WAYS
        .into_iter()
        .find(|way| asked.contains(&format!("echo:{way}")));
    let way = way.unwrap_or("complaint");
    let host = parts
        .headers
        .get("host")
        .and_then(|host| host.to_str().ok());
    let echo = Echo {
        said: said(&parts.headers, &body),
        key: credentials(&parts.headers).next().unwrap_or_default(),
        origin: format!("http://{}", host.unwrap()),
        family: parts
            .uri
            .path()
            .split('/')
            .nth(1)
            .unwrap_or_default()
            .to_owned(),
        way,
    };
    if parts.uri.path().ends_with("/ims/token/v3") && way == "complaint" && !asked.contains("echo:")
    {
        let token = crate::sentinel::key("token");
        return with(
            200,
            json!({"access_token": token, "expires_in": 3600}).to_string(),
            &echo,
        );
    }
    echo.answer(parts.method == "POST")
}

/// The values of headers in which a key may stand.
fn credentials(headers: &HeaderMap) -> impl Iterator<Item = String> {
    let names = [
        "authorization",
        "api-key",
        "x-api-key",
        "x-key",
        "x-goog-api-key",
        "x-amz-security-token",
    ];
    names.into_iter().filter_map(|name| {
        let value = headers.get(name)?.to_str().ok()?;
        Some(
            value
                .split_once(' ')
                .map_or(value, |(_, key)| key)
                .to_owned(),
        )
    })
}

/// All that came, also as others write it.
fn said(headers: &HeaderMap, body: &str) -> String {
    let keys: Vec<String> = credentials(headers).collect();
    let keys = keys.join(" ");
    let opened = STANDARD.decode(&keys).unwrap_or_default();
    let percent: String = url_encoded(&keys);
    let base64 = STANDARD.encode(&keys);
    format!(
        "{keys} {percent} {base64} {} {body}",
        String::from_utf8_lossy(&opened)
    )
}

fn url_encoded(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric();
    text.chars()
        .map(|c| {
            if plain(c) {
                c.to_string()
            } else {
                format!("%{:02X}", c as u32)
            }
        })
        .collect()
}

struct Echo {
    said: String,
    key: String,
    origin: String,
    family: String,
    way: &'static str,
}

impl Echo {
    fn answer(&self, is_order: bool) -> Response<Body> {
        let said = self.said.as_str();
        match self.way {
            "cut" => with(403, format!("{}{said}", "x".repeat(292)), self),
            "page" => with(200, format!("<html><title>{said}</title></html>"), self),
            "trouble" => with(500, format!("Traceback: {said}"), self),
            "redirect" => with(302, format!("Moved to {said}"), self),
            "refused" => with(
                400,
                complaint(&format!("content policy {said}")).to_string(),
                self,
            ),
            "strange" => with(200, self.strange().to_string(), self),
            "ticket" | "failed" if !is_order => {
                with(200, self.whole("Failed", said).to_string(), self)
            }
            "ticket" => with(202, self.whole("Pending", "").to_string(), self),
            "failed" => with(202, self.whole("Pending", said).to_string(), self),
            "finished" => with(200, self.reasons().to_string(), self),
            "words" | "address" | "foreign" => {
                with(200, self.whole("Ready", said).to_string(), self)
            }
            _ => with(401, complaint(said).to_string(), self),
        }
    }

    /// Where there is said to be more.
    fn address(&self) -> String {
        let (origin, key, way) = (&self.origin, url_encoded(&self.key), self.way);
        match way {
            "words" => format!("data:image/png;base64,{}", picture()),
            "address" => format!("{origin}/{}/{key}/picture.png?key={key}", self.family),
            "foreign" => format!("https://127.0.0.1:9/{key}?key={key}#{key}"),
            "ticket" => format!("{origin}/{}/echo:ticket?key={key}", self.family),
            _ => format!("{origin}/{}/echo:{way}", self.family),
        }
    }

    /// The fields of all providers.
    fn whole(&self, status: &str, said: &str) -> Value {
        let address = self.address();
        let file = if self.way == "words" {
            picture()
        } else {
            String::new()
        };
        let images = match self.family.as_str() {
            "a1111" | "bedrock" | "signed" => json!([file]),
            _ => json!([{"url": address, "b64_json": file, "revised_prompt": said}]),
        };
        let output = match self.family.as_str() {
            "enhance-bedrock" => json!({"message": {"content": [{"text": proposals(said)}]}}),
            _ => json!([address]),
        };
        let status = match self.family.as_str() {
            "replicate" | "firefly" | "sdcpp" => status.to_lowercase(),
            "fal" => status.to_uppercase(),
            _ => status.to_owned(),
        };
        json!({
            "id": format!("echo:{}", self.way), "status": status, "status_url": address,
            "response_url": address, "polling_url": address, "statusUrl": address, "request_id": said,
            "prompt_id": format!("echo:{}", self.way), "urls": {"get": address},
            "links": {"result": {"href": address}},
            "error": said, "error_type": said, "error_code": said, "message": said, "detail": said,
            "details": said, "info": said, "finish_reason": said,
            "data": [{"url": address, "b64_json": file, "revised_prompt": said, "prompt": said}],
            "images": images, "output": output, "image": file,
            "result": {"sample": address, "prompt": said, "images": [{"b64_json": file}]},
            "outputs": [{"image": {"url": address}, "seed": 1}], "artifacts": [{"base64": file}],
            "candidates": [{
                "content": {"parts": [{"text": proposals(said)}, {"inlineData": {"mimeType": "image/png", "data": file}}]},
                "finishReason": "STOP",
            }],
            "choices": [{"message": {"content": proposals(said)}, "finish_reason": "stop"}],
            "content": [{"type": "text", "text": proposals(said)}],
            "results": [{"flagged": true, "categories": {said: true}, "category_scores": {said: 0.9}}],
        })
    }

    /// Reasons for nothing.
    fn reasons(&self) -> Value {
        let said = &self.said;
        json!({
            "candidates": [{"content": {"parts": [{"text": said}]}, "finishReason": said}],
            "promptFeedback": {"blockReason": said}, "finish_reasons": [said], "images": [], "data": [],
            "output": null, "stopReason": said, "stop_reason": said, "content": [],
            "choices": [{"message": {"content": null, "refusal": said}, "finish_reason": said}],
            "status": said, "id": said, "error": said, "finish_reason": said, "image": null,
        })
    }

    /// Words where numbers, lists and objects are expected.
    fn strange(&self) -> Value {
        let said = &self.said;
        let names = [
            "data",
            "images",
            "image",
            "candidates",
            "choices",
            "content",
            "output",
            "outputs",
            "result",
            "urls",
            "links",
            "usage",
            "status_url",
            "polling_url",
            "seed",
            "expires_in",
            "node_errors",
            "results",
        ];
        let mut strange: Value = names
            .into_iter()
            .map(|name| (name.to_owned(), json!(said)))
            .collect::<serde_json::Map<_, _>>()
            .into();
        for name in ["id", "prompt_id", "status"] {
            strange[name] = json!([said]);
        }
        strange
    }
}

fn complaint(said: &str) -> Value {
    json!({
        "error": {"message": said, "type": said, "code": said, "status": said}, "message": said,
        "detail": said, "errors": [said], "name": said, "error_code": said, "error_description": said,
    })
}

fn proposals(said: &str) -> String {
    json!({"concise": format!("a paper boat {said}"), "rich": format!("a white paper boat {said}")})
        .to_string()
}

fn picture() -> String {
    STANDARD.encode(encode(&Raster::filled(64, 64, [20, 120, 220]), None).unwrap())
}

fn with(status: u16, body: String, echo: &Echo) -> Response<Body> {
    let kind = if body.starts_with('{') {
        "application/json"
    } else {
        "text/html"
    };
    let mut response = Response::builder()
        .status(status)
        .header("content-type", kind);
    if let Ok(key) = HeaderValue::from_str(&echo.key) {
        for name in [
            "retry-after",
            "x-amzn-errortype",
            "x-request-id",
            "www-authenticate",
            "etag",
        ] {
            response = response.header(name, key.clone());
        }
    }
    if status == 302 {
        response = response.header(
            LOCATION,
            format!("{}/?key={}", echo.origin, url_encoded(&echo.key)),
        );
    }
    response.body(body.into()).unwrap()
}
