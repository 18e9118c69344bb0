//! A studio for tests: stores in memory, models that do as they are told, a clock that tests wind.

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    ops::Range,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use bytes::Bytes;
use futures::StreamExt as _;
use pixelprompt_domain::{
    Answer, BlobStore, Capability, Clock, ContentFilter, Enhancer, ErrorKind, Ids, Image,
    ImageProvider, ImageRequest, Job, JobId, JobStatus, JobStore, Knob, MediaType, ModelInfo,
    Money, Outcome, Price, Progress, Prompt, ProviderError, Resending, Run, RunId, Size, Sizes,
    Standing, StoreError, Ticket, Timestamp, Watch,
};
use pixelprompt_engine::{
    Accepted, Asked, Budget, Catalogue, Change, Client, Engine, Limits, LocalEvents, ModelSettings,
    Parts, Refusal, Submission, Worker, WorkerSettings,
};
use pixelprompt_picture::{Raster, encode};
use pixelprompt_storage::{MemoryJobs, MemoryLimiter};
use tokio::time::{Instant, sleep};

/// What a model does when it is asked next.
#[derive(Clone, Debug)]
pub(crate) enum Deed {
    /// Paints after a while.
    Paint(Duration),
    /// Takes the order, and has the picture after so many questions.
    Order(u32),
    /// Takes the order, and does not know of it when it is asked.
    Lose,
    /// Fails.
    Fail(ErrorKind, Outcome, Option<Duration>),
    /// Paints at once, and says what it cost.
    Charge(Money),
    /// Never answers.
    Hang,
    Panic,
    /// Answers with these bytes instead of a picture.
    Send(Vec<u8>),
}

impl Deed {
    pub(crate) fn fail(kind: ErrorKind, outcome: Outcome) -> Self {
        Self::Fail(kind, outcome, None)
    }
}

/// One model that does as it is told, and counts.
pub(crate) struct Scripted {
    models: Vec<ModelInfo>,
    resending: Resending,
    script: Mutex<VecDeque<Deed>>,
    otherwise: Deed,
    /// How often it was asked for a new picture, by prompt.
    pub(crate) orders: Mutex<HashMap<String, usize>>,
    pub(crate) polls: AtomicUsize,
    at_work: AtomicUsize,
    pub(crate) most_at_work: AtomicUsize,
}

impl Scripted {
    /// Does what `otherwise` says, unless [told](Scripted::then) something else.
    pub(crate) fn new(id: &str, resending: Resending, otherwise: Deed) -> Arc<Self> {
        Self::costing(id, Price::Free, resending, otherwise)
    }

    /// The same for a model with a price.
    pub(crate) fn costing(
        id: &str,
        price: Price,
        resending: Resending,
        otherwise: Deed,
    ) -> Arc<Self> {
        let sizes = Sizes::Grid {
            min: 64,
            max: 1024,
            step: 64,
            square: true,
            default: Size::square(64),
        };
        let capability = Capability {
            steps: Some(Knob::new(1, 50, 12)),
            guidance: Some(Knob::new(1.0, 10.0, 4.0)),
            seed: Some(u64::MAX),
            negative_prompt: true,
            previews: true,
            ..Capability::plain(sizes)
        };
        Arc::new(Self {
            models: vec![ModelInfo {
                id: id.parse().unwrap(),
                name: "Same Name".into(),
                provider: "scripted".into(),
                description: "Does as it is told.".into(),
                capability,
                price,
                standing: Standing::default(),
            }],
            resending,
            script: Mutex::default(),
            otherwise,
            orders: Mutex::default(),
            polls: AtomicUsize::new(0),
            at_work: AtomicUsize::new(0),
            most_at_work: AtomicUsize::new(0),
        })
    }

    pub(crate) fn then(self: &Arc<Self>, deeds: impl IntoIterator<Item = Deed>) -> Arc<Self> {
        self.script.lock().unwrap().extend(deeds);
        Arc::clone(self)
    }

    pub(crate) fn orders(&self) -> usize {
        self.orders.lock().unwrap().values().sum()
    }

    /// The most orders for any one prompt.
    pub(crate) fn most_orders(&self) -> usize {
        self.orders
            .lock()
            .unwrap()
            .values()
            .copied()
            .max()
            .unwrap_or(0)
    }
}

/// Counts a request at work for as long as its future lives.
struct AtWork<'a>(&'a AtomicUsize);

impl Drop for AtWork<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

