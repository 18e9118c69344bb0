//! The news of a job, put into words once for all who watch.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use futures::StreamExt as _;
use pixelprompt_domain::{JobId, Progress, Run, RunId, RunState};
use pixelprompt_engine::{Change, Missed, Watching};
use serde::Serialize;
use tokio::{
    sync::broadcast,
    task::AbortHandle,
    time::{Instant, MissedTickBehavior, interval_at},
};

use crate::{
    studio::{App, State},
    views,
};

/// How many pieces of news a slow watcher may lag behind before it gets the whole job instead.
const BACKLOG: usize = 64;

/// How often somebody looks who stands before the runs that wait.
const LOOK: Duration = Duration::from_secs(1);

/// The jobs that are watched.
#[derive(Default)]
pub(crate) struct Feeds {
    open: Mutex<HashMap<JobId, Weak<Feed>>>,
}

/// A piece of news, as the lines of an event without its id.
#[derive(Clone, Debug)]
pub(super) enum News {
    /// A run has a new state.
    Run {
        place: usize,
        version: u64,
        ended: bool,
        ahead: Option<usize>,
        event: Bytes,
    },
    /// Another number of runs is in line before a run.
    Ahead {
        place: usize,
        version: u64,
        ahead: Option<usize>,
        event: Bytes,
    },
    /// A run is a step further.
    Progress(Bytes),
    /// Something was missed: look at the job again.
    Missed,
}

/// The news of one job. Ends when nobody holds it any more.
pub(super) struct Feed {
    latest: Mutex<Latest>,
    /// How many were before each run when that was told last.
    ahead: Mutex<HashMap<u8, Option<usize>>>,
    news: broadcast::Sender<News>,
    telling: Mutex<Option<AbortHandle>>,
}

/// The latest step of each run at work, for a watcher that comes late.
type Latest = HashMap<u8, Bytes>;

impl Feeds {
    /// The feed of a job, from now on. Read the job afterwards, so that nothing falls between the two.
    pub(super) fn of(app: &State, job: &JobId) -> Arc<Feed> {
        let mut open = lock(&app.feeds.open);
        if let Some(feed) = open.get(job).and_then(Weak::upgrade) {
            return feed;
        }
        open.retain(|_, feed| feed.strong_count() > 0);
        let watching = app.engine().watch(job);
        let feed = Arc::new(Feed::new(&watching));
        open.insert(job.clone(), Arc::downgrade(&feed));
        let teller = Teller {
            feed: Arc::downgrade(&feed),
            app: Arc::clone(app),
            job: job.clone(),
            anybody_waits: true,
        };
        let task = tokio::spawn(teller.tell(watching));
        *lock(&feed.telling) = Some(task.abort_handle());
        feed
    }
}

impl Feed {
    fn new(watching: &Watching) -> Self {
        let latest = watching.latest.iter();
        let latest = latest.map(|(run, step)| (run.place, progress(run, step)));
        Self {
            latest: Mutex::new(latest.collect()),
            ahead: Mutex::default(),
            news: broadcast::Sender::new(BACKLOG),
            telling: Mutex::default(),
        }
    }

    /// The latest steps, and the news that follow them.
    pub(super) fn listen(&self) -> (Vec<Bytes>, broadcast::Receiver<News>) {
        // What was told, the new one has not heard; the others know what they heard.
        lock(&self.ahead).clear();
        let latest = lock(&self.latest);
        (latest.values().cloned().collect(), self.news.subscribe())
    }

    fn progress(&self, run: &RunId, step: &Progress) {
        let event = progress(run, step);
        // Held until it is sent: who listens from now on has it once.
        let mut latest = lock(&self.latest);
        latest.insert(run.place, event.clone());
        self.send(News::Progress(event));
    }

    fn changed(&self, run: &Run, ahead: Option<usize>, app: &App) {
        let mut latest = lock(&self.latest);
        if !matches!(run.state, RunState::InProgress { .. }) {
            latest.remove(&run.id.place);
        }
        lock(&self.ahead).insert(run.id.place, ahead);
        self.send(News::Run {
            place: usize::from(run.id.place),
            version: run.version,
            ended: run.has_ended(),
            ahead,
            event: event("run", &views::Run::new(run, ahead, app.scene())),
        });
    }

