//! A model behind an OpenAI-compatible API, in the bench's process: it costs next to nothing.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{
    Router, body::Body, extract::State, http::header::CONTENT_TYPE, response::IntoResponse,
    routing::post,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use pixelprompt_picture::{Raster, encode};
use tokio::{net::TcpListener, time::sleep};

use crate::load::Trouble;

/// A provider that listens.
pub(crate) struct Provider {
    pub(crate) address: String,
    pub(crate) requests: Arc<AtomicUsize>,
}

#[derive(Clone)]
struct Answers {
    body: Bytes,
    after: Option<Duration>,
    requests: Arc<AtomicUsize>,
}

/// How large the picture is, roughly.
const MEGABYTE: usize = 1_000_000;

impl Provider {
    /// Never answers.
    pub(crate) async fn silent() -> Result<Self, Trouble> {
        Self::start(Bytes::new(), None).await
    }

    /// Answers with a PNG of 1 MB (1024 by 1024) after a while.
    pub(crate) async fn prompt(milliseconds: u64) -> Result<Self, Trouble> {
        let picture = STANDARD.encode(picture()?);
        let answer = serde_json::json!({ "created": 1, "data": [{ "b64_json": picture }] });
        let after = Duration::from_millis(milliseconds);
        Self::start(answer.to_string().into(), Some(after)).await
    }

    async fn start(body: Bytes, after: Option<Duration>) -> Result<Self, Trouble> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?.to_string();
        let requests = Arc::new(AtomicUsize::new(0));
        let answers = Answers {
            body,
            after,
            requests: Arc::clone(&requests),
        };
        let router = Router::new()
            .route("/v1/images/generations", post(answer))
            .with_state(answers);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { address, requests })
    }

    /// The environment in which many runs are at work at once.
    pub(crate) fn many_at_once() -> [(&'static str, &'static str); 2] {
        [
            ("PIXELPROMPT_WORK_CONCURRENCY", "1000"),
            ("PIXELPROMPT_WORK_CONCURRENCY_PER_MODEL", "1000"),
        ]
    }

    /// The environment in which this is the only model, `count` times.
    pub(crate) fn variables(&self, count: &str) -> Vec<(&'static str, String)> {
        const NAMES: [[&str; 3]; 5] = [
            ["MODEL_1_PROVIDER", "MODEL_1_ID", "MODEL_1_BASE_URL"],
            ["MODEL_2_PROVIDER", "MODEL_2_ID", "MODEL_2_BASE_URL"],
            ["MODEL_3_PROVIDER", "MODEL_3_ID", "MODEL_3_BASE_URL"],
            ["MODEL_4_PROVIDER", "MODEL_4_ID", "MODEL_4_BASE_URL"],
            ["MODEL_5_PROVIDER", "MODEL_5_ID", "MODEL_5_BASE_URL"],
        ];
        let mut variables = vec![
            ("PIXELPROMPT_PAINTER_ENABLED", "false".to_owned()),
            ("MODEL_COUNT", count.to_owned()),
            ("GLOBAL_LIMIT", "1000000".to_owned()),
            ("IP_LIMIT", "1000000".to_owned()),
        ];
        for [provider, id, base] in NAMES.into_iter().take(count.parse().unwrap_or(1)) {
            variables.push((provider, "generic".to_owned()));
            variables.push((id, "bench".to_owned()));
            variables.push((base, format!("http://{}/v1", self.address)));
        }
        variables
    }
}

async fn answer(State(answers): State<Answers>) -> impl IntoResponse {
    answers.requests.fetch_add(1, Ordering::Relaxed);
    match answers.after {
        Some(after) => sleep(after).await,
        None => std::future::pending().await,
    }
    (
        [(CONTENT_TYPE, "application/json")],
        Body::from(answers.body),
    )
}

/// A PNG of about 1 MB: a soft gradient with as much noise as that takes.
fn picture() -> Result<Vec<u8>, Trouble> {
    const SIDE: u32 = 1024;
    let mut random = fastrand::Rng::with_seed(1);
    for noise in (1..=64_u32).step_by(1) {
        let pixel = |place: u32| {
            let (x, y) = (place % SIDE, place / SIDE);
            [x / 5, y / 5, (x + y) / 10]
        };
        let rgb: Vec<u8> = (0..SIDE * SIDE)
            .flat_map(pixel)
            .map(|value| (value + random.u32(0..noise)) as u8)
            .collect();
        let raster = Raster::from_rgb(SIDE, SIDE, rgb).ok_or("not as many pixels as said")?;
        let file = encode(&raster, None)?;
        if file.len() >= MEGABYTE {
            return Ok(file);
        }
    }
    Err("no noise makes it large enough".into())
}
