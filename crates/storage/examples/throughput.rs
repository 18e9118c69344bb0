//! Prints how fast the SQLite store and the folder of files are:
//! `cargo run --release -p pixelprompt-storage --example throughput`.
//!
//! It writes to a folder beside the target directory, for a memory file system would have no `fsync`.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "figures for a person at a terminal"
)]

use std::env;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures::future::join_all;
use pixelprompt_domain::{
    Allowance, BlobStore, Job, JobStore, Limiter, Mark, MediaType, ModelId, Run, Timestamp, Wanted,
};
use pixelprompt_storage::{ObjectBlobs, SqliteJobs, SqliteLimiter, SqliteStore};
use pixelprompt_testkit::build;

const CLIENTS: u64 = 100;
const MODELS: [&str; 9] = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let place = env::current_exe().unwrap();
    let folder = tempfile::tempdir_in(place.parent().unwrap()).unwrap();
    let store = SqliteStore::open(folder.path()).unwrap();
    let jobs = store.jobs();

    fill(&jobs, 0, 100).await;
    println!("pages with 100 jobs");
    pages(&jobs).await;

    creates(&jobs, "creates of 9 runs", CLIENTS, 5_000).await;
    creates(&jobs, "creates of 9 runs", 1, 300).await;
    takes(&store.limiter()).await;
    changes(&jobs).await;

    fill(&jobs, 1_000_000, 100_000).await;
    println!("pages with 105,400 jobs");
    pages(&jobs).await;
    lines(&jobs).await;
    creates(&jobs, "creates among 105,400", CLIENTS, 5_000).await;

    reads(&jobs, "reads of one job in memory", |_| 1_000_001).await;
    reads(&jobs, "reads of any of 100,000 jobs", |number| {
        1_000_000 + number.wrapping_mul(7_919) % 100_000
    })
    .await;
    let started = Instant::now();
    store.close();
    println!("closing: {:.1?}", started.elapsed());

    let synced = ObjectBlobs::folder(&folder.path().join("synced")).unwrap();
    let quick = ObjectBlobs::folder_without_sync(&folder.path().join("quick")).unwrap();
    files(&synced, "puts of 1 MB, synced", 1).await;
    files(&synced, "puts of 1 MB, synced", 8).await;
    files(&quick, "puts of 1 MB, not synced", 8).await;
}

async fn files(blobs: &ObjectBlobs, what: &str, clients: u64) {
    let file = Bytes::from(vec![7; 1 << 20]);
    let blobs = blobs.clone();
    let times = clients_at_once(clients, 200, move |number| {
        let (blobs, file) = (blobs.clone(), file.clone());
        async move {
            let key = format!("job{}/{}/1/original", number / 9, number % 9);
            blobs.put(&key, file, MediaType::Png).await.unwrap();
        }
    });
    tell(what, clients, times.await);
}

fn job(number: u64) -> (Job, Vec<Run>) {
    let animal = ["fox", "bus", "cat", "tree", "tower"][(number % 5) as usize];
    let prompt =
        format!("a red {animal} in the snow, number {number}, oil on canvas, evening light");
    let models = if number.is_multiple_of(1_000) {
        &["rare"][..]
    } else {
        &MODELS[..]
    };
    build::job(number, &prompt, models)
}

async fn fill(jobs: &SqliteJobs, from: u64, count: u64) {
    let started = Instant::now();
    for chunk in (from..from + count).collect::<Vec<_>>().chunks(200) {
        let made: Vec<_> = chunk.iter().map(|number| job(*number)).collect();
        let creates = made
            .iter()
            .map(|(job, runs)| jobs.create(job, runs, None, &[]));
        for created in join_all(creates).await {
            created.unwrap();
        }
        for (job, _) in made.iter().filter(|(job, _)| job.created.0 % 500 == 0) {
            jobs.mark(&job.id, Mark::Favourite(true)).await.unwrap();
        }
    }
    println!("filled with {count} jobs in {:.1?}", started.elapsed());
}

async fn creates(jobs: &SqliteJobs, what: &str, clients: u64, count: u64) {
    static NEXT: AtomicU64 = AtomicU64::new(10_000_000);
    let jobs = jobs.clone();
    let times = clients_at_once(clients, count, move |_| {
        let jobs = jobs.clone();
        async move {
            let (job, runs) = job(NEXT.fetch_add(1, Ordering::Relaxed));
            jobs.create(&job, &runs, None, &[]).await.unwrap();
        }
    });
    tell(what, clients, times.await);
}

async fn takes(limiter: &SqliteLimiter) {
    let limiter = limiter.clone();
    let times = clients_at_once(CLIENTS, 5_000, move |number| {
        let limiter = limiter.clone();
        async move {
            let of = ["all".to_owned(), format!("caller {}", number % 50)].map(|key| Allowance {
                key,
                limit: 1_000_000,
                window: Duration::from_hours(1),
            });
            limiter.take(&of, Timestamp(1)).await.unwrap();
        }
    });
    tell("takes of two allowances", CLIENTS, times.await);
}

