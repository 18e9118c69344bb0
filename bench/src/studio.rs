//! A running Pixel Prompt on a folder and a port of its own.

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;

use crate::{
    load::{Client, Trouble},
    process::{Usage, usage},
};

/// Killed when dropped.
pub(crate) struct Studio {
    child: Child,
    /// `127.0.0.1:40123`
    pub(crate) address: String,
    /// From the start of the process to the first answer.
    pub(crate) to_first_answer: Duration,
    /// Deleted when the program has ended.
    _folder: TempDir,
}

impl Studio {
    /// Starts the program on a new folder, with these environment variables.
    pub(crate) async fn start(program: &Path, variables: &[(&str, &str)]) -> Result<Self, Trouble> {
        Self::on(program, tempfile::tempdir()?, variables).await
    }

    /// Starts the program on a folder.
    pub(crate) async fn on(
        program: &Path,
        folder: TempDir,
        variables: &[(&str, &str)],
    ) -> Result<Self, Trouble> {
        let began = Instant::now();
        let mut child = Command::new(program)
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(folder.path())
            .env("RUST_LOG", "warn")
            .envs(variables.iter().copied())
            .stdout(Stdio::piped())
            .spawn()?;
        let out = child.stdout.take().ok_or("no standard output")?;
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line)?;
        let address = line
            .rsplit_once("http://")
            .map(|(_, address)| address.trim().to_owned());
        let address = address.ok_or_else(|| format!("the program said {line:?}"))?;
        Client::connect(&address)
            .await?
            .send("GET", "/healthz", "")
            .await?;
        Ok(Self {
            child,
            address,
            to_first_answer: began.elapsed(),
            _folder: folder,
        })
    }

    pub(crate) fn usage(&self) -> Usage {
        usage(self.child.id())
    }
}

impl Drop for Studio {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
