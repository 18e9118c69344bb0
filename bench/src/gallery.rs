//! What a page of the gallery costs, with few and with many jobs.

use std::path::Path;

use pixelprompt_domain::JobStore as _;
use pixelprompt_storage::SqliteStore;
use pixelprompt_testkit::build;
use tempfile::TempDir;

use crate::{
    Row,
    load::{Measured, Trouble, load},
    studio::Studio,
};

const CLIENTS: usize = 10;
const REQUESTS: usize = 2_000;
const WORDS: [&str; 8] = [
    "fox", "bus", "snow", "robot", "whale", "moon", "tree", "cake",
];

pub(crate) async fn measure(program: &Path) -> Result<Vec<Row>, Trouble> {
    let mut rows = Vec::new();
    let small = filled(100).await?;
    let large = filled(100_000).await?;
    let small = Studio::on(program, small, &[]).await?;
    let large = Studio::on(program, large, &[]).await?;
    for (name, path) in [
        ("first page of 24", "/gallery/list?limit=24"),
        ("search for two words", "/gallery/list?limit=24&q=red%20fox"),
        (
            "filter by model",
            "/gallery/list?limit=24&model=painter/noto",
        ),
    ] {
        let few = pages(&small, path).await?;
        let many = pages(&large, path).await?;
        rows.push([
            format!("gallery, {name}, {CLIENTS} clients, at 100,000 jobs"),
            format!("P50 {:.1} ms, P95 {:.1} ms", many.percentile(50), many.percentile(95)),
            format!(
                "at 100 jobs: P50 {:.1} ms, P95 {:.1} ms ({:.2} times that); target P95 ≤ 20 ms, ≤ 2 times",
                few.percentile(50),
                few.percentile(95),
                many.percentile(95) / few.percentile(95)
            ),
        ]);
    }
    Ok(rows)
}

async fn filled(jobs: u64) -> Result<TempDir, Trouble> {
    let folder = tempfile::tempdir()?;
    let store = SqliteStore::open(folder.path())?;
    let kept = store.jobs();
    let models = ["painter/noto", "painter/blobs", "painter/twemoji"];
    let mut waiting = Vec::new();
    for number in 1..=jobs {
        let word = WORDS[number as usize % WORDS.len()];
        let (job, runs) = build::job(number, &format!("a red {word}, number {number}"), &models);
        let runs: Vec<_> = runs
            .iter()
            .map(|run| run.cancel(job.created))
            .collect::<Result<_, _>>()?;
        let kept = kept.clone();
        waiting.push(tokio::spawn(async move {
            kept.create(&job, &runs, None, &[]).await
        }));
        if waiting.len() == 1_000 {
            for created in waiting.drain(..) {
                created.await??;
            }
        }
    }
    for created in waiting {
        created.await??;
    }
    store.close();
    Ok(folder)
}

async fn pages(studio: &Studio, path: &str) -> Result<Measured, Trouble> {
    let path = path.to_owned();
    load(&studio.address, CLIENTS, REQUESTS, move |mut client, _| {
        let path = path.clone();
        async move {
            client.send("GET", &path, "").await?;
            Ok(client)
        }
    })
    .await
}