async fn changes(jobs: &SqliteJobs) {
    let jobs = jobs.clone();
    let times = clients_at_once(CLIENTS, 500, move |number| {
        let jobs = jobs.clone();
        async move {
            let (_, runs) = job(10_000_000 + number);
            for run in runs.iter().filter(|run| run.id.place < 5) {
                let cancelled = run.cancel(Timestamp(1)).unwrap();
                jobs.replace(&cancelled).await.unwrap();
            }
        }
    });
    tell("five changes of runs each", CLIENTS, times.await);
}

async fn lines(jobs: &SqliteJobs) {
    let model: ModelId = MODELS[0].parse().unwrap();
    let times = clients_at_once(1, 50, {
        let jobs = jobs.clone();
        move |_| {
            let (jobs, model) = (jobs.clone(), model.clone());
            async move {
                assert_eq!(jobs.line(&model, 1_000).await.unwrap().len(), 1_000);
            }
        }
    });
    tell("the first 1,000 of a line of 100,000", 1, times.await);
}

async fn reads(jobs: &SqliteJobs, what: &str, which: fn(u64) -> u64) {
    let jobs = jobs.clone();
    let times = clients_at_once(CLIENTS, 100_000, move |number| {
        let jobs = jobs.clone();
        async move {
            let id = job(which(number)).0.id;
            assert!(jobs.job(&id).await.unwrap().is_some());
        }
    });
    tell(what, CLIENTS, times.await);
}

/// Runs `count` calls by so many clients; returns the time of each and of all.
async fn clients_at_once<F: Future<Output = ()> + Send + 'static>(
    clients: u64,
    count: u64,
    call: impl Fn(u64) -> F + Send + Sync + 'static,
) -> (Vec<Duration>, Duration) {
    let call = Arc::new(call);
    let next = Arc::new(AtomicU64::new(0));
    let started = Instant::now();
    let work = (0..clients).map(|_| {
        let (call, next) = (call.clone(), next.clone());
        tokio::spawn(async move {
            let mut times = Vec::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= count {
                    return times;
                }
                let started = Instant::now();
                call(number).await;
                times.push(started.elapsed());
            }
        })
    });
    let times = join_all(work).await.into_iter().flat_map(Result::unwrap);
    (times.collect(), started.elapsed())
}

fn tell(what: &str, clients: u64, (mut times, all): (Vec<Duration>, Duration)) {
    times.sort();
    let rate = times.len() as f64 / all.as_secs_f64();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!(
        "{what}, {clients} clients: {rate:.0}/s, median {:.2?}, P95 {:.2?}, worst {:.2?}",
        at(0.5),
        at(0.95),
        at(1.0)
    );
}

async fn pages(jobs: &SqliteJobs) {
    let deep = Some(job(1_000_500).0.id);
    let model = |id: &str| -> Option<ModelId> { Some(id.parse().unwrap()) };
    let words = |words: &str| Some(words.to_owned());
    let page = || Wanted {
        limit: 24,
        ..Wanted::default()
    };
    #[rustfmt::skip]
    let all = [
        ("newest", page()),
        ("deep", Wanted { after: deep.clone(), ..page() }),
        ("of a time", Wanted { from: Some(Timestamp(1_020_000)), to: Some(Timestamp(1_050_000)), ..page() }),
        ("a word of a time", Wanted { words: words("red"), from: Some(Timestamp(1_020_000)), to: Some(Timestamp(1_050_000)), ..page() }),
        ("two words of a time", Wanted { words: words("fox snow"), from: Some(Timestamp(1_020_000)), to: Some(Timestamp(1_020_010)), ..page() }),
        ("favourites", Wanted { favourite: true, ..page() }),
        ("trash, empty", Wanted { trashed: true, ..page() }),
        ("a model of nearly all", Wanted { model: model("a"), ..page() }),
        ("the same, deep", Wanted { model: model("a"), after: deep.clone(), ..page() }),
        ("a rare model", Wanted { model: model("rare"), ..page() }),
        ("a rare model's favourites", Wanted { model: model("rare"), favourite: true, ..page() }),
        ("a word of all", Wanted { words: words("red"), ..page() }),
        ("two words", Wanted { words: words("fox snow"), ..page() }),
        ("two words that never meet", Wanted { words: words("fox bus"), ..page() }),
        ("one letter", Wanted { words: words("s"), ..page() }),
        ("two words, deep", Wanted { words: words("fox snow"), after: deep, ..page() }),
        ("word, rare model, favourite", Wanted { words: words("fox"), model: model("rare"), favourite: true, ..page() }),
        ("a word of one", Wanted { words: words("1050000"), ..page() }),
    ];
    for (what, wanted) in all {
        let mut times = Vec::new();
        let mut found = 0;
        for _ in 0..50 {
            let started = Instant::now();
            found = jobs.page(&wanted).await.unwrap().jobs.len();
            times.push(started.elapsed());
        }
        times.sort();
        println!(
            "  {what}: {found} jobs, median {:.2?}, P95 {:.2?}",
            times[25], times[47]
        );
    }
}
