//! `kill -9` at random moments during 200 jobs for the five built-in models and one that is paid for.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use reqwest::Method;
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::{
    provider::Provider,
    support::{Program, results},
};

const JOBS: usize = 200;

/// The kills end after this, however far they came; what is left is submitted and painted in peace.
const KILLING: Duration = Duration::from_secs(80);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_or_bought_twice_whenever_the_program_is_killed() {
    let seed = fastrand::u64(..);
    let mut random = fastrand::Rng::with_seed(seed);
    let began = Instant::now();
    let provider = Provider::start(Duration::from_millis(15)).await;
    let folder = tempfile::tempdir().unwrap();
    let mut variables = provider.variables(&["Paid"]);
    variables.push(("GLOBAL_LIMIT", "100000".to_owned()));
    let mut accepted: HashMap<usize, String> = HashMap::new();
    let mut program = Program::start(folder.path(), &variables);
    let mut kills = 0;
    // The next kill comes somewhere among the next jobs; those of its moment are submitted together.
    while accepted.len() < JOBS && began.elapsed() < KILLING {
        let next = (0..JOBS).filter(|job| !accepted.contains_key(job));
        let batch: Vec<usize> = next.take(random.usize(1..=30)).collect();
        let submitted = batch.iter().map(|job| submit(&program, *job));
        let moment = sleep(Duration::from_millis(random.u64(0..400)));
        let all = futures::future::join_all(submitted);
        let answers = tokio::select! {
            answers = all => answers,
            () = moment => Vec::new(),
        };
        accepted.extend(
            batch
                .into_iter()
                .zip(answers)
                .filter_map(|(job, id)| Some((job, id?))),
        );
        program.kill();
        kills += 1;
        program = Program::start(folder.path(), &variables);
    }
    // What was asked for when the program was killed is asked for again, under the same key.
    for job in 0..JOBS {
        let again = submit(&program, job).await.unwrap();
        let known = accepted.entry(job).or_insert_with(|| again.clone());
        assert_eq!(*known, again, "one key, one job (seed {seed})");
    }
    let counts = judge(&program, &accepted, seed).await;
    assert!(
        provider.counts().values().all(|count| *count == 1),
        "bought twice (seed {seed}): {:?}",
        provider.counts()
    );
    let list = program.get("/gallery/list?limit=1").await;
    assert_eq!(list["galleries"].as_array().unwrap().len(), 1);
    eprintln!(
        "seed {seed}: {kills} kills, {JOBS} jobs, {} pictures, {} said to be unknown, {:.0?}",
        counts.0,
        counts.1,
        began.elapsed()
    );
}

async fn submit(program: &Program, job: usize) -> Option<String> {
    let body = json!({ "prompt": format!("a red fox, number {job}"), "steps": 1, "size": "64" });
    program.try_generate(&body, &format!("key-{job}")).await
}

/// Every job ends, every picture can be fetched whole, and only the paid model's runs may be unknown.
async fn judge(program: &Program, accepted: &HashMap<usize, String>, seed: u64) -> (usize, usize) {
    let (mut pictures, mut unknown) = (0, 0);
    for id in accepted.values() {
        let job = program.ended(id).await;
        assert_eq!(results(&job).len(), 6);
        for result in results(&job) {
            if result["status"] == "completed" {
                whole(program, result).await;
                pictures += 1;
                continue;
            }
            assert_eq!(result["model"], "Paid", "(seed {seed}) {result}");
            assert_eq!(result["errorCode"], "INTERRUPTED", "(seed {seed}) {result}");
            assert_eq!(result["mayHaveBeenBilled"], true);
            unknown += 1;
        }
    }
    (pictures, unknown)
}

async fn whole(program: &Program, result: &Value) {
    let url = result["imageUrl"].as_str().unwrap();
    let answer = program.ask(Method::GET, url, None).await;
    assert!(answer.status().is_success(), "{result}");
    let tag = answer.headers()["etag"].to_str().unwrap().to_owned();
    assert_eq!(tag.trim_matches('"'), result["image"]["sha256"]);
    let bytes = answer.bytes().await.unwrap();
    assert_eq!(
        pixelprompt_picture::sha256(&bytes),
        result["image"]["sha256"]
    );
    let thumbnail = result["thumbnailUrl"].as_str().unwrap();
    let answer = program.ask(Method::GET, thumbnail, None).await;
    assert!(answer.bytes().await.unwrap().starts_with(b"RIFF"));
}
