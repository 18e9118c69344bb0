//! The contract of [`JobStore`], case by case.

mod budgets;
mod pages;

use std::time::Duration;

use futures::future::join_all;
use pixelprompt_domain::{
    Bill, Claim, Created, ErrorKind, Failure, Job, JobId, JobStore, ModelId, Once, Outcome, Page,
    Resending, Run, RunId, Ticket, Timestamp, Wanted,
};

pub use budgets::{
    accounts_add_up_what_runs_take, accounts_are_never_overdrawn_in_a_race,
    an_account_outlives_its_runs, what_is_over_a_ceiling_is_not_kept,
};
pub use pages::{
    forgotten_is_gone, marks_and_trash, pages_are_stable, pages_can_be_searched, pages_of_a_time,
};

use crate::build;

/// One test for each case, against an empty store that the expression makes: a future of the store and
/// of whatever must live as long, such as a temporary folder.
#[macro_export]
macro_rules! job_store_suite {
    ($make:expr) => {
        $crate::job_store_suite!(@each $make;
            keeps_a_job_with_its_runs,
            a_key_counts_once,
            a_key_counts_once_in_a_race,
            only_the_next_version_replaces,
            one_of_many_claims_wins,
            finishes_of_one_job_are_all_kept,
            due_runs_come_longest_due_first,
            a_line_has_the_runs_of_a_model_that_wait,
            a_run_keeps_every_state,
            pages_are_stable,
            pages_can_be_searched,
            pages_of_a_time,
            marks_and_trash,
            forgotten_is_gone,
            accounts_add_up_what_runs_take,
            what_is_over_a_ceiling_is_not_kept,
            accounts_are_never_overdrawn_in_a_race,
            an_account_outlives_its_runs,
        );
    };
    (@each $make:expr; $($case:ident),* $(,)?) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $case() {
                let (store, _keep) = $make.await;
                $crate::job_store::$case(&store).await;
            }
        )*
    };
}

const LEASE: Duration = Duration::from_secs(30);

async fn create(
    store: &dyn JobStore,
    created: u64,
    prompt: &str,
    models: &[&str],
) -> (Job, Vec<Run>) {
    let (job, runs) = build::job(created, prompt, models);
    assert_eq!(
        store
            .create(&job, &runs, None, &[])
            .await
            .unwrap_or_else(fail),
        Created::New
    );
    (job, runs)
}

fn fail<T>(error: impl std::fmt::Debug) -> T {
    panic!("the store failed: {error:?}")
}

fn claimed(run: &Run, now: u64) -> Run {
    match run.claim(Timestamp(now), LEASE, Resending::Free) {
        Ok(Claim::Granted(run)) => run,
        other => panic!("not granted: {other:?}"),
    }
}

async fn replace(store: &dyn JobStore, run: &Run) -> bool {
    store.replace(run).await.unwrap_or_else(fail)
}

/// Stops the job's runs, then forgets it.
async fn forgotten(store: &dyn JobStore, id: &JobId) -> bool {
    let found = store.job(id).await.unwrap_or_else(fail);
    for run in found.into_iter().flat_map(|(_, runs)| runs) {
        assert!(replace(store, &run.cancel(Timestamp(9)).unwrap_or_else(fail)).await);
    }
    store.forget(id).await.unwrap_or_else(fail)
}

async fn page(store: &dyn JobStore, wanted: Wanted) -> (Vec<String>, Option<JobId>) {
    let Page { jobs, next } = store.page(&wanted).await.unwrap_or_else(fail);
    (
        jobs.into_iter()
            .map(|(job, _)| job.prompt.to_string())
            .collect(),
        next,
    )
}

/// What goes in comes out, in the order of the models; strangers are not found.
pub async fn keeps_a_job_with_its_runs(store: &dyn JobStore) {
    let kept = create(
        store,
        5,
        "a red fox \u{1f98a} \"'; DROP TABLE jobs --",
        &["b", "a", "b"],
    )
    .await;
    assert_eq!(
        store.job(&kept.0.id).await.unwrap_or_else(fail),
        Some(kept.clone())
    );
    assert_eq!(
        store.run(&kept.1[2].id).await.unwrap_or_else(fail),
        Some(kept.1[2].clone())
    );
    let stranger = JobId::new(Timestamp(6), 1);
    assert_eq!(store.job(&stranger).await.unwrap_or_else(fail), None);
    let mut no_run = kept.1[0].id.clone();
    no_run.place = 9;
    assert_eq!(store.run(&no_run).await.unwrap_or_else(fail), None);
}

