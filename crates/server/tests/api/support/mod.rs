//! A studio for tests, and a client for its router.

mod blobs;
mod client;
mod models;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use axum::Router;
use pixelprompt_domain::{
    ContentFilter, Enhancer, ErrorKind, Ids, ImageProvider, Outcome, Prompt, ProviderError,
};
use pixelprompt_engine::{
    Budget, Catalogue, Engine, Keyless, Limits, LocalEvents, ModelSettings, Moderation, Parts,
    SystemClock, Worker, WorkerSettings,
};
use pixelprompt_server::{HttpSettings, Studio, router};
use pixelprompt_storage::{MemoryJobs, MemoryLimiter};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

pub(crate) use blobs::{Blobs, Mood};
pub(crate) use client::{Answer, events, request};
pub(crate) use models::{Models, PREVIEW};

/// Counts: ids that tests can tell apart.
#[derive(Default)]
struct Counting(AtomicU64);

impl Ids for Counting {
    fn random(&self) -> u128 {
        u128::from(self.0.fetch_add(1, Ordering::Relaxed)) * 7_919
    }
}

/// Proposes, unless the prompt says "nothing", or "refuse" to one that does not ship inside.
pub(crate) struct Proposing {
    pub(crate) name: &'static str,
    pub(crate) built_in: bool,
}

/// Ships inside.
const PROPOSER: Proposing = Proposing {
    name: "Proposer",
    built_in: true,
};

#[async_trait]
impl Enhancer for Proposing {
    fn name(&self) -> &'static str {
        self.name
    }

    fn is_built_in(&self) -> bool {
        self.built_in
    }

    async fn enhance(&self, prompt: &Prompt, seed: u64) -> Result<Vec<Prompt>, ProviderError> {
        if prompt.as_str() == "nothing" {
            let detail = "the secret upstream said no";
            return Err(ProviderError::new(
                ErrorKind::Unavailable,
                Outcome::NotSent,
                detail,
            ));
        }
        if prompt.as_str() == "refuse" && !self.built_in {
            let kind = ErrorKind::ContentRejected;
            return Err(ProviderError::new(kind, Outcome::Answered, "a secret"));
        }
        let richer = |extra: &str| Prompt::new(&format!("{prompt}, {extra}")).unwrap();
        Ok(vec![
            richer("golden light"),
            richer(&format!("seed {seed}")),
        ])
    }
}

/// What a test's studio is made of.
pub(crate) struct Setup {
    pub(crate) models: Vec<(&'static str, &'static str)>,
    pub(crate) limits: Limits,
    pub(crate) budget: Budget,
    pub(crate) settings: HttpSettings,
    pub(crate) worker: WorkerSettings,
    /// How many runs of a model are at work at once.
    pub(crate) at_once: usize,
    /// The worker tells nobody what it does, as one in another process.
    pub(crate) silent: bool,
    pub(crate) enhancer: Proposing,
    pub(crate) moderation: Option<Moderation>,
    /// A model that nobody has given a key.
    pub(crate) keyless: Option<(&'static str, &'static str)>,
}

impl Default for Setup {
    /// One model that paints at once, no limits.
    fn default() -> Self {
        Self {
            models: vec![("fake/quick", "Quick")],
            limits: Limits::none(),
            budget: Budget::default(),
            settings: HttpSettings::default(),
            worker: WorkerSettings {
                attempts: 1,
                ..WorkerSettings::default()
            },
            at_once: ModelSettings::default().concurrency,
            silent: false,
            enhancer: PROPOSER,
            moderation: None,
            keyless: None,
        }
    }
}

/// A running studio behind its router.
pub(crate) struct App {
    pub(crate) router: Router,
    pub(crate) blobs: Arc<Blobs>,
    /// Each permit lets a gated model make one step.
    pub(crate) gate: Arc<Semaphore>,
    pub(crate) closing: CancellationToken,
}

impl Setup {
    /// Only these models, by id and name. "gated" in an id waits at the gate before each of three
    /// steps; "broken" fails; the files of "detailed" are large, those of "deep" have sixteen bits a
    /// channel.
    pub(crate) fn with_models(models: &[(&'static str, &'static str)]) -> Self {
        Self {
            models: models.to_vec(),
            ..Self::default()
        }
    }

    pub(crate) fn start(self) -> App {
        let gate = Arc::new(Semaphore::new(0));
        let provider: Arc<dyn ImageProvider> =
            Arc::new(Models::new(&self.models, Arc::clone(&gate)));
        let keyless = self.keyless.iter().map(|model| Keyless {
            info: Models::new(&[*model], Arc::clone(&gate)).models()[0].clone(),
            variable: "FAKE_API_KEY".to_owned(),
        });
        let keyless = keyless.collect();
        let blobs = Arc::new(Blobs::default());
        let ids: Arc<dyn Ids> = Arc::new(Counting::default());
        let catalogue = Catalogue::new([provider], |_| ModelSettings {
            concurrency: self.at_once,
            ..ModelSettings::default()
        });
        let parts = Parts {
            jobs: Arc::new(MemoryJobs::new()),
            blobs: Arc::clone(&blobs) as _,
            limiter: Arc::new(MemoryLimiter::new()),
            events: Arc::new(LocalEvents::default()),
            catalogue: Arc::new(catalogue.with_keyless(keyless)),
            enhancer: Arc::new(self.enhancer),
            built_in_enhancer: Arc::new(PROPOSER),
            enhance_patience: Duration::from_secs(20),
            filter: Arc::new(ContentFilter::default()),
            moderation: self.moderation,
            limits: Arc::new(self.limits),
            budget: Arc::new(self.budget),
            clock: Arc::new(SystemClock),
            ids: Arc::clone(&ids),
        };
        let mut of_worker = parts.clone();
        if self.silent {
            of_worker.events = Arc::new(LocalEvents::default());
        }
        let worker = Worker::new(of_worker, self.worker);
        worker.start();
        let engine = Engine::new(parts, Arc::new(worker.clone()));
        let closing = CancellationToken::new();
        let studio = Studio {
            engine,
            worker: Some(worker),
            ids,
            closing: closing.clone(),
        };
        App {
            router: router(studio, self.settings),
            blobs,
            gate,
            closing,
        }
    }
}

impl App {
    /// A studio with one model that paints at once.
    pub(crate) fn start() -> Self {
        Setup::default().start()
    }

    /// Asks for a picture by every model.
    pub(crate) async fn submit(&self, prompt: &str) -> String {
        let body = serde_json::json!({ "prompt": prompt });
        let answer = self.post("/generate", &body).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()["jobId"].as_str().unwrap().to_owned()
    }

    /// Asks for pictures and waits until all runs have ended.
    pub(crate) async fn paint(&self, prompt: &str) -> String {
        let job = self.submit(prompt).await;
        self.ended(&job).await;
        job
    }

    /// Asks for one picture by every model whose file, of a "detailed" one, is of several parts.
    pub(crate) async fn paint_large(&self) -> String {
        let body = serde_json::json!({ "prompt": "a fox", "size": "640x768" });
        let answer = self.post("/generate", &body).await.json();
        let job = answer["jobId"].as_str().unwrap().to_owned();
        self.ended(&job).await;
        job
    }

    /// Waits until all runs of a job have ended.
    pub(crate) async fn ended(&self, job: &str) {
        self.get(&format!("/jobs/{job}/events")).await;
    }
}
