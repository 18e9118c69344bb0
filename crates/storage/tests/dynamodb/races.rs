//! Many at once, from several processes' worth of connections.

use std::time::Duration;

use futures::future::join_all;
use pixelprompt_domain::{Allowance, Ceiling, Created, JobStore, Limiter, Money, Taken, Timestamp};
use pixelprompt_testkit::build;

use crate::{claimed, priced, store};

/// Also where all sixteen write the very same run, as two workers do who claim at one moment.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_sixteen_replaces_a_version() {
    let store = store().await;
    let (job, runs) = build::job(1, "fox", &["a", "b"]);
    store.jobs().create(&job, &runs, None, &[]).await.unwrap();
    for (run, apart) in [(&runs[0], 1), (&runs[1], 0)] {
        let tasks = (0..16).map(|task| {
            let (jobs, claim) = (store.jobs(), claimed(run, 10 + task * apart));
            tokio::spawn(async move { jobs.replace(&claim).await.unwrap() })
        });
        let won = join_all(tasks).await.into_iter().map(Result::unwrap);
        assert_eq!(won.filter(|won| *won).count(), 1);
    }
}

/// The same where what the run takes of its accounts changes: it is booked once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_sixteen_settles_a_run() {
    let store = store().await;
    let (job, runs) = build::job(1, "fox", &["a"]);
    let run = priced(runs[0].clone(), 50);
    let jobs = store.jobs();
    jobs.create(&job, std::slice::from_ref(&run), None, &[])
        .await
        .unwrap();
    let tasks = (0..16).map(|task| {
        let (jobs, ended) = (store.jobs(), run.cancel(Timestamp(task)).unwrap());
        tokio::spawn(async move { jobs.replace(&ended).await.unwrap() })
    });
    let won = join_all(tasks).await.into_iter().map(Result::unwrap);
    assert_eq!(won.filter(|won| *won).count(), 1);
    let spent = jobs.spent(&["day".into(), "month".into()]).await.unwrap();
    assert_eq!(spent, [Money(0), Money(0)]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_budget_is_exact_under_fifty_creates() {
    let store = store().await;
    let within = [("day", 1000), ("month", 760)].map(|(account, limit)| Ceiling {
        account: account.to_owned(),
        limit: Money(limit),
    });
    let tasks = (1..=50).map(|number| {
        let (jobs, within) = (store.jobs(), within.clone());
        tokio::spawn(async move {
            let (job, runs) = build::job(number, "fox", &["a"]);
            let runs: Vec<_> = runs.into_iter().map(|run| priced(run, 30)).collect();
            jobs.create(&job, &runs, None, &within).await.unwrap()
        })
    });
    let mut kept = 0;
    for created in join_all(tasks).await {
        match created.unwrap() {
            Created::New => kept += 1,
            Created::Over(over) => {
                assert_eq!(
                    (over.ceiling.account.as_str(), over.asked),
                    ("month", Money(30))
                );
                assert_eq!(over.spent, Money(750));
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(kept, 25, "750 of 760");
    let spent = store.jobs().spent(&["month".into(), "day".into()]).await;
    assert_eq!(spent.unwrap(), [Money(750), Money(750)]);
}

/// From one allowance, and from two of which one is everybody's.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_and_sixty_takes_are_counted_exactly() {
    let store = store().await;
    let hourly = |key: &str, limit| Allowance {
        key: key.to_owned(),
        limit,
        window: Duration::from_hours(1),
    };
    for shared in ["one", "both"] {
        let tasks = (0..160).map(|task| {
            let limiter = store.limiter();
            let mut of = vec![hourly(shared, 30)];
            if shared == "both" {
                of.push(hourly(&format!("own/{}", task % 4), 20));
            }
            tokio::spawn(async move { limiter.take(&of, Timestamp(5)).await.unwrap() })
        });
        let taken = join_all(tasks).await.into_iter().map(Result::unwrap);
        let granted = taken.filter(|taken| matches!(taken, Taken::Granted(_)));
        assert_eq!(granted.count(), 30, "{shared}");
    }
}
