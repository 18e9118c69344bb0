//! The limits of DynamoDB: a megabyte in an answer, a hundred keys in a question, keys of some length.

use std::time::Duration;

use pixelprompt_domain::{
    Allowance, Bill, Created, JobStore, Limiter, Money, Once, Run, RunState, StoredImage, Taken,
    Timestamp,
};
use pixelprompt_testkit::amazon::Fault;
use pixelprompt_testkit::build;
use serde_json::json;

use crate::{patient, store, two_ways};

/// Twenty runs with a hundred kilobytes each come in several answers.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_of_two_megabytes_is_read_whole() {
    let jobs = store().await.jobs();
    let names: Vec<String> = (0..20).map(|place| format!("m{place}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (job, runs) = build::job(1, "fox", &names);
    let long = |run: Run| {
        let image = StoredImage {
            reading: Some("ein Füchslein ".repeat(7_000)),
            ..build::stored_image()
        };
        let state = RunState::Completed { image };
        Run { state, ..run }
    };
    let runs: Vec<Run> = runs.into_iter().map(long).collect();
    let created = jobs.create(&job, &runs, None, &[]).await.unwrap();
    assert_eq!(created, Created::New);
    assert_eq!(jobs.job(&job.id).await.unwrap(), Some((job.clone(), runs)));
    assert!(jobs.forget(&job.id).await.unwrap());
    assert_eq!(jobs.job(&job.id).await.unwrap(), None);
}

/// What does not fit is refused whole.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_too_large_is_an_error_and_nothing_is_kept() {
    let jobs = store().await.jobs();
    let (mut job, runs) = build::job(1, "fox", &["a"]);
    job.correlation_id = "x".repeat(410_000);
    let error = jobs.create(&job, &runs, None, &[]).await.unwrap_err();
    let shown = format!("{error:?}");
    assert!(shown.len() < 2_000, "{}", shown.len());
    assert_eq!(jobs.run(&runs[0].id).await.unwrap(), None);
}

/// A hundred and fifty accounts, some asked for twice, in the order in which they are asked for.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_accounts_are_read_at_once() {
    let jobs = store().await.jobs();
    for (number, part) in (0..3).zip([0..50, 50..100, 100..150]) {
        let (job, runs) = build::job(number, "fox", &["a"]);
        let charges = part.map(|account| (format!("{account}"), Money(account)));
        let bill = Bill {
            charges: charges.collect(),
            ..Bill::default()
        };
        let run = Run {
            bill,
            ..runs[0].clone()
        };
        jobs.create(&job, &[run], None, &[]).await.unwrap();
    }
    let asked: Vec<u64> = (0..200).rev().chain([7, 7]).collect();
    let names: Vec<String> = asked.iter().map(u64::to_string).collect();
    let spent = jobs.spent(&names).await.unwrap();
    let expected = asked
        .iter()
        .map(|account| Money(if *account < 150 { *account } else { 0 }));
    assert_eq!(spent, expected.collect::<Vec<_>>());
    assert_eq!(jobs.spent(&[]).await.unwrap(), []);
}

/// What DynamoDB keeps back of an answer is asked for again, and not for ever.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_kept_back_is_fetched() {
    let (straight, store, line) = two_ways(patient()).await;
    let (job, runs) = build::job(1, "fox", &["a"]);
    let run = crate::priced(runs[0].clone(), 30);
    straight
        .jobs()
        .create(&job, &[run], None, &[])
        .await
        .unwrap();
    let accounts = ["day".to_owned(), "month".to_owned()];
    store.jobs().spent(&accounts).await.unwrap();
    let table = line.calls()[0].body["RequestItems"].clone();
    let (name, asked) = table.as_object().unwrap().iter().next().unwrap();
    let kept_back = |keys: serde_json::Value| {
        let mut left = asked.clone();
        left["Keys"] = keys;
        let answer = json!({ "Responses": {}, "UnprocessedKeys": { name: left } });
        Fault::Refused(200, answer.to_string())
    };
    let all = asked["Keys"].clone();
    line.fail(
        "BatchGetItem",
        [kept_back(all.clone()), kept_back(all.clone())],
    );
    let spent = store.jobs().spent(&accounts).await.unwrap();
    assert_eq!(spent, [Money(30), Money(30)]);
    line.fail("BatchGetItem", (0..20).map(|_| kept_back(all.clone())));
    let error = store.jobs().spent(&accounts).await.unwrap_err();
    assert!(format!("{error:?}").contains("Incomplete"), "{error:?}");
}

/// Keys that people choose may be empty, long and of any letters.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keys_of_any_kind_are_kept() {
    let store = store().await;
    let long = "k".repeat(5_000);
    for (number, key) in (1..).zip(["", "#", "JOB#1", "\u{1f98a}\u{0}\n", &long]) {
        let (job, runs) = build::job(number, "fox", &["a"]);
        let once = Once {
            key: key.to_owned(),
            digest: String::new(),
        };
        let created = store.jobs().create(&job, &runs, Some(&once), &[]).await;
        assert_eq!(created.unwrap(), Created::New, "{number}");
        let found = store.jobs().created_by(key).await.unwrap();
        assert_eq!(found, Some((String::new(), job.id)), "{number}");
        let of = [Allowance {
            key: key.to_owned(),
            limit: 1,
            window: Duration::from_secs(1),
        }];
        for granted in [true, false] {
            let taken = store.limiter().take(&of, Timestamp(5)).await.unwrap();
            assert_eq!(matches!(taken, Taken::Granted(_)), granted, "{number}");
        }
    }
    assert_eq!(store.jobs().created_by("k").await.unwrap(), None);
}

/// The largest sums there are.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sums_that_do_not_fit_stay_at_the_largest() {
    let jobs = store().await.jobs();
    for number in 1..=2 {
        let (job, runs) = build::job(number, "fox", &["a"]);
        let run = crate::priced(runs[0].clone(), u64::MAX);
        jobs.create(&job, &[run], None, &[]).await.unwrap();
    }
    let spent = jobs.spent(&["day".to_owned()]).await.unwrap();
    assert_eq!(spent, [Money(u64::MAX)]);
}
