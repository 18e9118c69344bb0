//! What runs functions: Lambda's runtime interface, around a real process of the program.
//!
//! The process asks for an event and posts its answer, over HTTP:
//! <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html>. As at Amazon's, an environment answers one
//! event at a time, knows when its time is over, and may be killed at any moment; the next event then gets a new
//! process.

mod gateway;

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use axum::{
    Json, Router,
    extract::{Path as InPath, State},
    http::{HeaderMap, HeaderValue, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::{Value, json};
use tokio::{
    net::TcpListener,
    sync::{Mutex as Turn, mpsc, oneshot},
    task::AbortHandle,
    time::timeout,
};

pub use gateway::event as gateway_event;

/// How long after its time is over a function is given up.
const GRACE: Duration = Duration::from_secs(5);

/// One environment of a function.
pub struct Function {
    program: PathBuf,
    variables: Vec<(String, String)>,
    desk: Arc<Desk>,
    events: mpsc::UnboundedSender<Event>,
    process: Mutex<Option<Child>>,
    turn: Turn<()>,
    serving: AbortHandle,
}

/// What the process is asked.
struct Event {
    id: String,
    payload: Value,
    deadline: u128,
}

type Answer = Result<Value, Value>;

/// Between the caller and the process.
struct Desk {
    events: Turn<mpsc::UnboundedReceiver<Event>>,
    waiting: Mutex<HashMap<String, oneshot::Sender<Answer>>>,
    calls: Mutex<u64>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// The function says that it failed.
    Failed(Value),
    /// Its process ended.
    Died,
    /// Its time was over.
    Late,
}

impl Function {
    /// A function whose program begins with its first event.
    pub async fn new(program: &Path, handler: &str, variables: &[(&str, &str)]) -> Self {
        let (events, coming) = mpsc::unbounded_channel();
        let desk = Arc::new(Desk {
            events: Turn::new(coming),
            waiting: Mutex::default(),
            calls: Mutex::default(),
        });
        let listener = TcpListener::bind(("127.0.0.1", 0)).await;
        let listener = listener.unwrap_or_else(|error| panic!("no port is free: {error}"));
        let address = listener.local_addr();
        let address = address.unwrap_or_else(|error| panic!("the port has no number: {error}"));
        let router = Router::new()
            .route("/2018-06-01/runtime/invocation/next", get(next))
            .route(
                "/2018-06-01/runtime/invocation/{id}/response",
                post(response),
            )
            .route("/2018-06-01/runtime/invocation/{id}/error", post(failure))
            .route("/2018-06-01/runtime/init/error", post(StatusCode::ACCEPTED))
            .with_state(Arc::clone(&desk));
        let serving = tokio::spawn(async { axum::serve(listener, router).await });
        let of_lambda = [
            ("AWS_LAMBDA_RUNTIME_API", address.to_string()),
            ("AWS_LAMBDA_FUNCTION_NAME", "pixelprompt".to_owned()),
            ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST".to_owned()),
            ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "3008".to_owned()),
            ("_HANDLER", handler.to_owned()),
        ];
        let of_lambda = of_lambda.map(|(name, value)| (name.to_owned(), value));
        let others = variables.iter();
        let others = others.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Self {
            program: program.to_owned(),
            variables: of_lambda.into_iter().chain(others).collect(),
            desk,
            events,
            process: Mutex::new(None),
            turn: Turn::new(()),
            serving: serving.abort_handle(),
        }
    }

    /// Calls the function and waits for its answer, as long as it may take.
    pub async fn call(&self, payload: Value, time: Duration) -> Result<Value, NoAnswer> {
        let _turn = self.turn.lock().await;
        self.begin();
        let id = {
            let mut calls = held(&self.desk.calls);
            *calls += 1;
            format!("call-{calls}")
        };
        let (answer, answered) = oneshot::channel();
        held(&self.desk.waiting).insert(id.clone(), answer);
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        let deadline = (since.unwrap_or_default() + time).as_millis();
        let event = Event {
            id,
            payload,
            deadline,
        };
        // The receiver lives as long as the server, which lives as long as this.
        let _ = self.events.send(event);
        let answered = async {
            tokio::select! {
                answer = answered => answer.unwrap_or(Err(Value::Null)).map_err(|said| match said {
                    Value::Null => NoAnswer::Died,
                    said => NoAnswer::Failed(said),
                }),
                () = self.dead() => Err(NoAnswer::Died),
            }
        };
        let answer = timeout(time + GRACE, answered).await;
        let answer = answer.unwrap_or(Err(NoAnswer::Late));
        if matches!(answer, Err(NoAnswer::Late | NoAnswer::Died)) {
            self.kill();
        }
        answer
    }

    /// The number of its process, if that has begun.
    pub fn process(&self) -> Option<u32> {
        held(&self.process).as_ref().map(Child::id)
    }

    /// Kills the process, in the middle of whatever it does.
    pub fn kill(&self) {
        if let Some(mut process) = held(&self.process).take() {
            let _ = process.kill();
            let _ = process.wait();
        }
        held(&self.desk.waiting).clear();
        if let Ok(mut events) = self.desk.events.try_lock() {
            while events.try_recv().is_ok() {}
        }
    }

    fn begin(&self) {
        let mut process = held(&self.process);
        let alive = process
            .as_mut()
            .is_some_and(|process| matches!(process.try_wait(), Ok(None)));
        if alive {
            return;
        }
        let path = std::env::var_os("PATH").unwrap_or_default();
        let begun = Command::new(&self.program)
            .env_clear()
            .env("PATH", path)
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .spawn();
        *process =
            Some(begun.unwrap_or_else(|error| panic!("{}: {error}", self.program.display())));
    }

    /// Returns when the process has ended by itself.
    async fn dead(&self) {
        loop {
            tokio::time::sleep(Duration::from_millis(20)).await;
            let mut process = held(&self.process);
            let alive = process
                .as_mut()
                .is_some_and(|process| matches!(process.try_wait(), Ok(None)));
            if !alive {
                return;
            }
        }
    }
}

impl Drop for Function {
    fn drop(&mut self) {
        self.kill();
        self.serving.abort();
    }
}

/// A test that panicked elsewhere leaves these as whole as they were.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The process waits for an event.
async fn next(State(desk): State<Arc<Desk>>) -> Response {
    let Some(event) = desk.events.lock().await.recv().await else {
        return StatusCode::GONE.into_response();
    };
    let mut headers = HeaderMap::new();
    for (name, value) in [
        ("lambda-runtime-aws-request-id", event.id),
        ("lambda-runtime-deadline-ms", event.deadline.to_string()),
        (
            "lambda-runtime-invoked-function-arn",
            "arn:aws:lambda:us-east-1:123456789012:function:pixelprompt".to_owned(),
        ),
        ("lambda-runtime-trace-id", "Root=1-0-0;Sampled=0".to_owned()),
    ] {
        let value = HeaderValue::try_from(value).unwrap_or(HeaderValue::from_static(""));
        headers.insert(name, value);
    }
    (headers, Json(event.payload)).into_response()
}

async fn response(
    State(desk): State<Arc<Desk>>,
    InPath(id): InPath<String>,
    body: bytes::Bytes,
) -> StatusCode {
    let said = serde_json::from_slice(&body).unwrap_or(Value::Null);
    tell(&desk, &id, Ok(said))
}

async fn failure(
    State(desk): State<Arc<Desk>>,
    InPath(id): InPath<String>,
    body: bytes::Bytes,
) -> StatusCode {
    let said = serde_json::from_slice(&body);
    tell(&desk, &id, Err(said.unwrap_or_else(|_| json!("no words"))))
}

fn tell(desk: &Desk, id: &str, answer: Answer) -> StatusCode {
    if let Some(waiting) = held(&desk.waiting).remove(id) {
        // Who does not wait any more has been told that it took too long.
        let _ = waiting.send(answer);
    }
    StatusCode::ACCEPTED
}
