//! How many status documents a second.

use std::path::Path;

use axum::{Router, routing::get};
use tokio::net::TcpListener;

use crate::{
    Row,
    load::{Client, Measured, Trouble, load},
    provider::Provider,
    studio::Studio,
};

const CLIENTS: usize = 100;
const REQUESTS: usize = 100_000;

/// Beside a bare axum server that answers the same bytes from memory.
pub(crate) async fn measure(program: &Path) -> Result<Vec<Row>, Trouble> {
    let provider = Provider::prompt(0).await?;
    let variables = provider.variables("5");
    let variables: Vec<_> = variables
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let studio = Studio::start(program, &variables).await?;
    let mut client = Client::connect(&studio.address).await?;
    let id = client.generate("a red fox").await?;
    let path = format!("/status/{id}");
    let document = loop {
        let document = client.json("GET", &path, "").await?;
        if document["completedModels"] == document["totalModels"] {
            break document;
        }
    };
    let text = document.to_string();
    let length = text.len();
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let floor = listener.local_addr()?.to_string();
    let router = Router::new().route("/status/{id}", get(move || async move { text.clone() }));
    tokio::spawn(async move { axum::serve(listener, router).await });
    let ours = get_all(&studio.address, &path).await?;
    let bare = get_all(&floor, &path).await?;
    Ok(vec![[
        format!("`GET /status` of a job of five models, {length} bytes, {CLIENTS} clients"),
        format!("{:.0}/s, P95 {:.1} ms", ours.rate(), ours.percentile(95)),
        format!(
            "bare axum, in the load generator's process: {:.0}/s ({:.2} of it); target ≥ 20,000/s",
            bare.rate(),
            ours.rate() / bare.rate()
        ),
    ]])
}

async fn get_all(address: &str, path: &str) -> Result<Measured, Trouble> {
    let path = path.to_owned();
    load(address, CLIENTS, REQUESTS, move |mut client, _| {
        let path = path.clone();
        async move {
            client.send("GET", &path, "").await?;
            Ok(client)
        }
    })
    .await
}