#[async_trait]
impl ImageProvider for Scripted {
    fn about(&self) -> &'static str {
        "Does as it is told."
    }

    fn models(&self) -> &[ModelInfo] {
        &self.models
    }

    fn resending(&self) -> Resending {
        self.resending
    }

    async fn submit(
        &self,
        request: &ImageRequest,
        watch: Watch<'_>,
    ) -> Result<Answer, ProviderError> {
        let now = self.at_work.fetch_add(1, Ordering::SeqCst) + 1;
        self.most_at_work.fetch_max(now, Ordering::SeqCst);
        let _at_work = AtWork(&self.at_work);
        let prompt = request.prompt.to_string();
        *self.orders.lock().unwrap().entry(prompt).or_default() += 1;
        let told = self.script.lock().unwrap().pop_front();
        match told.unwrap_or_else(|| self.otherwise.clone()) {
            Deed::Paint(time) => {
                for step in 0..3 {
                    watch(Progress {
                        step,
                        steps: 3,
                        preview: None,
                    });
                    sleep(time / 3).await;
                }
                Ok(Answer::Ready(vec![picture()]))
            }
            Deed::Charge(cost) => Ok(Answer::Ready(vec![Image {
                cost: Some(cost),
                ..picture()
            }])),
            Deed::Lose => Ok(Answer::Pending(Ticket {
                upstream: LOST.to_owned(),
                ..ticket(0)
            })),
            Deed::Order(questions) => Ok(Answer::Pending(ticket(questions))),
            Deed::Fail(kind, outcome, retry_after) => Err(ProviderError {
                retry_after,
                ..ProviderError::new(kind, outcome, "as told, with sk-secret")
            }),
            Deed::Hang => std::future::pending().await,
            Deed::Panic => panic!("as told"),
            Deed::Send(bytes) => Ok(Answer::Ready(vec![Image {
                bytes: bytes.into(),
                ..picture()
            }])),
        }
    }

    async fn poll(
        &self,
        _request: &ImageRequest,
        ticket: &Ticket,
        _watch: Watch<'_>,
    ) -> Result<Answer, ProviderError> {
        self.polls.fetch_add(1, Ordering::SeqCst);
        if ticket.upstream == LOST {
            return Err(ProviderError {
                gone: true,
                ..ProviderError::new(ErrorKind::BadResponse, Outcome::Unknown, "no such work")
            });
        }
        match ticket.upstream.parse::<u32>().unwrap() {
            0 => Ok(Answer::Ready(vec![picture()])),
            // Asking fails now and then, which costs nothing but time.
            left if self.polls.load(Ordering::SeqCst).is_multiple_of(3) => {
                let detail = format!("no connection, {left} to go");
                Err(ProviderError::new(
                    ErrorKind::Unavailable,
                    Outcome::Unknown,
                    detail,
                ))
            }
            left => Ok(Answer::Pending(super::support::ticket(left - 1))),
        }
    }
}

/// The ticket of work that was lost.
const LOST: &str = "lost";

pub(crate) fn ticket(questions: u32) -> Ticket {
    Ticket {
        upstream: questions.to_string(),
        poll_after: Duration::from_millis(20),
    }
}

/// A small red square.
pub(crate) fn picture() -> Image {
    Image {
        bytes: encode(&Raster::filled(64, 64, [200, 30, 30]), None)
            .unwrap()
            .into(),
        media_type: MediaType::Png,
        size: Size::square(64),
        seed: Some(7),
        reading: None,
        cost: None,
    }
}

/// Tells the runtime's time, which stands still or leaps where a test paused it.
pub(crate) struct TestClock(Instant);

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp(1_700_000_000_000).after(self.0.elapsed())
    }
}

/// Counts.
#[derive(Default)]
pub(crate) struct TestIds(AtomicU64);

impl Ids for TestIds {
    fn random(&self) -> u128 {
        u128::from(self.0.fetch_add(1, Ordering::SeqCst))
    }
}

/// Files in a map. Fails as often as it is told.
#[derive(Default)]
pub(crate) struct MemoryBlobs {
    pub(crate) files: Mutex<BTreeMap<String, Bytes>>,
    pub(crate) failures: AtomicUsize,
}

#[async_trait]
impl BlobStore for MemoryBlobs {
    async fn put(&self, key: &str, file: Bytes, _: MediaType) -> Result<(), StoreError> {
        let told = self
            .failures
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
                left.checked_sub(1)
            });
        if told.is_ok() {
            return Err(StoreError {
                doing: "store a file",
                source: "as told".into(),
            });
        }
        self.files.lock().unwrap().insert(key.to_owned(), file);
        Ok(())
    }

    async fn get(&self, key: &str, range: Option<Range<u64>>) -> Result<Option<Bytes>, StoreError> {
        let file = self.files.lock().unwrap().get(key).cloned();
        Ok(file.map(|file| match range {
            None => file,
            Some(range) => {
                let end = (range.end as usize).min(file.len());
                file.slice((range.start as usize).min(end)..end)
            }
        }))
    }

    async fn delete_folder(&self, folder: &str) -> Result<(), StoreError> {
        let inside = format!("{folder}/");
        let mut files = self.files.lock().unwrap();
        files.retain(|key, _| !key.starts_with(&inside));
        Ok(())
    }
}

