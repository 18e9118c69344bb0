//! `LiteLLM`'s proxy, which bench/overhead.sh installs: <https://docs.litellm.ai/docs/proxy/quick_start>.

use std::{
    fs,
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;
use tokio::time::sleep;

use crate::{
    load::{Client, Trouble},
    mock::Mock,
};

/// It starts slowly, and more so with several workers.
const PATIENCE: Duration = Duration::from_mins(2);

/// It refuses to start without one.
const KEY: &str = "sk-0123456789abcdefghijklmnopqrstuvwxyz";

/// Proxies that want to go elsewhere from this machine.
const PROXIES: [&str; 6] = [
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "http_proxy",
    "https_proxy",
    "all_proxy",
];

/// Ended with its workers when dropped.
pub(crate) struct LiteLlm {
    child: Child,
    api: String,
    _folder: TempDir,
}

impl LiteLlm {
    /// Starts one that sends a model's pictures on from the mock, as its documentation says: no database, no
    /// cache, no telemetry, errors alone in the log.
    pub(crate) async fn start(
        program: &Path,
        mock: &Mock,
        model: &str,
        workers: usize,
    ) -> Result<Self, Trouble> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("config.yaml");
        fs::write(&file, configuration(mock, model))?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut command = Command::new(program);
        for proxy in PROXIES {
            command.env_remove(proxy);
        }
        let child = command
            .arg("--config")
            .arg(&file)
            .args(["--host", "127.0.0.1", "--telemetry", "False"])
            .args([
                "--port",
                &port.to_string(),
                "--num_workers",
                &workers.to_string(),
            ])
            .env("LITELLM_MASTER_KEY", KEY)
            .env("LITELLM_MODE", "PRODUCTION")
            .env("LITELLM_LOG", "ERROR")
            .env("LITELLM_LOCAL_MODEL_COST_MAP", "True")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let address = format!("127.0.0.1:{port}");
        let proxy = Self {
            child,
            api: format!("http://{address}/v1"),
            _folder: folder,
        };
        let began = Instant::now();
        while !answers(&address).await {
            if began.elapsed() > PATIENCE {
                return Err("LiteLLM does not answer".into());
            }
            sleep(Duration::from_millis(500)).await;
        }
        // The other workers begin a little later than the first one.
        sleep(Duration::from_secs(10) * (workers as u32 - 1)).await;
        Ok(proxy)
    }

    pub(crate) fn api(&self) -> &str {
        &self.api
    }

    #[expect(clippy::unused_self, reason = "it is this proxy's")]
    pub(crate) fn key(&self) -> &'static str {
        KEY
    }
}

async fn answers(address: &str) -> bool {
    let Ok(mut client) = Client::connect(address).await else {
        return false;
    };
    client.send("GET", "/health/liveliness", "").await.is_ok()
}

fn configuration(mock: &Mock, model: &str) -> String {
    format!(
        "model_list:\n  - model_name: {model}\n    litellm_params:\n      model: openai/{model}\n      \
         api_base: {}\n      api_key: {}\n    model_info:\n      mode: image_generation\n\
         litellm_settings:\n  telemetry: false\n",
        mock.api(),
        mock.key()
    )
}

impl Drop for LiteLlm {
    fn drop(&mut self) {
        // Its workers are processes of their own, which only a polite end reaches.
        let id = self.child.id().to_string();
        let _ = Command::new("kill").args(["-TERM", &id]).status();
        let _ = self.child.wait();
    }
}