/// The same key with the same request is the same job; with another request it is a conflict.
pub async fn a_key_counts_once(store: &dyn JobStore) {
    let once = |digest: &str| Once {
        key: "k".into(),
        digest: digest.into(),
    };
    let (first, first_runs) = build::job(1, "fox", &["a"]);
    let (second, second_runs) = build::job(2, "fox", &["a"]);
    let mut answers = Vec::new();
    for (job, runs, once) in [
        (&first, &first_runs, once("x")),
        (&second, &second_runs, once("x")),
        (&second, &second_runs, once("y")),
    ] {
        answers.push(
            store
                .create(job, runs, Some(&once), &[])
                .await
                .unwrap_or_else(fail),
        );
    }
    assert_eq!(
        answers,
        [
            Created::New,
            Created::Already(first.id.clone()),
            Created::Conflict
        ]
    );
    assert_eq!(store.job(&second.id).await.unwrap_or_else(fail), None);
    let seen = Some(("x".to_owned(), first.id));
    assert_eq!(store.created_by("k").await.unwrap_or_else(fail), seen);
    assert_eq!(store.created_by("other").await.unwrap_or_else(fail), None);
}

/// Of thirty requests at once with one key, one makes the job and the others find it.
pub async fn a_key_counts_once_in_a_race(store: &dyn JobStore) {
    let jobs: Vec<_> = (1..=30)
        .map(|created| build::job(created, "fox", &["a", "b"]))
        .collect();
    let once = Once {
        key: "k".into(),
        digest: "x".into(),
    };
    let all = join_all(
        jobs.iter()
            .map(|(job, runs)| store.create(job, runs, Some(&once), &[])),
    )
    .await;
    let (mut new, mut already) = (Vec::new(), Vec::new());
    for (answer, (job, _)) in all.into_iter().zip(&jobs) {
        match answer.unwrap_or_else(fail) {
            Created::New => new.push(job.id.clone()),
            Created::Already(id) => already.push(id),
            Created::Conflict | Created::Over(_) => panic!("the request was the same"),
        }
    }
    assert_eq!((new.len(), already.len()), (1, 29));
    assert!(already.iter().all(|id| *id == new[0]));
    assert_eq!(
        page(
            store,
            Wanted {
                limit: 100,
                ..Wanted::default()
            }
        )
        .await
        .0
        .len(),
        1
    );
}

/// A successor of an old version is refused and changes nothing.
pub async fn only_the_next_version_replaces(store: &dyn JobStore) {
    let (_, runs) = create(store, 1, "fox", &["a"]).await;
    let first = claimed(&runs[0], 10);
    assert!(replace(store, &first).await);
    assert!(!replace(store, &first).await, "twice the same");
    let stale = claimed(&runs[0], 20);
    assert!(!replace(store, &stale).await, "from an old version");
    assert_eq!(
        store.run(&runs[0].id).await.unwrap_or_else(fail),
        Some(first.clone())
    );
    let mut nobody = first.sent(Timestamp(11)).unwrap_or_else(fail);
    nobody.id.place = 9;
    assert!(!replace(store, &nobody).await, "no such run");
}

/// Forty workers want the same run; one gets it, and again after its lease has run out.
pub async fn one_of_many_claims_wins(store: &dyn JobStore) {
    let (_, runs) = create(store, 1, "fox", &["a"]).await;
    let mut run = runs[0].clone();
    for round in 0..5 {
        let claims: Vec<Run> = (0..40)
            .map(|worker| claimed(&run, round * 100_000 + worker))
            .collect();
        let won = join_all(claims.iter().map(|claim| store.replace(claim))).await;
        let won: Vec<bool> = won
            .into_iter()
            .map(|answer| answer.unwrap_or_else(fail))
            .collect();
        assert_eq!(won.iter().filter(|won| **won).count(), 1);
        run = store
            .run(&run.id)
            .await
            .unwrap_or_else(fail)
            .unwrap_or_else(|| panic!("the run is gone"));
        let winner = won.iter().position(|won| *won).unwrap_or_default();
        assert_eq!(run, claims[winner]);
    }
}

/// Twenty runs of one job finish at the same moment and no update is lost.
pub async fn finishes_of_one_job_are_all_kept(store: &dyn JobStore) {
    let names: Vec<String> = (0..20).map(|i| format!("m{i}")).collect();
    let models: Vec<&str> = names.iter().map(String::as_str).collect();
    let (job, runs) = create(store, 1, "fox", &models).await;
    let finish = |run: Run| async move {
        let run = claimed(&run, 10);
        assert!(replace(store, &run).await);
        let run = run.sent(Timestamp(11)).unwrap_or_else(fail);
        assert!(replace(store, &run).await);
        let run = run
            .complete(Timestamp(12), build::stored_image(), None)
            .unwrap_or_else(fail);
        assert!(replace(store, &run).await);
    };
    join_all(runs.into_iter().map(finish)).await;
    let (_, runs) = store
        .job(&job.id)
        .await
        .unwrap_or_else(fail)
        .unwrap_or_else(|| panic!("the job is gone"));
    assert_eq!(runs.len(), 20);
    assert!(runs.iter().all(Run::has_ended));
}

