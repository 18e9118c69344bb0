//! The news of a job, put into words once for all who watch.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use futures::StreamExt as _;
use pixelprompt_domain::{JobId, Progress, Run, RunId, RunState};
use pixelprompt_engine::{Change, Missed, Watching};
use serde::Serialize;
use tokio::{sync::broadcast, task::AbortHandle};

use crate::{
    studio::{App, State},
    views,
};

/// How many pieces of news a slow watcher may lag behind before it gets the whole job instead.
const BACKLOG: usize = 64;

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
        let task = tokio::spawn(tell(Arc::downgrade(&feed), watching, Arc::clone(app)));
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
            news: broadcast::Sender::new(BACKLOG),
            telling: Mutex::default(),
        }
    }

    /// The latest steps, and the news that follow them.
    pub(super) fn listen(&self) -> (Vec<Bytes>, broadcast::Receiver<News>) {
        let latest = lock(&self.latest);
        (latest.values().cloned().collect(), self.news.subscribe())
    }

    fn tell(&self, change: Result<Change, Missed>, app: &App) {
        let mut latest = lock(&self.latest);
        let news = match change {
            Ok(Change::Progress(run, step)) => {
                let event = progress(&run, &step);
                latest.insert(run.place, event.clone());
                News::Progress(event)
            }
            Ok(Change::Run(run)) => {
                if !matches!(run.state, RunState::InProgress { .. }) {
                    latest.remove(&run.id.place);
                }
                changed(&run, app)
            }
            Err(Missed) => News::Missed,
        };
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

async fn tell(feed: Weak<Feed>, mut watching: Watching, app: State) {
    while let Some(change) = watching.changes.next().await {
        let Some(feed) = feed.upgrade() else {
            return;
        };
        feed.tell(change, &app);
    }
}

fn changed(run: &Run, app: &App) -> News {
    News::Run {
        place: usize::from(run.id.place),
        version: run.version,
        ended: run.has_ended(),
        event: event("run", &views::Run::new(run, app.scene())),
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
