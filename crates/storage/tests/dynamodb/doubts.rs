//! The service did it, and its answer was lost.

use std::time::Duration;

use pixelprompt_aws::Retry;
use pixelprompt_domain::{
    Allowance, Ceiling, Created, JobStore, Limiter, Mark, Money, Once, Replaced, Taken, Timestamp,
    Wanted,
};
use pixelprompt_testkit::amazon::Fault;
use pixelprompt_testkit::build;

use crate::{claimed, patient, priced, two_ways};

const LOST_TWICE: [Fault; 2] = [Fault::Unanswered, Fault::Unanswered];

async fn spent(jobs: &dyn JobStore) -> [u64; 2] {
    let accounts = ["day".to_owned(), "month".to_owned()];
    let spent = jobs.spent(&accounts).await.unwrap();
    [spent[0].0, spent[1].0]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_is_kept_once_and_booked_once() {
    let (straight, store, line) = two_ways(patient()).await;
    let within = [Ceiling {
        account: "day".to_owned(),
        limit: Money(70),
    }];
    let once = Once {
        key: "k".to_owned(),
        digest: "d".to_owned(),
    };
    let (job, runs) = build::job(1, "fox", &["a", "b"]);
    let runs: Vec<_> = runs.into_iter().map(|run| priced(run, 30)).collect();
    line.fail("TransactWriteItems", LOST_TWICE);
    let jobs = store.jobs();
    // A second booking of it would be over the ceiling.
    let created = jobs.create(&job, &runs, Some(&once), &within).await;
    assert_eq!(created.unwrap(), Created::New);
    assert_eq!(spent(&straight.jobs()).await, [60, 60]);
    let wanted = Wanted {
        limit: 9,
        ..Wanted::default()
    };
    let page = straight.jobs().page(&wanted).await.unwrap();
    assert_eq!(page.jobs, [(job.clone(), runs.clone())]);
    let again = jobs.create(&job, &runs, Some(&once), &within).await;
    assert_eq!(again.unwrap(), Created::Already(job.id));
}

/// No attempt was answered, so the caller was told of an error, and tries the same again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caller_may_try_to_create_again() {
    let retry = Retry {
        attempts: 2,
        ..patient()
    };
    let (straight, store, line) = two_ways(retry).await;
    let (job, runs) = build::job(1, "fox", &["a"]);
    let runs: Vec<_> = runs.into_iter().map(|run| priced(run, 30)).collect();
    let jobs = store.jobs();
    line.fail("TransactWriteItems", LOST_TWICE);
    jobs.create(&job, &runs, None, &[]).await.unwrap_err();
    let within = [Ceiling {
        account: "day".to_owned(),
        limit: Money(40),
    }];
    let again = jobs.create(&job, &runs, None, &within).await;
    assert_eq!(again.unwrap(), Created::New);
    assert_eq!(spent(&straight.jobs()).await, [30, 30]);
    let (mut other, _) = build::job(1, "another", &["a"]);
    other.id = job.id.clone();
    jobs.create(&other, &runs, None, &[]).await.unwrap_err();
    let kept = straight.jobs().job(&job.id).await.unwrap();
    assert_eq!(kept, Some((job, runs)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_is_replaced_once_and_its_writer_knows() {
    let (straight, store, line) = two_ways(patient()).await;
    let jobs = store.jobs();
    let (job, runs) = build::job(1, "fox", &["a"]);
    let run = priced(runs[0].clone(), 30);
    jobs.create(&job, std::slice::from_ref(&run), None, &[])
        .await
        .unwrap();

    let claim = claimed(&run, 5);
    line.fail("PutItem", LOST_TWICE);
    assert!(jobs.replace(&claim).await.unwrap(), "it won");
    assert!(
        !straight.jobs().replace(&claim).await.unwrap(),
        "nobody else did"
    );

    // It is booked in a transaction: its answer is lost, and that of the write before it.
    let sent = claim.sent(Timestamp(6)).unwrap();
    assert!(jobs.replace(&sent).await.unwrap());
    line.fail("PutItem", LOST_TWICE);
    line.fail("TransactWriteItems", LOST_TWICE);
    let done = sent.complete(Timestamp(7), build::stored_image(), Some(Money(45)));
    let done = done.unwrap();
    let replaced = jobs.replace_within(&done, &[]).await;
    assert_eq!(replaced.unwrap(), Replaced::Yes);
    assert_eq!(spent(&straight.jobs()).await, [45, 45]);
    assert_eq!(straight.jobs().run(&run.id).await.unwrap(), Some(done));
}

/// Before the writer could ask again, the run went on: whether it was he who replaced it cannot be known, and
/// is not guessed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_known_is_an_error() {
    let retry = Retry {
        patience: Duration::from_millis(1500),
        ..patient()
    };
    let (straight, store, line) = two_ways(retry).await;
    let straight = straight.jobs();
    let (job, runs) = build::job(1, "fox", &["a"]);
    straight.create(&job, &runs, None, &[]).await.unwrap();
    let claim = claimed(&runs[0], 5);
    line.fail("PutItem", [Fault::Unanswered, Fault::Silent]);
    let (jobs, written) = (store.jobs(), claim.clone());
    let writing = tokio::spawn(async move { jobs.replace(&written).await });
    while straight.run(&claim.id).await.unwrap().unwrap().version == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let on = claim.sent(Timestamp(6)).unwrap();
    assert!(straight.replace(&on).await.unwrap());
    let error = writing.await.unwrap().unwrap_err();
    assert!(format!("{error:?}").contains("InDoubt"), "{error:?}");
    // Who asks once more, with no doubt about it, is told the truth: it is not the next version.
    assert!(!store.jobs().replace(&claim).await.unwrap());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_is_forgotten_and_marked_all_the_same() {
    let (straight, store, line) = two_ways(patient()).await;
    let jobs = store.jobs();
    let (job, runs) = build::job(1, "fox", &["a"]);
    jobs.create(&job, &runs, None, &[]).await.unwrap();
    line.fail("UpdateItem", LOST_TWICE);
    assert!(
        jobs.mark(&job.id, Mark::Trashed(Some(Timestamp(3))))
            .await
            .unwrap()
    );
    assert!(
        jobs.replace(&runs[0].cancel(Timestamp(4)).unwrap())
            .await
            .unwrap()
    );
    line.fail("TransactWriteItems", LOST_TWICE);
    assert!(jobs.forget(&job.id).await.unwrap());
    assert!(!jobs.forget(&job.id).await.unwrap());
    assert_eq!(straight.jobs().job(&job.id).await.unwrap(), None);
}

/// A run that is retried between the look and the deed keeps its job.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_is_not_forgotten_while_it_begins_anew() {
    let (straight, store, line) = two_ways(patient()).await;
    let straight = straight.jobs();
    let (job, runs) = build::job(1, "fox", &["a", "b"]);
    straight.create(&job, &runs, None, &[]).await.unwrap();
    let ended: Vec<_> = runs
        .iter()
        .map(|run| run.cancel(Timestamp(2)).unwrap())
        .collect();
    for run in &ended {
        assert!(straight.replace(run).await.unwrap());
    }
    let conflict = Fault::refused(400, "ThrottlingException");
    line.fail(
        "TransactWriteItems",
        [conflict.clone(), conflict, Fault::Unheard],
    );
    let jobs = store.jobs();
    let id = job.id.clone();
    let forgetting = tokio::spawn(async move { jobs.forget(&id).await.unwrap() });
    while !line
        .calls()
        .iter()
        .any(|call| call.action == "TransactWriteItems")
    {
        tokio::task::yield_now().await;
    }
    let again = ended[1].retry(Timestamp(3), &pixelprompt_domain::Bill::default());
    let retried = straight.replace(&again.unwrap()).await.unwrap();
    // Whoever came first, it is one or the other, never half of both.
    let forgotten = forgetting.await.unwrap();
    assert_ne!(forgotten, retried);
    let left = straight.job(&job.id).await.unwrap();
    assert_eq!(left.map(|(_, runs)| runs.len()), retried.then_some(2));
}

/// Several allowances are counted exactly once; a single one perhaps twice, and never granted once too often.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_take_is_never_free() {
    let (straight, store, line) = two_ways(patient()).await;
    let of = ["a", "b"].map(|key| Allowance {
        key: key.to_owned(),
        limit: 4,
        window: Duration::from_hours(1),
    });
    line.fail("TransactWriteItems", LOST_TWICE);
    let remaining = |taken: Taken| match taken {
        Taken::Granted(left) => left.iter().map(|left| left.remaining).collect::<Vec<_>>(),
        Taken::Refused(left) => panic!("{left:?}"),
    };
    let now = Timestamp(5);
    assert_eq!(
        remaining(store.limiter().take(&of, now).await.unwrap()),
        [3, 3]
    );
    line.fail("UpdateItem", [Fault::Unanswered]);
    assert_eq!(
        remaining(store.limiter().take(&of[..1], now).await.unwrap()),
        [1]
    );
    assert_eq!(
        remaining(straight.limiter().take(&of[..1], now).await.unwrap()),
        [0]
    );
    let over = straight.limiter().take(&of[..1], now).await.unwrap();
    assert!(matches!(over, Taken::Refused(_)));

    // The takes are counted, what is left of them cannot be read: they are granted.
    line.fail(
        "BatchGetItem",
        [Fault::refused(400, "AccessDeniedException")],
    );
    let other = [
        of[1].clone(),
        Allowance {
            key: "c".to_owned(),
            ..of[0].clone()
        },
    ];
    assert_eq!(
        remaining(store.limiter().take(&other, now).await.unwrap()),
        [3, 3]
    );
    assert_eq!(
        remaining(store.limiter().take(&other, now).await.unwrap()),
        [1, 2]
    );
}
