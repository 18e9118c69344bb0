//! A process that is killed keeps whatever it said it had kept.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use futures::future::join_all;
use pixelprompt_domain::{Ids, JobStore, RunState, Timestamp, Wanted};
use pixelprompt_storage::SqliteStore;
use pixelprompt_testkit::build;

/// Tells the child which folder to write to.
const FOLDER: &str = "PIXELPROMPT_TEST_FOLDER";

#[test]
fn a_killed_process_keeps_every_acknowledged_write() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "crash::child_that_writes_until_it_is_killed",
            "--ignored",
            "--nocapture",
        ])
        .env(FOLDER, folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut told = Vec::new();
    for line in lines {
        if let Some(id) = line.unwrap().strip_prefix("kept ") {
            told.push(id.to_owned());
        }
        if told.len() == 400 {
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
    assert!(told.len() >= 400, "the child wrote {} jobs", told.len());

    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(check(folder.path(), &told));
}

async fn check(folder: &Path, told: &[String]) {
    let jobs = SqliteStore::open(folder).unwrap().jobs();
    for id in told {
        let (_, runs) = jobs
            .job(&id.parse().unwrap())
            .await
            .unwrap()
            .expect("the job is gone");
        assert_eq!(runs.len(), 3);
        assert!(
            matches!(runs[2].state, RunState::Cancelled),
            "the change is gone"
        );
    }
    let mut wanted = Wanted {
        words: Some("written".into()),
        limit: 100,
        ..Wanted::default()
    };
    let mut found = 0;
    loop {
        let page = jobs.page(&wanted).await.unwrap();
        assert!(
            page.jobs.iter().all(|(_, runs)| runs.len() == 3),
            "a job is half there"
        );
        found += page.jobs.len();
        match page.next {
            Some(next) => wanted.after = Some(next),
            None => break,
        }
    }
    assert!(
        found >= told.len(),
        "the search finds {found} of {}",
        told.len()
    );
}

#[test]
#[ignore = "is the child process of another test"]
fn child_that_writes_until_it_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else {
        return;
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let jobs = Arc::new(SqliteStore::open(Path::new(&folder)).unwrap().jobs());
    runtime.block_on(async {
        join_all((0..20).map(|writer| tokio::spawn(write(jobs.clone(), writer)))).await
    });
}

#[expect(clippy::print_stdout, reason = "the parent reads it")]
async fn write(jobs: Arc<impl JobStore>, writer: u128) {
    struct Counting(u128);
    impl Ids for Counting {
        fn random(&self) -> u128 {
            self.0
        }
    }
    for number in 1_u64.. {
        let (mut job, mut runs) = build::job(number, "written until the end", &["a", "b", "c"]);
        job.id = Counting(writer).job(Timestamp(number));
        for run in &mut runs {
            run.id.job = job.id.clone();
        }
        jobs.create(&job, &runs, None, &[]).await.unwrap();
        let cancelled = runs[2].cancel(Timestamp(number)).unwrap();
        assert!(jobs.replace(&cancelled).await.unwrap());
        println!("kept {}", job.id);
    }
}
