//! A model behind an OpenAI-compatible API that counts what it is asked to paint.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{Json, Router, extract::State, routing::post};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use pixelprompt_picture::{Raster, encode};
use serde_json::{Value, json};
use tokio::{net::TcpListener, time::sleep};

#[derive(Clone, Default)]
pub(crate) struct Provider {
    counts: Arc<Mutex<HashMap<String, usize>>>,
    delay: Duration,
    address: String,
}

impl Provider {
    /// Takes so long for each picture.
    pub(crate) async fn start(delay: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let provider = Self {
            delay,
            address: listener.local_addr().unwrap().to_string(),
            ..Self::default()
        };
        let router = Router::new()
            .route("/v1/images/generations", post(paint))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        provider
    }

    /// The environment in which these are the models, beside the painter's.
    pub(crate) fn variables(&self, names: &[&str]) -> Vec<(&'static str, String)> {
        const PLACES: [[&str; 4]; 2] = [
            [
                "MODEL_1_PROVIDER",
                "MODEL_1_ID",
                "MODEL_1_NAME",
                "MODEL_1_BASE_URL",
            ],
            [
                "MODEL_2_PROVIDER",
                "MODEL_2_ID",
                "MODEL_2_NAME",
                "MODEL_2_BASE_URL",
            ],
        ];
        let mut variables = vec![("MODEL_COUNT", names.len().to_string())];
        for (name, [provider, id, display, base]) in names.iter().zip(PLACES) {
            variables.push((provider, "generic".to_owned()));
            variables.push((id, "mock".to_owned()));
            variables.push((display, (*name).to_owned()));
            variables.push((base, format!("http://{}/v1", self.address)));
        }
        variables
    }

    /// How often each prompt was ordered.
    pub(crate) fn counts(&self) -> HashMap<String, usize> {
        self.counts.lock().unwrap().clone()
    }
}

async fn paint(State(provider): State<Provider>, Json(order): Json<Value>) -> Json<Value> {
    let prompt = order["prompt"].as_str().unwrap_or_default().to_owned();
    *provider.counts.lock().unwrap().entry(prompt).or_default() += 1;
    sleep(provider.delay).await;
    let picture = encode(&Raster::filled(64, 64, [20, 120, 220]), None).unwrap();
    Json(json!({ "created": 1, "data": [{ "b64_json": STANDARD.encode(picture) }] }))
}
