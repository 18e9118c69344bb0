//! `pixelprompt mock-providers`, in a process of its own.

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use crate::load::Trouble;

/// Killed when dropped.
pub(crate) struct Mock {
    child: Child,
    /// Where OpenAI's paths begin.
    api: String,
}

impl Mock {
    /// Starts one that takes so long for each picture.
    pub(crate) fn start(program: &Path, latency: Duration) -> Result<Self, Trouble> {
        let mut child = Command::new(program)
            .args(["mock-providers", "--listen", "127.0.0.1:0", "--latency"])
            .arg(latency.as_millis().to_string())
            .stdout(Stdio::piped())
            .spawn()?;
        let out = child.stdout.take().ok_or("no standard output")?;
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line)?;
        let origin = line.find("http://").map(|at| line[at..].trim());
        let origin = origin.ok_or_else(|| format!("the mock said {line:?}"))?;
        Ok(Self {
            api: format!("{origin}/openai/v1"),
            child,
        })
    }

    pub(crate) fn api(&self) -> &str {
        &self.api
    }

    #[expect(clippy::unused_self, reason = "it is this mock's")]
    pub(crate) fn key(&self) -> &'static str {
        "mock"
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
