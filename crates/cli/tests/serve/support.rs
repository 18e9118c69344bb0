//! Starts the program on a folder and a port of its own.

use std::{
    io::{BufRead as _, BufReader, Read as _},
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    thread::JoinHandle,
    time::{Duration, Instant},
};

use reqwest::{Client, Method, Response, StatusCode};
use serde_json::Value;
use tokio::time::sleep;

/// No wait in these tests is longer.
pub(crate) const PATIENCE: Duration = Duration::from_mins(2);

/// The running program. Killed when dropped.
pub(crate) struct Program {
    child: Child,
    log: Option<JoinHandle<String>>,
    /// `http://127.0.0.1:40123`
    pub(crate) url: String,
    client: Client,
}

impl Program {
    pub(crate) fn start(data: &Path, variables: &[(&str, String)]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pixelprompt"));
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .env_clear()
            .env("PIXELPROMPT_LOG_FORMAT", "json")
            .envs(variables.iter().map(|(name, value)| (name, value)))
            .current_dir(data)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut errors = child.stderr.take().unwrap();
        // Read all the time: a full pipe would hold the program up.
        let log = std::thread::spawn(move || {
            let mut text = Vec::new();
            let _ = errors.read_to_end(&mut text);
            String::from_utf8_lossy(&text).into_owned()
        });
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let Some(place) = line.find("http://") else {
            let _ = child.kill();
            panic!("the program did not start: {}", log.join().unwrap());
        };
        Self {
            url: line[place..].trim().to_owned(),
            child,
            log: Some(log),
            client: client(),
        }
    }

    pub(crate) async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> Response {
        let mut request = self.client.request(method, format!("{}{path}", self.url));
        if let Some(body) = body {
            request = request.json(&body);
        }
        request.send().await.unwrap()
    }

    /// A successful answer's document.
    pub(crate) async fn json(&self, method: Method, path: &str, body: Option<Value>) -> Value {
        let answer = self.ask(method, path, body).await;
        let status = answer.status();
        let document = answer.json().await.unwrap();
        assert_eq!(status, StatusCode::OK, "{path}: {document}");
        document
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        self.json(Method::GET, path, None).await
    }

    pub(crate) async fn generate(&self, body: Value) -> String {
        let answer = self.json(Method::POST, "/generate", Some(body)).await;
        answer["jobId"].as_str().unwrap().to_owned()
    }

    /// Submits under a key; `None` if the program was not there to answer.
    pub(crate) async fn try_generate(&self, body: &Value, key: &str) -> Option<String> {
        let request = self
            .client
            .post(format!("{}/generate", self.url))
            .header("Idempotency-Key", key)
            .json(body);
        let answer = request.send().await.ok()?;
        assert_eq!(answer.status(), StatusCode::OK);
        let answer: Value = answer.json().await.ok()?;
        Some(answer["jobId"].as_str().unwrap().to_owned())
    }

    /// Waits until every run of the job has ended.
    pub(crate) async fn ended(&self, job: &str) -> Value {
        let path = format!("/status/{job}");
        let began = Instant::now();
        loop {
            let document = self.get(&path).await;
            if !["pending", "in_progress"].contains(&document["status"].as_str().unwrap()) {
                return document;
            }
            assert!(began.elapsed() < PATIENCE, "stuck: {document}");
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// Ends the program at once, as a power cut would.
    pub(crate) fn kill(mut self) -> String {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.log.take().unwrap().join().unwrap()
    }

    /// Asks the program to end.
    pub(crate) fn terminate(&self) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status();
        assert!(sent.unwrap().success());
    }

    pub(crate) fn wait(mut self) -> (ExitStatus, String) {
        let status = self.child.wait().unwrap();
        (status, self.log.take().unwrap().join().unwrap())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program's own client brings its cryptography along; the feature is on for the whole workspace.
fn client() -> Client {
    // Another test may have been first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::new()
}

/// The results of a job's document.
pub(crate) fn results(job: &Value) -> &Vec<Value> {
    job["results"].as_array().unwrap()
}
