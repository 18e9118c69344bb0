//! What was kept is there after a restart.

use std::time::Duration;

use pixelprompt_domain::{
    Allowance, Claim, Created, JobStore, Limiter, Mark, Once, Resending, Taken, Timestamp, Wanted,
};
use pixelprompt_storage::SqliteStore;
use pixelprompt_testkit::build;

use crate::store;

#[tokio::test]
async fn jobs_runs_marks_and_keys_survive() {
    let (open, folder) = store();
    let jobs = open.jobs();
    let once = Once {
        key: "k".into(),
        digest: "x".into(),
    };
    let (mut job, mut runs) = build::job(1, "a red fox", &["a", "b"]);
    jobs.create(&job, &runs, Some(&once), &[]).await.unwrap();
    let claim = runs[1].claim(Timestamp(5), Duration::from_secs(30), Resending::Free);
    let Ok(Claim::Granted(claimed)) = claim else {
        panic!("not granted");
    };
    assert!(jobs.replace(&claimed).await.unwrap());
    assert!(jobs.mark(&job.id, Mark::Favourite(true)).await.unwrap());
    runs[1] = claimed;
    job.favourite = true;
    drop((jobs, open));

    let jobs = SqliteStore::open(folder.path()).unwrap().jobs();
    assert_eq!(
        jobs.job(&job.id).await.unwrap(),
        Some((job.clone(), runs.clone()))
    );
    let again = jobs.create(&job, &runs, Some(&once), &[]).await.unwrap();
    assert_eq!(again, Created::Already(job.id.clone()));
    let wanted = Wanted {
        words: Some("fo".into()),
        model: Some(build::model("b")),
        favourite: true,
        limit: 10,
        ..Wanted::default()
    };
    assert_eq!(
        jobs.page(&wanted).await.unwrap().jobs,
        [(job, runs.clone())]
    );
    assert_eq!(
        jobs.leased(Timestamp(6)).await.unwrap(),
        [runs[1].id.clone()]
    );
    let due = jobs.due(Timestamp(6), &[], 10).await.unwrap();
    assert_eq!(due, [(runs[0].id.clone(), runs[0].model.clone())]);
}

#[tokio::test]
async fn counts_survive() {
    let (open, folder) = store();
    let of = [Allowance {
        key: "k".into(),
        limit: 3,
        window: Duration::from_hours(1),
    }];
    for _ in 0..2 {
        let taken = open.limiter().take(&of, Timestamp(1)).await.unwrap();
        assert!(matches!(taken, Taken::Granted(_)));
    }
    drop(open);
    let limiter = SqliteStore::open(folder.path()).unwrap().limiter();
    let last = limiter.take(&of, Timestamp(2)).await.unwrap();
    assert!(matches!(last, Taken::Granted(left) if left[0].remaining == 0));
    let refused = limiter.take(&of, Timestamp(3)).await.unwrap();
    assert!(matches!(refused, Taken::Refused(_)));
}

#[tokio::test]
async fn windows_that_are_over_do_not_pile_up() {
    let (open, folder) = store();
    let limiter = open.limiter();
    for minute in 0..100 {
        let of = [Allowance {
            key: format!("caller {minute}"),
            limit: 1,
            window: Duration::from_mins(1),
        }];
        limiter.take(&of, Timestamp(minute * 60_000)).await.unwrap();
    }
    drop((limiter, open));
    let file = folder.path().join(pixelprompt_storage::DATABASE_FILE);
    let db = rusqlite::Connection::open(file).unwrap();
    let kept: i64 = db
        .query_row("SELECT count(*) FROM counts", (), |row| row.get(0))
        .unwrap();
    assert!(kept <= 3, "{kept} windows are kept");
}

#[tokio::test]
async fn no_word_of_a_forgotten_job_is_kept_but_those_of_others() {
    let (open, folder) = store();
    let jobs = open.jobs();
    let (secret, runs) = build::job(1, "A secret fox, a SECRET snow", &["a"]);
    jobs.create(&secret, &runs, None, &[]).await.unwrap();
    let (other, runs) = build::job(2, "snow and a bus", &["a"]);
    jobs.create(&other, &runs, None, &[]).await.unwrap();
    let runs = jobs.job(&secret.id).await.unwrap().unwrap().1;
    jobs.replace(&runs[0].cancel(Timestamp(3)).unwrap())
        .await
        .unwrap();
    assert!(jobs.forget(&secret.id).await.unwrap());
    drop((jobs, open));
    let file = folder.path().join(pixelprompt_storage::DATABASE_FILE);
    let db = rusqlite::Connection::open(file).unwrap();
    let mut words = db.prepare("SELECT word FROM vocabulary").unwrap();
    let words: Vec<String> = words
        .query_map((), |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(words, ["a", "and", "bus", "snow"]);
}