    /// So many are in line before a run that waits.
    fn moved_up(&self, run: &Run, ahead: Option<usize>, app: &App) {
        let told = lock(&self.ahead).insert(run.id.place, ahead);
        if told == Some(ahead) {
            return;
        }
        self.send(News::Ahead {
            place: usize::from(run.id.place),
            version: run.version,
            ahead,
            event: event("run", &views::Run::new(run, ahead, app.scene())),
        });
    }

    fn send(&self, news: News) {
        // An error only says that nobody listens at this moment.
        let _ = self.news.send(news);
    }
}

impl Drop for Feed {
    fn drop(&mut self) {
        if let Some(task) = lock(&self.telling).take() {
            task.abort();
        }
    }
}

/// Takes what happens to a job to its feed.
struct Teller {
    feed: Weak<Feed>,
    app: State,
    job: JobId,
    /// Perhaps.
    anybody_waits: bool,
}

impl Teller {
    async fn tell(mut self, mut watching: Watching) {
        let mut looks = interval_at(Instant::now() + LOOK, LOOK);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let told = tokio::select! {
                change = watching.changes.next() => match change {
                    Some(change) => self.hear(change).await,
                    None => None,
                },
                _ = looks.tick(), if self.anybody_waits => self.look().await,
            };
            if told.is_none() {
                return;
            }
        }
    }

    /// `None` if nobody holds the feed any more.
    async fn hear(&mut self, change: Result<Change, Missed>) -> Option<()> {
        match change {
            Ok(Change::Progress(run, step)) => self.feed.upgrade()?.progress(&run, &step),
            Ok(Change::Run(run)) => {
                let waits = matches!(run.state, RunState::Pending { .. });
                self.anybody_waits |= waits;
                let ahead = if waits {
                    let ahead = self.app.engine().ahead(std::slice::from_ref(&*run)).await;
                    ahead.into_iter().next().flatten()
                } else {
                    None
                };
                self.feed.upgrade()?.changed(&run, ahead, &self.app);
            }
            Err(Missed) => self.feed.upgrade()?.send(News::Missed),
        }
        Some(())
    }

    /// Tells of those who were in line before and are no more.
    async fn look(&mut self) -> Option<()> {
        // What is wrong with the store, those hear who ask for the job.
        let Ok((_, runs)) = self.app.engine().show(&self.job).await else {
            return Some(());
        };
        let ahead = self.app.engine().ahead(&runs).await;
        let feed = self.feed.upgrade()?;
        self.anybody_waits = false;
        for (run, ahead) in runs.iter().zip(ahead) {
            if matches!(run.state, RunState::Pending { .. }) {
                self.anybody_waits = true;
                feed.moved_up(run, ahead, &self.app);
            }
        }
        Some(())
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Told<'a> {
    run_id: &'a RunId,
    step: u32,
    steps: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    preview: Option<String>,
}

fn progress(run_id: &RunId, progress: &Progress) -> Bytes {
    let preview = progress.preview.as_ref().map(|image| {
        let kind = image.media_type.as_str();
        format!("data:{kind};base64,{}", STANDARD.encode(&image.bytes))
    });
    let told = Told {
        run_id,
        step: progress.step,
        steps: progress.steps,
        preview,
    };
    event("progress", &told)
}

/// The lines of an event: JSON has no line breaks of its own.
pub(super) fn event(name: &str, data: &impl Serialize) -> Bytes {
    let mut lines = format!("event: {name}\ndata: ").into_bytes();
    if let Err(error) = serde_json::to_writer(&mut lines, data) {
        tracing::error!(%error, "an event has no JSON form");
    }
    lines.extend_from_slice(b"\n\n");
    lines.into()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Each change is whole, so a panic elsewhere leaves nothing half done.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