/// Pending runs, put off runs and dead leases are due in their order; live leases and ended runs are not.
pub async fn due_runs_come_longest_due_first(store: &dyn JobStore) {
    let (_, runs) = create(
        store,
        1,
        "fox",
        &["pending", "put-off", "dead", "live", "ended"],
    )
    .await;
    let steps = [
        claimed(&runs[1], 0)
            .put_off(Timestamp(1), Timestamp(50_000))
            .map(|run| (claimed(&runs[1], 0), Some(run))),
        Ok((claimed(&runs[2], 10_000), None)),
        Ok((claimed(&runs[3], 90_000), None)),
        runs[4].cancel(Timestamp(1)).map(|run| (run, None)),
    ];
    for step in steps {
        let (first, second) = step.unwrap_or_else(fail);
        assert!(replace(store, &first).await);
        if let Some(second) = second {
            assert!(replace(store, &second).await);
        }
    }
    let due = |now, limit| async move {
        let due = store.due(Timestamp(now), &[], limit).await;
        places(due.unwrap_or_else(fail))
    };
    assert_eq!(
        due(100_000, 10).await,
        [0, 2, 1],
        "never before, 40,000, 50,000"
    );
    assert_eq!(due(39_999, 10).await, [0]);
    assert_eq!(
        due(40_000, 10).await,
        [0, 2],
        "a lease that ends now has ended"
    );
    assert_eq!(due(100_000, 2).await, [0, 2]);
    let except = [build::model("pending"), build::model("nobody")];
    let others = store.due(Timestamp(100_000), &except, 10).await;
    assert_eq!(places(others.unwrap_or_else(fail)), [2, 1]);
    let leased = |now| async move { store.leased(Timestamp(now)).await.unwrap_or_else(fail) };
    assert_eq!(leased(100_000).await, [runs[3].id.clone()], "the live one");
    assert_eq!(
        leased(10_000).await.len(),
        2,
        "what was put off is not held"
    );
    assert!(leased(200_000).await.is_empty());
}

/// Who waits stands in line, in order; who is at work, has ended or wants another model does not.
pub async fn a_line_has_the_runs_of_a_model_that_wait(store: &dyn JobStore) {
    let mut runs = Vec::new();
    for created in 1..=6 {
        runs.extend(create(store, created, "fox", &["a", "b", "a"]).await.1);
    }
    let line = |model: &'static str, limit| async move {
        let model = build::model(model);
        store.line(&model, limit).await.unwrap_or_else(fail)
    };
    let of_a = |places: &[usize]| -> Vec<RunId> {
        places.iter().map(|place| runs[*place].id.clone()).collect()
    };
    assert_eq!(line("b", 100).await, of_a(&[1, 4, 7, 10, 13, 16]));
    assert_eq!(line("nobody", 100).await, []);
    let at_work = claimed(&runs[0], 10);
    let put_off = claimed(&runs[2], 0);
    let ended = runs[3].cancel(Timestamp(1)).unwrap_or_else(fail);
    for run in [&at_work, &put_off, &ended] {
        assert!(replace(store, run).await);
    }
    let put_off = put_off.put_off(Timestamp(1), Timestamp(50_000));
    assert!(replace(store, &put_off.unwrap_or_else(fail)).await);
    assert_eq!(
        line("a", 100).await,
        of_a(&[5, 6, 8, 9, 11, 12, 14, 15, 17, 2]),
        "what was put off is due last"
    );
    assert_eq!(line("a", 3).await, of_a(&[5, 6, 8]));
}

fn places(due: Vec<(RunId, ModelId)>) -> Vec<u8> {
    due.into_iter().map(|(id, _)| id.place).collect()
}

/// Every state of a run is read as it was written.
pub async fn a_run_keeps_every_state(store: &dyn JobStore) {
    let (_, runs) = create(store, 1, "fox", &["a", "b", "c"]).await;
    let ticket = Ticket {
        upstream: "https://example.org/jobs/1?x=ü".into(),
        poll_after: Duration::from_millis(1500),
    };
    let now = Timestamp(9);
    let claim = claimed(&runs[0], 5);
    let sent = claim.sent(now).unwrap_or_else(fail);
    let waiting = sent.waiting(now, ticket).unwrap_or_else(fail);
    let stopping = waiting.cancel(now).unwrap_or_else(fail);
    let done = stopping
        .complete(now, build::stored_image(), None)
        .unwrap_or_else(fail);
    let failing = claimed(&runs[1], 5);
    let failed = failing
        .fail(now, Failure::new(ErrorKind::TimedOut, Outcome::Unknown))
        .unwrap_or_else(fail);
    let retried = failed.retry(now, &Bill::default()).unwrap_or_else(fail);
    let cancelled = runs[2].cancel(now).unwrap_or_else(fail);
    for run in [
        claim, sent, waiting, stopping, done, failing, failed, retried, cancelled,
    ] {
        assert!(replace(store, &run).await, "{run:?}");
        assert_eq!(store.run(&run.id).await.unwrap_or_else(fail), Some(run));
    }
}
