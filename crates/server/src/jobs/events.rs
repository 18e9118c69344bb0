//! A job as it comes along.

use std::{fmt::Write as _, time::Duration};

use axum::{
    body::Body,
    extract::State as Shared,
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE},
    },
    response::Response,
};
use bytes::Bytes;
use futures::{Stream, stream};
use pixelprompt_domain::JobId;
use serde::{Deserialize, Serialize};
use std::{collections::VecDeque, convert::Infallible, sync::Arc};
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::{Instant, sleep_until},
};
use utoipa::IntoParams;

use super::feed::{Feed, Feeds, News, event};
use crate::{
    http::{Always, Answer, ApiError, Asking, BadRequest, JobPath, NoSuch, Within},
    studio::State,
    views,
};

/// How long a stream may be silent: proxies close connections that seem dead. After so long the job is
/// looked at again, too.
const SILENCE: Duration = Duration::from_secs(15);

/// Where to go on.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(crate) struct Resumed {
    /// As the header `Last-Event-ID`, for clients that cannot send it.
    #[param(pattern = "^[0-9.]*$", example = "3.0.2")]
    last_event_id: Option<String>,
}

/// Watch a job.
///
/// Events: `job` with the whole job, first and whenever something was missed; `run` with a result that
/// changed, or of which the place in line did; `progress` with `{runId, step, steps, preview?}`, the preview as a data URI; `end` with
/// `{status}` when every run has ended. The ids of `job` and `run` are the versions of the runs; whoever
/// comes back with the last one gets a `job` only if something has changed since.
#[utoipa::path(
    get,
    path = "/jobs/{jobId}/events",
    operation_id = "events",
    tag = "jobs",
    params(
        JobPath,
        Resumed,
        ("Last-Event-ID" = Option<String>, Header, description = "The id of the last event that was seen"),
    ),
    responses(
        (status = 200, description = "Events until the job ends", body = String, content_type = "text/event-stream"),
        BadRequest, NoSuch, Always,
    )
)]
pub(crate) async fn events(
    Shared(app): Shared<State>,
    Within(path): Within<JobPath>,
    Asking(resumed): Asking<Resumed>,
    headers: HeaderMap,
) -> Answer {
    if !app.settings.streams {
        let message = "This server sends no events: ask for the job's status instead.";
        return Err(ApiError::new(
            StatusCode::NOT_IMPLEMENTED,
            "NOT_ALLOWED",
            message,
        ));
    }
    let header = headers.get("last-event-id").and_then(|id| id.to_str().ok());
    let seen = header.map(str::to_owned).or(resumed.last_event_id);
    let feed = Feeds::of(&app, &path.job_id);
    let (latest, news) = feed.listen();
    let mut watcher = Watcher {
        app,
        job: path.job_id,
        _feed: feed,
        news,
        versions: Vec::new(),
        ended: Vec::new(),
        ahead: Vec::new(),
        ready: VecDeque::new(),
        over: false,
    };
    watcher.look(seen.as_deref()).await?;
    if !watcher.over {
        watcher.ready.extend(latest);
    }
    let mut response = Response::new(Body::from_stream(watcher.stream()));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("no-cache, no-transform"),
    );
    // Nginx would keep the events until it has a page full of them.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}

/// One client that watches a job.
struct Watcher {
    app: State,
    job: JobId,
    /// Held so that it goes on.
    _feed: Arc<Feed>,
    news: Receiver<News>,
    /// What the client knows of each run.
    versions: Vec<u64>,
    ended: Vec<bool>,
    ahead: Vec<Option<usize>>,
    /// What is to be sent.
    ready: VecDeque<Bytes>,
    /// Nothing more comes.
    over: bool,
}

#[derive(Serialize)]
struct End {
    status: views::JobStatus,
}

impl Watcher {
    /// Looks at the job in the store, and tells the client what it does not know yet.
    async fn look(&mut self, seen: Option<&str>) -> Result<(), ApiError> {
        let (job, runs) = self.app.engine().show(&self.job).await?;
        self.versions = runs.iter().map(|run| run.version).collect();
        self.ended = runs
            .iter()
            .map(pixelprompt_domain::Run::has_ended)
            .collect();
        // Who has seen all but this is told by the feed.
        self.ahead = vec![None; runs.len()];
        if seen != Some(self.id().as_str()) {
            self.ahead = self.app.engine().ahead(&runs).await;
            let view = views::Job::new(&job, &runs, &self.ahead, self.app.scene());
            self.ready.push_back(self.with_id(&event("job", &view)));
        }
        if self.ended.iter().all(|ended| *ended) {
            let status = views::JobStatus::of(&runs);
            self.ready.push_back(event("end", &End { status }));
            self.over = true;
        }
        Ok(())
    }

    /// Takes a piece of news.
    async fn hear(&mut self, news: News) -> Result<(), ApiError> {
        match news {
            News::Progress(event) => self.ready.push_back(event),
            News::Run {
                place,
                version,
                ended,
                ahead,
                event,
            } => {
                // What was told before the job was read is in it already.
                if self
                    .versions
                    .get(place)
                    .is_none_or(|known| *known >= version)
                {
                    return Ok(());
                }
                self.versions[place] = version;
                self.ended[place] = ended;
                self.ahead[place] = ahead;
                self.ready.push_back(self.with_id(&event));
                if self.ended.iter().all(|ended| *ended) {
                    let known = self.id();
                    self.look(Some(&known)).await?;
                }
            }
            News::Ahead {
                place,
                version,
                ahead,
                event,
            } => {
                if self.versions.get(place) == Some(&version) && self.ahead[place] != ahead {
                    self.ahead[place] = ahead;
                    self.ready.push_back(self.with_id(&event));
                }
            }
            News::Missed => self.look(None).await?,
        }
        Ok(())
    }

    fn id(&self) -> String {
        let mut id = String::with_capacity(4 * self.versions.len());
        for (place, version) in self.versions.iter().enumerate() {
            let dot = if place == 0 { "" } else { "." };
            // Writing to a string does not fail.
            let _ = write!(id, "{dot}{version}");
        }
        id
    }

    fn with_id(&self, event: &Bytes) -> Bytes {
        let mut lines = format!("id: {}\n", self.id()).into_bytes();
        lines.extend_from_slice(event);
        lines.into()
    }

    fn stream(self) -> impl Stream<Item = Result<Bytes, Infallible>> {
        stream::unfold(self, |mut watcher| async {
            let next = watcher.next().await?;
            Some((Ok(next), watcher))
        })
    }

    /// The next lines to send; `None` at the end.
    async fn next(&mut self) -> Option<Bytes> {
        let silence = Instant::now() + SILENCE;
        loop {
            if let Some(lines) = self.ready.pop_front() {
                return Some(lines);
            }
            if self.over {
                return None;
            }
            let news = tokio::select! {
                news = self.news.recv() => news,
                () = sleep_until(silence) => {
                    // Whoever works on the job may be another process, whose news do not come here.
                    let known = self.id();
                    if self.look(Some(&known)).await.is_err() || self.ready.is_empty() {
                        return Some(Bytes::from_static(b": still here\n\n"));
                    }
                    continue;
                }
                () = self.app.studio.closing.cancelled() => return None,
            };
            let heard = match news {
                Ok(news) => self.hear(news).await,
                Err(RecvError::Lagged(_)) => self.hear(News::Missed).await,
                Err(RecvError::Closed) => return None,
            };
            // The client comes back by itself and is told then what is wrong.
            heard.ok()?;
        }
    }
}
