//! How soon a job is accepted.

use std::path::Path;

use crate::{
    Row,
    load::{Trouble, load},
    provider::Provider,
    studio::Studio,
};

const CLIENTS: usize = 100;
const REQUESTS: usize = 5_000;

/// Jobs for one model that never answers, so that accepting is all that is measured.
pub(crate) async fn measure(program: &Path) -> Result<Vec<Row>, Trouble> {
    let provider = Provider::silent().await?;
    let variables = provider.variables("4");
    let variables: Vec<_> = variables
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let studio = Studio::start(program, &variables).await?;
    let measured = load(
        &studio.address,
        CLIENTS,
        REQUESTS,
        |mut client, number| async move {
            client
                .generate(&format!("a red fox, number {}", number % 1_000))
                .await?;
            Ok(client)
        },
    )
    .await?;
    Ok(vec![[
        format!(
            "`POST /generate`, {CLIENTS} clients, {REQUESTS} jobs, each durable before its answer"
        ),
        format!(
            "P50 {:.1} ms, P95 {:.1} ms, P99 {:.1} ms, {:.0}/s",
            measured.percentile(50),
            measured.percentile(95),
            measured.percentile(99),
            measured.rate()
        ),
        "target P95 ≤ 25 ms".into(),
    ]])
}
