//! The program at the mock, as a person would try it.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use pixelprompt_testkit::providers::MockProviders;

pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pixelprompt"));
    command.stdin(Stdio::null());
    command
}

/// The program as the mock; it ends with the test.
struct Mock {
    child: Child,
    origin: String,
}

impl Mock {
    fn start() -> Self {
        let mut mock = program();
        mock.args([
            "mock-providers",
            "--listen",
            "127.0.0.1:0",
            "--latency",
            "1",
        ]);
        let mut child = mock.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        said.read_line(&mut line).unwrap();
        let told = line.trim().strip_prefix("The mock providers are open at ");
        let origin = told.unwrap_or_else(|| panic!("said {line:?}")).to_owned();
        Self { child, origin }
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn page(url: String) -> String {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let answer = reqwest::get(url).await.unwrap();
    answer.error_for_status().unwrap().text().await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_models_paint_one_prompt() {
    let mock = Mock::start();
    let folder = tempfile::tempdir().unwrap();
    let configuration = page(format!("{}/config.toml", mock.origin)).await;
    fs::write(folder.path().join("pixelprompt.toml"), configuration).unwrap();
    let painted = program()
        .args([
            "generate",
            "a paper boat",
            "--seed",
            "7",
            "--config",
            "pixelprompt.toml",
        ])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&painted.stderr);
    assert!(painted.status.success(), "{errors}");
    let pictures = fs::read_dir(folder.path().join("pictures")).unwrap();
    let names: Vec<_> = pictures
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(names.len(), 21, "twenty and the sheet: {names:?}");
    let is_jpeg = |name: &&String| Path::new(name).extension().is_some_and(|end| end == "jpg");
    assert_eq!(names.iter().filter(is_jpeg).count(), 2, "{names:?}");
}

#[tokio::test]
async fn the_mock_tells_what_there_is() {
    let mock = Mock::start();
    let index = page(mock.origin.clone()).await;
    for family in MockProviders::families() {
        assert!(
            index.contains(&format!("\"provider\":\"{family}\"")),
            "{family}"
        );
    }
    for wanted in [
        "fail:rate-limited",
        "fail:slow-poll",
        "/openai/v1",
        "config.toml",
    ] {
        assert!(index.contains(wanted), "{wanted}");
    }
}

#[test]
fn a_mistake_is_told_in_one_sentence() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    for (words, told) in [
        (["--listen", address.as_str()], "cannot listen on"),
        (["--fault-rate", "1.5"], "from 0 to 1"),
    ] {
        let mut mock = program();
        let ended = mock.arg("mock-providers").args(words).output().unwrap();
        let errors = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(1), "{errors}");
        assert!(errors.contains(told), "{errors}");
    }
}
