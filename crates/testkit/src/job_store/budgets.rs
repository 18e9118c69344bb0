//! What runs take of the budgets.

use futures::future::join_all;
use pixelprompt_domain::{
    Bill, Ceiling, Created, ErrorKind, Failure, Job, JobStore, Money, Outcome, Replaced, Run,
    Timestamp,
};

use super::{claimed, fail, replace};
use crate::build;

const DAY: &str = "day/2026-11-23";
const MONTH: &str = "month/2026-11";

/// A job whose runs are expected to cost so much each, of the day and of the month.
fn priced(created: u64, models: &[&str], each: u64) -> (Job, Vec<Run>) {
    let (job, runs) = build::job(created, "fox", models);
    let runs = runs.into_iter().map(|run| Run {
        bill: bill(each),
        ..run
    });
    (job, runs.collect())
}

fn bill(held: u64) -> Bill {
    let accounts = vec![DAY.to_owned(), MONTH.to_owned()];
    Bill::new(Some(Money(held)), Money(held), accounts)
}

fn ceiling(account: &str, limit: u64) -> Ceiling {
    Ceiling {
        account: account.to_owned(),
        limit: Money(limit),
    }
}

async fn spent(store: &dyn JobStore) -> [u64; 2] {
    let accounts = [DAY, MONTH].map(str::to_owned);
    let spent = store.spent(&accounts).await.unwrap_or_else(fail);
    [spent[0].0, spent[1].0]
}

async fn create(store: &dyn JobStore, job: &(Job, Vec<Run>), within: &[Ceiling]) -> Created {
    let created = store.create(&job.0, &job.1, None, within).await;
    created.unwrap_or_else(fail)
}

/// What is held back counts, and gives way to what it cost; a write that is refused books nothing.
pub async fn accounts_add_up_what_runs_take(store: &dyn JobStore) {
    assert_eq!(spent(store).await, [0, 0]);
    let job = priced(1, &["a", "b", "c"], 50);
    assert_eq!(create(store, &job, &[]).await, Created::New);
    assert_eq!(spent(store).await, [150, 150]);

    let first = claimed(&job.1[0], 10);
    assert!(replace(store, &first).await);
    let sent = first.sent(Timestamp(11)).unwrap_or_else(fail);
    assert!(replace(store, &sent).await);
    assert_eq!(spent(store).await, [150, 150], "nothing was settled");
    let done = sent.complete(Timestamp(12), build::stored_image(), Some(Money(70)));
    let done = done.unwrap_or_else(fail);
    assert!(replace(store, &done).await);
    assert_eq!(spent(store).await, [170, 170]);
    assert!(!replace(store, &done).await, "twice the same");
    assert_eq!(spent(store).await, [170, 170], "and booked once");

    let stopped = job.1[1].cancel(Timestamp(13)).unwrap_or_else(fail);
    assert!(replace(store, &stopped).await);
    assert_eq!(spent(store).await, [120, 120], "nothing was bought");
    let again = stopped.retry(Timestamp(14), &bill(50)).unwrap_or_else(fail);
    assert!(replace(store, &again).await);
    assert_eq!(spent(store).await, [170, 170]);
}

/// Over a ceiling nothing is kept and nothing is booked; what costs nothing is always kept.
pub async fn what_is_over_a_ceiling_is_not_kept(store: &dyn JobStore) {
    let within = [ceiling(DAY, 100), ceiling(MONTH, 1000)];
    let (first, second) = (priced(1, &["a"], 60), priced(2, &["a"], 50));
    assert_eq!(create(store, &first, &within).await, Created::New);
    let Created::Over(over) = create(store, &second, &within).await else {
        panic!("110 of 100")
    };
    assert_eq!(over.ceiling, within[0]);
    assert_eq!((over.spent, over.asked), (Money(60), Money(50)));
    assert_eq!(spent(store).await, [60, 60]);
    assert!(store.job(&second.0.id).await.unwrap_or_else(fail).is_none());
    for (created, each) in [(3, 40), (4, 0)] {
        let job = priced(created, &["a"], each);
        assert_eq!(create(store, &job, &within).await, Created::New);
    }

    let run = claimed(&first.1[0], 10);
    assert!(replace(store, &run).await);
    let failed = run.fail(
        Timestamp(11),
        Failure::new(ErrorKind::RequestRejected, Outcome::Refused),
    );
    let failed = failed.unwrap_or_else(fail);
    assert!(replace(store, &failed).await);
    let again = |held| {
        failed
            .retry(Timestamp(12), &bill(held))
            .unwrap_or_else(fail)
    };
    let tried = store.replace_within(&again(61), &within).await;
    assert!(matches!(tried, Ok(Replaced::Over(_))), "{tried:?}");
    let stored = store.run(&failed.id).await.unwrap_or_else(fail);
    assert_eq!(stored.as_ref(), Some(&failed));
    for expected in [Replaced::Yes, Replaced::No] {
        let tried = store.replace_within(&again(60), &within).await;
        assert_eq!(tried.unwrap_or_else(fail), expected);
    }
    assert_eq!(spent(store).await, [100, 100]);
}

/// Of sixty jobs at once, as many are kept as the ceilings allow.
pub async fn accounts_are_never_overdrawn_in_a_race(store: &dyn JobStore) {
    let within = [ceiling(DAY, 1000), ceiling(MONTH, 700)];
    let jobs: Vec<_> = (0..60).map(|n| priced(n, &["a", "b"], 30)).collect();
    let created = join_all(jobs.iter().map(|job| create(store, job, &within))).await;
    let kept = created.iter().filter(|created| **created == Created::New);
    assert_eq!(kept.count(), 11, "660 of 700");
    assert_eq!(spent(store).await, [660, 660]);
}

/// A job that is forgotten was paid for all the same.
pub async fn an_account_outlives_its_runs(store: &dyn JobStore) {
    let job = priced(1, &["a"], 50);
    assert_eq!(create(store, &job, &[]).await, Created::New);
    let claimed = claimed(&job.1[0], 1);
    assert!(replace(store, &claimed).await);
    let sent = claimed.sent(Timestamp(2)).unwrap_or_else(fail);
    assert!(replace(store, &sent).await);
    let done = sent.complete(Timestamp(3), build::stored_image(), None);
    assert!(replace(store, &done.unwrap_or_else(fail)).await);
    assert!(store.forget(&job.0.id).await.unwrap_or_else(fail));
    assert_eq!(spent(store).await, [50, 50]);
}
