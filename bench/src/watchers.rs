//! Many people watch one job.

use std::{path::Path, time::Instant};

use crate::{
    Row,
    load::{Client, Trouble},
    provider::Provider,
    studio::Studio,
};

const WATCHERS: usize = 500;

pub(crate) async fn measure(program: &Path) -> Result<Vec<Row>, Trouble> {
    let provider = Provider::prompt(2_000).await?;
    let variables = provider.variables("5");
    let variables: Vec<_> = variables
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let studio = Studio::start(program, &variables).await?;
    let before = studio.usage();
    let mut clients = Vec::new();
    for _ in 0..WATCHERS {
        clients.push(Client::connect(&studio.address).await?);
    }
    let id = clients[0].generate("a red fox").await?;
    let began = Instant::now();
    let path = format!("/jobs/{id}/events");
    let watching = clients.into_iter().map(|mut client| {
        let path = path.clone();
        tokio::spawn(async move {
            let events = client.send("GET", &path, "").await?;
            let text = String::from_utf8_lossy(&events);
            let ended = text.contains("event: end") && text.contains("\"status\":\"completed\"");
            Ok::<_, Trouble>((ended, began.elapsed().as_secs_f64()))
        })
    });
    let mut ends = Vec::new();
    for watched in futures::future::try_join_all(watching).await? {
        let (ended, seconds) = watched?;
        if !ended {
            return Err("a watcher did not see the end".into());
        }
        ends.push(seconds * 1_000.0);
    }
    ends.sort_by(f64::total_cmp);
    let after = studio.usage();
    Ok(vec![[
        format!("{WATCHERS} watchers of a job of five models"),
        format!(
            "all saw the end; first and last {:.0} ms apart; {:.2} s of processor time, {:.0} MiB at most",
            ends[ends.len() - 1] - ends[0],
            after.seconds - before.seconds,
            after.peak
        ),
        "no target".into(),
    ]])
}
