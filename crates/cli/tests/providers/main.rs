//! A job for twenty models of all families, when a fifth of all requests goes wrong.

#![expect(clippy::unwrap_used, reason = "what fails in a helper ends the test")]

mod command;
mod trying;

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use futures::{StreamExt as _, future::join_all};
use pixelprompt_domain::{
    Clock as _, ContentFilter, ErrorKind, ImageProvider, Outcome, Resending, Run, RunState,
};
use pixelprompt_engine::{
    Asked, Catalogue, Client, Engine, Limits, LocalEvents, ModelSettings, Parts, RandomIds,
    Submission, SystemClock, Worker, WorkerSettings,
};
use pixelprompt_picture::sha256;
use pixelprompt_providers::{
    Configured, family,
    grammar::BuiltInPhrases,
    http::{Bounds, HttpClient},
};
use pixelprompt_storage::{MemoryJobs, MemoryLimiter, ObjectBlobs};
use pixelprompt_testkit::providers::{Fault, MockProviders, Seen};

const PROMPT: &str = "a paper boat on a lake at dawn";

/// How often a request is sent, if nothing stands against it.
const ATTEMPTS: u32 = 4;

/// Everything that can go wrong. What only takes long takes less here.
fn faults() -> impl Iterator<Item = Fault> {
    let all = Fault::ALL
        .into_iter()
        .filter(|fault| *fault != Fault::SlowPoll);
    all.map(|fault| match fault {
        Fault::Latency(_) => Fault::Latency(Duration::from_millis(300)),
        fault => fault,
    })
}

fn providers(mock: &MockProviders) -> Vec<(&'static str, Arc<dyn ImageProvider>)> {
    let bounds = Bounds {
        answer_bytes: 4 << 20,
        picture_bytes: 2 << 20,
        ..Bounds::default()
    };
    made(mock, bounds, MockProviders::twenty())
}

fn made(
    mock: &MockProviders,
    bounds: Bounds,
    models: impl Iterator<Item = (&'static str, &'static str)>,
) -> Vec<(&'static str, Arc<dyn ImageProvider>)> {
    let client = HttpClient::new(bounds).unwrap();
    let made = |(name, model): (&'static str, &str)| {
        let configured = Configured {
            id: format!("{name}/{}", model.replace([' ', ':'], "-"))
                .parse()
                .unwrap(),
            name: model.to_owned(),
            upstream_id: model.to_owned(),
            api_key: Some(mock.key(name).into()),
            base_url: Some(mock.base_url(name).parse().unwrap()),
            user_id: MockProviders::user_id(name).map(str::to_owned),
            region: None,
            aws_key: None,
            told: None,
            price: None,
            sizes: Vec::new(),
            client: client.clone(),
            now: || SystemClock.now(),
        };
        (name, (family(name).unwrap().make)(configured).unwrap())
    };
    models.map(made).collect()
}

/// Paints so many jobs with all models; the runs in their end.
async fn painted(
    providers: Vec<Arc<dyn ImageProvider>>,
    settings: ModelSettings,
    jobs: usize,
) -> Vec<Run> {
    let parts = Parts {
        jobs: Arc::new(MemoryJobs::new()),
        blobs: Arc::new(ObjectBlobs::memory()),
        limiter: Arc::new(MemoryLimiter::default()),
        events: Arc::new(LocalEvents::default()),
        catalogue: Arc::new(Catalogue::new(providers, |_| settings)),
        enhancer: Arc::new(BuiltInPhrases),
        built_in_enhancer: Arc::new(BuiltInPhrases),
        enhance_patience: Duration::from_secs(20),
        filter: Arc::new(ContentFilter::default()),
        moderation: None,
        budget: Arc::default(),
        limits: Arc::new(Limits::none()),
        clock: Arc::new(SystemClock),
        ids: Arc::new(RandomIds),
    };
    let worker = Worker::new(
        parts.clone(),
        WorkerSettings {
            attempts: ATTEMPTS,
            first_wait: Duration::from_millis(20),
            ..WorkerSettings::default()
        },
    );
    let engine = Engine::new(parts, Arc::new(worker.clone()));
    worker.start();
    let submission = || Submission {
        asked: Asked {
            prompt: PROMPT.to_owned(),
            seed: Some(42),
            ..Asked::default()
        },
        idempotency_key: None,
        correlation_id: "test".to_owned(),
        client: Client::Local,
    };
    let mut ids = Vec::new();
    for _ in 0..jobs {
        ids.push(engine.submit(submission()).await.unwrap().id);
    }
    let mut ended = Vec::new();
    for id in ids {
        let mut watching = engine.watch(&id);
        loop {
            let (_, runs) = engine.show(&id).await.unwrap();
            if runs.iter().all(Run::has_ended) {
                ended.extend(runs);
                break;
            }
            watching.changes.next().await;
        }
    }
    worker.shut_down(Duration::ZERO).await;
    ended
}

