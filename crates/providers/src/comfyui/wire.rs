//! The fields of requests and answers that are used.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A request to run a graph.
#[derive(Debug, Serialize)]
pub(super) struct Prompt<'a> {
    pub(super) prompt: Value,
    /// Who gets the news.
    pub(super) client_id: &'a str,
}

/// The answer to it.
#[derive(Debug, Deserialize)]
pub(super) struct Accepted {
    pub(super) prompt_id: String,
}

/// Empty until the graph has run.
pub(super) type History = HashMap<String, Entry>;

#[derive(Debug, Deserialize)]
pub(super) struct Entry {
    #[serde(default)]
    outputs: BTreeMap<String, Output>,
    /// Older servers have none.
    #[serde(default)]
    status: Option<Status>,
}

#[derive(Debug, Deserialize)]
struct Output {
    #[serde(default)]
    images: Vec<File>,
}

/// A file on the server.
#[derive(Debug, Deserialize)]
pub(super) struct File {
    pub(super) filename: String,
    #[serde(default)]
    pub(super) subfolder: String,
    #[serde(rename = "type", default)]
    pub(super) kind: String,
}

#[derive(Debug, Deserialize)]
struct Status {
    #[serde(default)]
    status_str: String,
    #[serde(default)]
    messages: Vec<(String, Value)>,
}

impl Entry {
    /// Why it failed: the name of the event and what it says; nothing if it did not.
    pub(super) fn failure(&self) -> Option<(&str, &Value)> {
        let status = self.status.as_ref()?;
        if status.status_str != "error" {
            return None;
        }
        let ends = ["execution_error", "execution_interrupted"];
        let mut events = status.messages.iter().rev();
        let event = events.find(|(name, _)| ends.contains(&name.as_str()));
        Some(
            event.map_or(("execution_error", &Value::Null), |(name, data)| {
                (name.as_str(), data)
            }),
        )
    }

    /// The first picture that was saved; if none was, the first that was only shown.
    pub(super) fn picture(&self) -> Option<&File> {
        let all = || self.outputs.values().flat_map(|output| &output.images);
        all()
            .find(|file| file.kind == "output")
            .or_else(|| all().next())
    }
}

/// What waits and runs.
#[derive(Debug, Deserialize)]
pub(super) struct Queue {
    #[serde(default)]
    queue_running: Vec<Value>,
    #[serde(default)]
    queue_pending: Vec<Value>,
}

impl Queue {
    pub(super) fn has(&self, prompt_id: &str) -> bool {
        let mut entries = self.queue_running.iter().chain(&self.queue_pending);
        // An entry is `[number, prompt id, graph, …]`.
        entries.any(|entry| entry.get(1).and_then(Value::as_str) == Some(prompt_id))
    }
}

/// What the server tells over its WebSocket.
#[derive(Debug, Deserialize)]
pub(super) struct News<'a> {
    #[serde(rename = "type")]
    pub(super) kind: &'a str,
    #[serde(default)]
    pub(super) data: About,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct About {
    pub(super) prompt_id: Option<String>,
    /// The node that runs; nothing when none does any more.
    pub(super) node: Option<String>,
    pub(super) value: f64,
    pub(super) max: f64,
}
