//! Pictures a second, processor time for each, and memory with many in flight.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::atomic::Ordering,
    time::{Duration, Instant},
};

use tokio::time::sleep;

use crate::{
    Row,
    load::{Client, Trouble, load},
    process::usage,
    provider::Provider,
    studio::Studio,
};

const PICTURES: usize = 1_000;
const AT_ONCE: usize = 100;
const IN_FLIGHT: usize = 900;

pub(crate) async fn measure(program: &Path) -> Result<Vec<Row>, Trouble> {
    let provider = Provider::prompt(0).await?;
    let mut floor = Floor::start(&provider.address)?;
    let studio = studio(program, &provider).await?;
    // One small round each, so that neither starts cold.
    floor.run(AT_ONCE)?;
    ours(&studio, AT_ONCE).await?;

    let floor_seconds = floor.seconds();
    let floor_rate = floor.run(PICTURES)?;
    let floor_cost = (floor.seconds() - floor_seconds) / PICTURES as f64;
    let our_seconds = studio.usage().seconds;
    let our_rate = ours(&studio, PICTURES).await?;
    let our_cost = (studio.usage().seconds - our_seconds) / PICTURES as f64;
    let mut rows = vec![
        [
            format!("pictures of 1 MB, {AT_ONCE} jobs at once"),
            format!("{our_rate:.0}/s"),
            format!(
                "call, decode, check, write: {floor_rate:.0}/s ({:.2} of it; 330 of 635 is 0.52)",
                our_rate / floor_rate
            ),
        ],
        [
            "processor time for a picture, thumbnail and job included".into(),
            format!("{:.1} ms", our_cost * 1_000.0),
            format!(
                "{:.1} ms: {:.2} of it; target ≤ 2 without the thumbnail",
                floor_cost * 1_000.0,
                our_cost / floor_cost
            ),
        ],
    ];
    drop(studio);
    rows.push(memory(program).await?);
    Ok(rows)
}

async fn studio(program: &Path, provider: &Provider) -> Result<Studio, Trouble> {
    let variables = provider.variables("1");
    let variables: Vec<_> = variables
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .chain(Provider::many_at_once())
        .collect();
    Studio::start(program, &variables).await
}

/// Jobs of one picture: each client submits one and waits until it is there.
async fn ours(studio: &Studio, pictures: usize) -> Result<f64, Trouble> {
    let measured = load(
        &studio.address,
        AT_ONCE,
        pictures,
        |mut client, number| async move {
            let id = client
                .generate(&format!("a red fox, number {}", number % 1_000))
                .await?;
            finished(&mut client, &id).await?;
            Ok(client)
        },
    )
    .await?;
    Ok(measured.rate())
}

/// Follows a job's events to their end, as the page does.
pub(crate) async fn finished(client: &mut Client, id: &str) -> Result<(), Trouble> {
    let events = client
        .send("GET", &format!("/jobs/{id}/events"), "")
        .await?;
    let text = String::from_utf8_lossy(&events);
    if text.contains("\"status\":\"completed\"") {
        Ok(())
    } else {
        Err(format!("the job did not end well: {text}").into())
    }
}

async fn memory(program: &Path) -> Result<Row, Trouble> {
    let provider = Provider::prompt(3_000).await?;
    let studio = studio(program, &provider).await?;
    let before = studio.usage().memory;
    let address = studio.address.clone();
    let submitted = load(&address, 50, IN_FLIGHT, |mut client, number| async move {
        client
            .generate(&format!("a red fox, number {}", number % 1_000))
            .await?;
        Ok(client)
    });
    let began = Instant::now();
    submitted.await?;
    let mut most = before;
    let mut client = Client::connect(&address).await?;
    let page = "/gallery/list?limit=100&q=number";
    let mut in_flight = 0;
    loop {
        in_flight = in_flight.max(provider.requests.load(Ordering::Relaxed));
        most = most.max(studio.usage().memory);
        let list = client.json("GET", page, "").await?;
        let jobs = list["galleries"].as_array().ok_or("no galleries")?;
        // The newest jobs are the last to begin.
        let done = jobs.iter().all(|job| job["status"] == "completed");
        if done && in_flight >= IN_FLIGHT || began.elapsed() > Duration::from_mins(1) {
            break;
        }
        sleep(Duration::from_millis(20)).await;
    }
    let peak = studio.usage().peak;
    Ok([
        format!("peak memory with {in_flight} pictures of 1 MB in flight"),
        format!("{peak:.0} MiB"),
        format!("{before:.0} MiB before; target ≤ 300 MB"),
    ])
}

struct Floor {
    child: Child,
    ask: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Floor {
    fn start(provider: &str) -> Result<Self, Trouble> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(["floor", "--provider", provider])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let ask = child.stdin.take().ok_or("no standard input")?;
        let answers = child.stdout.take().ok_or("no standard output")?;
        Ok(Self {
            child,
            ask,
            answers: BufReader::new(answers),
        })
    }

    fn run(&mut self, pictures: usize) -> Result<f64, Trouble> {
        writeln!(self.ask, "{pictures}")?;
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        Ok(line.trim().parse()?)
    }

    fn seconds(&self) -> f64 {
        usage(self.child.id()).seconds
    }
}

impl Drop for Floor {
    fn drop(&mut self) {
        // It ends with its input, unless it is stuck.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