/// What a run has to end with, by what went wrong with its last request; nothing if with a picture.
fn verdict(name: &str, resending: Resending, fault: Option<Fault>) -> Option<(ErrorKind, Outcome)> {
    let outside = ["bfl", "comfyui", "fal", "firefly", "ideogram", "replicate"];
    let tickets = ["bfl", "comfyui", "fal", "firefly", "replicate", "sdcpp"];
    let usual = match fault? {
        Fault::Gone if tickets.contains(&name) => Some((ErrorKind::BadResponse, Outcome::Unknown)),
        fault => fault.verdict(!outside.contains(&name)),
    };
    let (kind, outcome) = usual?;
    Some(match (name, fault?) {
        ("comfyui" | "fal" | "sdcpp", Fault::WorkFailed) => {
            (ErrorKind::RequestRejected, Outcome::Refused)
        }
        ("bfl" | "firefly" | "replicate", Fault::WorkFailed) => {
            (ErrorKind::BadResponse, Outcome::Answered)
        }
        // They look at what was painted, or send nothing in its place.
        ("xai" | "replicate", Fault::Refused) | ("xai", Fault::Empty) => {
            (ErrorKind::ContentRejected, Outcome::Answered)
        }
        // What costs nothing to ask again was not billed, however it ended.
        _ if resending == Resending::Free && outcome == Outcome::Unknown => {
            (kind, Outcome::Refused)
        }
        _ => (kind, outcome),
    })
}

/// Checks one run by the requests that the mock saw of it.
fn check(about: &str, name: &str, resending: Resending, run: &Run, orders: &[Seen]) {
    let Some((last, before)) = orders.split_last() else {
        panic!("{about}: nothing was sent")
    };
    for order in before {
        let free = matches!(order.fault, Some(Fault::RateLimited | Fault::Unavailable));
        assert!(
            free && !order.paid,
            "{about}: sent again after {:?}",
            order.fault
        );
    }
    let expected = verdict(name, resending, last.fault);
    match (&run.state, expected) {
        (RunState::Completed { image }, None) => {
            let painted = sha256(&last.paintings[0].file());
            assert_eq!(image.sha256, painted, "{about}");
            assert!(last.paid, "{about}");
        }
        (RunState::Error { kind, outcome, .. }, Some(expected)) => {
            assert_eq!((*kind, *outcome), expected, "{about} {:?}", last.fault);
            if !last.paid && matches!(kind, ErrorKind::RateLimited | ErrorKind::Unavailable) {
                assert!(run.attempts >= ATTEMPTS, "{about}: given up too early");
            }
        }
        (state, expected) => panic!("{about} {:?}: {state:?}, not {expected:?}", last.fault),
    }
}

/// What went wrong with the job of a seed, after everything about it was checked.
async fn job(seed: u64) -> Vec<Fault> {
    let mock = MockProviders::with()
        .polls(1)
        .fault_rate(0.2, seed)
        .faults(faults());
    let mock = mock.start().await;
    let providers = providers(&mock);
    let runs = painted(
        providers
            .iter()
            .map(|(_, provider)| provider.clone())
            .collect(),
        ModelSettings {
            timeout: Duration::from_secs(15),
            ..ModelSettings::default()
        },
        1,
    )
    .await;
    assert_eq!(runs.len(), 20);
    let orders: Vec<_> = mock
        .seen()
        .into_iter()
        .filter(|seen| seen.model.is_some())
        .collect();
    for (run, (name, provider)) in runs.iter().zip(&providers) {
        let upstream = &provider.models()[0].name;
        let mine = |order: &&Seen| {
            let model = order.model.as_deref().unwrap_or_default();
            // Ideogram's names hold a speed that is told apart from the model.
            order.family == *name && (model == upstream || model.starts_with("v3"))
        };
        let orders: Vec<_> = orders.iter().filter(mine).cloned().collect();
        let about = format!("seed {seed}, {}", run.model);
        check(&about, name, provider.resending(), run, &orders);
        let paid = orders.iter().filter(|order| order.paid).count();
        assert!(paid <= 1, "{about}: bought {paid} times");
    }
    orders.iter().filter_map(|order| order.fault).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_of_twenty_models_ends_as_it_should_and_nothing_is_bought_twice() {
    let faults = join_all([2, 3, 4, 7, 10].map(job)).await.concat();
    let kinds: BTreeSet<_> = faults.iter().map(ToString::to_string).collect();
    assert!(
        faults.len() >= 10 && kinds.len() >= 8,
        "too little went wrong to prove anything: {faults:?}"
    );
}

/// Each picture takes so long that the last of the line would be out of time if its time had begun with the first.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_checkpoints_of_one_server_wait_for_each_other_and_not_at_the_cost_of_their_time() {
    let mock = MockProviders::with().latency(Duration::from_millis(1500));
    let mock = mock.start().await;
    let bounds = Bounds {
        turn: Duration::from_millis(300),
        ..Bounds::default()
    };
    let models = MockProviders::models("a1111")
        .iter()
        .map(|id| ("a1111", *id));
    let providers = made(&mock, bounds, models).into_iter();
    let providers: Vec<_> = providers.map(|(_, provider)| provider).collect();
    assert_eq!(providers.len(), 2);
    let settings = ModelSettings {
        timeout: Duration::from_secs(4),
        concurrency: 1,
    };
    let runs = painted(providers, settings, 2).await;
    assert_eq!(runs.len(), 4);
    for run in &runs {
        let state = &run.state;
        assert!(matches!(state, RunState::Completed { .. }), "{state:?}");
    }
    let orders = mock.seen().into_iter().filter(|seen| seen.model.is_some());
    assert_eq!(orders.count(), 4, "nothing is painted for nobody");
}