/// Says what it is told to.
pub(crate) struct Echo(pub(crate) Vec<&'static str>);

#[async_trait]
impl Enhancer for Echo {
    fn name(&self) -> &'static str {
        "Echo"
    }

    fn is_built_in(&self) -> bool {
        true
    }

    async fn enhance(&self, prompt: &Prompt, _seed: u64) -> Result<Vec<Prompt>, ProviderError> {
        let said = self
            .0
            .iter()
            .map(|text| text.replace("{}", prompt.as_str()));
        Ok(said.map(|text| Prompt::new(&text).unwrap()).collect())
    }
}

pub(crate) struct Studio {
    pub(crate) engine: Engine,
    pub(crate) worker: Worker,
    pub(crate) parts: Parts,
    pub(crate) blobs: Arc<MemoryBlobs>,
}

impl Studio {
    /// A studio whose worker is at work.
    pub(crate) fn open(models: &[&Arc<Scripted>]) -> Self {
        let studio = Self::closed(models, |_, _, _| {});
        studio.worker.start();
        studio
    }

    /// A studio whose worker has not begun, changed before it is built.
    pub(crate) fn closed(
        models: &[&Arc<Scripted>],
        change: impl FnOnce(&mut Parts, &mut WorkerSettings, &mut ModelSettings),
    ) -> Self {
        let blobs = Arc::new(MemoryBlobs::default());
        let mut settings = WorkerSettings::default();
        let mut model = ModelSettings::default();
        let mut parts = Parts {
            jobs: Arc::new(MemoryJobs::new()),
            blobs: Arc::clone(&blobs) as Arc<dyn BlobStore>,
            limiter: Arc::new(MemoryLimiter::default()),
            events: Arc::new(LocalEvents::default()),
            catalogue: Arc::default(),
            enhancer: Arc::new(Echo(vec!["{} in the snow"])),
            built_in_enhancer: Arc::new(Echo(vec!["{} at home"])),
            enhance_patience: Duration::from_secs(20),
            filter: Arc::new(ContentFilter::default()),
            moderation: None,
            limits: Arc::new(Limits::none()),
            budget: Arc::new(Budget::default()),
            clock: Arc::new(TestClock(Instant::now())),
            ids: Arc::new(TestIds::default()),
        };
        change(&mut parts, &mut settings, &mut model);
        let providers = models
            .iter()
            .map(|model| Arc::clone(model) as Arc<dyn ImageProvider>);
        parts.catalogue = Arc::new(Catalogue::new(providers, |_| model));
        Self::of(parts, settings, blobs)
    }

    pub(crate) fn of(parts: Parts, settings: WorkerSettings, blobs: Arc<MemoryBlobs>) -> Self {
        let worker = Worker::new(parts.clone(), settings);
        let engine = Engine::new(parts.clone(), Arc::new(worker.clone()));
        Self {
            engine,
            worker,
            parts,
            blobs,
        }
    }

    pub(crate) async fn submit(&self, prompt: &str) -> JobId {
        self.try_submit(asked(prompt), None).await.unwrap().id
    }

    pub(crate) async fn try_submit(
        &self,
        asked: Asked,
        idempotency_key: Option<&str>,
    ) -> Result<Accepted, Refusal> {
        let submission = Submission {
            asked,
            idempotency_key: idempotency_key.map(str::to_owned),
            correlation_id: "test".into(),
            client: Client::Remote("203.0.113.7".parse().unwrap()),
        };
        self.engine.submit(submission).await
    }

    /// Waits until every run of the job has ended.
    pub(crate) async fn ended(&self, id: &JobId) -> (Job, Vec<Run>) {
        self.until(id, |runs| runs.iter().all(Run::has_ended)).await
    }

    /// Waits until the runs of the job are as wanted.
    pub(crate) async fn until(
        &self,
        id: &JobId,
        wanted: impl Fn(&[Run]) -> bool,
    ) -> (Job, Vec<Run>) {
        let mut watching = self.engine.watch(id);
        loop {
            let (job, runs) = self.engine.show(id).await.unwrap();
            if wanted(&runs) {
                return (job, runs);
            }
            while let Some(Ok(Change::Progress(..))) = watching.changes.next().await {}
        }
    }

    pub(crate) async fn paint(&self, prompt: &str) -> (JobStatus, Vec<Run>) {
        let id = self.submit(prompt).await;
        let (_, runs) = self.ended(&id).await;
        (JobStatus::of(&runs), runs)
    }
}

pub(crate) fn asked(prompt: &str) -> Asked {
    Asked {
        prompt: prompt.to_owned(),
        ..Asked::default()
    }
}

pub(crate) fn first(job: &JobId) -> RunId {
    RunId {
        job: job.clone(),
        place: 0,
    }
}

pub(crate) fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// A store that tests look into.
pub(crate) fn store(studio: &Studio) -> &dyn JobStore {
    studio.parts.jobs.as_ref()
}
