//! Faults that were found in other systems of this kind, and do not occur here.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures::future::join_all;
use pixelprompt_domain::{
    Allowance, Claim, Created, JobId, JobStore, Limiter, Mark, Resending, Run, Taken, Timestamp,
};
use pixelprompt_testkit::build;

use crate::store;

fn steps(run: &Run) -> [Run; 3] {
    let now = Timestamp(10);
    let claim = run.claim(now, Duration::from_secs(30), Resending::Free);
    let Ok(Claim::Granted(claimed)) = claim else {
        panic!("not granted");
    };
    let sent = claimed.sent(now).unwrap();
    let done = sent.complete(now, build::stored_image(), None).unwrap();
    [claimed, sent, done]
}

/// One document for the whole job, read, changed and written back by each of its runs.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lost_status_updates_under_concurrent_finishes() {
    let (open, _folder) = store();
    let names: Vec<String> = (0..20).map(|name| format!("model-{name}")).collect();
    let models: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut finishing = Vec::new();
    let mut ids = Vec::new();
    for number in 1..=10 {
        let (job, runs) = build::job(number, "fox", &models);
        open.jobs().create(&job, &runs, None, &[]).await.unwrap();
        ids.push(job.id);
        for run in runs {
            let jobs = open.jobs();
            finishing.push(tokio::spawn(async move {
                for step in steps(&run) {
                    assert!(jobs.replace(&step).await.unwrap());
                    let read = jobs.run(&step.id).await.unwrap().unwrap();
                    assert_eq!(read, step, "whoever wrote it reads it");
                }
            }));
        }
    }
    for finished in join_all(finishing).await {
        finished.unwrap();
    }
    for id in ids {
        let (_, runs) = open.jobs().job(&id).await.unwrap().unwrap();
        assert_eq!(runs.iter().filter(|run| run.has_ended()).count(), 20);
    }
}

/// Check, then count: everybody who checks before the first has counted gets through.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rate_limiter_that_counts_10_of_100() {
    let (open, _folder) = store();
    let calls = (0..100).map(|_| {
        let limiter = open.limiter();
        tokio::spawn(async move {
            let of = [Allowance {
                key: "k".into(),
                limit: 30,
                window: Duration::from_mins(1),
            }];
            limiter.take(&of, Timestamp(1)).await.unwrap()
        })
    });
    let taken = join_all(calls).await;
    let granted = taken
        .into_iter()
        .filter(|taken| matches!(taken, Ok(Taken::Granted(_))));
    assert_eq!(granted.count(), 30);
}

/// Whoever watches a job sees it go forwards only, whichever copy is read.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn readers_never_see_a_job_go_backwards() {
    let (open, _folder) = store();
    let (job, runs) = build::job(1, "fox", &["a", "b", "c", "d"]);
    open.jobs().create(&job, &runs, None, &[]).await.unwrap();
    let over = Arc::new(AtomicBool::new(false));
    let watching: Vec<_> = (0..3)
        .map(|_| {
            let (jobs, id, over) = (open.jobs(), job.id.clone(), over.clone());
            tokio::spawn(async move {
                let mut before = [0; 4];
                while !over.load(Ordering::Relaxed) {
                    let (_, runs) = jobs.job(&id).await.unwrap().unwrap();
                    for (run, before) in runs.iter().zip(&mut before) {
                        assert!(run.version >= *before);
                        *before = run.version;
                    }
                    tokio::task::yield_now().await;
                }
            })
        })
        .collect();
    let writing = runs.into_iter().map(|run| {
        let jobs = open.jobs();
        tokio::spawn(async move {
            let mut run = steps(&run)[0].clone();
            for now in 11..150 {
                assert!(jobs.replace(&run).await.unwrap());
                run = run.renew(Timestamp(now), Duration::from_secs(30)).unwrap();
            }
        })
    });
    for written in join_all(writing).await {
        written.unwrap();
    }
    over.store(true, Ordering::Relaxed);
    for watched in join_all(watching).await {
        watched.unwrap();
    }
}

/// Writes that share a transaction succeed and fail each for itself.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_that_fails_harms_no_other() {
    let (open, _folder) = store();
    let jobs = open.jobs();
    let (taken, taken_runs) = build::job(1, "was here first", &["a"]);
    jobs.create(&taken, &taken_runs, None, &[]).await.unwrap();
    let mut others: Vec<_> = (2..=100).map(|n| build::job(n, "fox", &["a"])).collect();
    let (mut twice, twice_runs) = build::job(1, "has the id of another", &["a", "b"]);
    twice.favourite = true;
    others.insert(50, (twice, twice_runs));
    let created = join_all(
        others
            .iter()
            .map(|(job, runs)| jobs.create(job, runs, None, &[])),
    )
    .await;
    for (place, created) in created.into_iter().enumerate() {
        assert_eq!(
            created.is_ok_and(|created| created == Created::New),
            place != 50
        );
    }
    assert_eq!(
        jobs.job(&taken.id).await.unwrap(),
        Some((taken, taken_runs))
    );
}

/// Jobs of one millisecond are told apart, in whatever order they arrive.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn jobs_of_one_millisecond_are_all_kept() {
    let (open, _folder) = store();
    let jobs = open.jobs();
    let made: Vec<_> = (0..200_u128)
        .map(|number| {
            let (mut job, mut runs) = build::job(7, "fox", &["a"]);
            job.id = JobId::new(Timestamp(7), number * 31 % 200);
            runs[0].id.job = job.id.clone();
            (job, runs)
        })
        .collect();
    for created in join_all(
        made.iter()
            .map(|(job, runs)| jobs.create(job, runs, None, &[])),
    )
    .await
    {
        assert_eq!(created.unwrap(), Created::New);
    }
    let ids: HashSet<_> = made.iter().map(|(job, _)| job.id.clone()).collect();
    assert_eq!(ids.len(), 200);
    for id in &ids {
        assert!(jobs.mark(id, Mark::Favourite(true)).await.unwrap());
    }
}
