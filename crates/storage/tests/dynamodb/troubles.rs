//! A service in trouble that recovers, and one that does not.

use std::error::Error as _;
use std::time::Duration;

use pixelprompt_aws::Retry;
use pixelprompt_domain::{
    Allowance, Created, JobStore, Limiter, Mark, Money, Once, Run, Taken, Timestamp, Wanted,
};
use pixelprompt_testkit::amazon::Fault;
use pixelprompt_testkit::build;

use crate::{KEY, claimed, patient, priced, two_ways};

fn hourly(key: &str) -> Allowance {
    Allowance {
        key: key.to_owned(),
        limit: 9,
        window: Duration::from_hours(1),
    }
}

/// A transaction that was refused because a part of it was.
fn cancelled(code: &str) -> Fault {
    let body = format!(
        r#"{{"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
            "Message":"cancelled","CancellationReasons":[{{"Code":"None"}},{{"Code":"{code}","Message":"x"}}]}}"#
    );
    Fault::Refused(400, body)
}

/// Every kind of call, after every kind of trouble, does what it does without.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_passes_is_not_noticed() {
    let plain = [
        Fault::refused(400, "ProvisionedThroughputExceededException"),
        Fault::refused(400, "ThrottlingException"),
        Fault::refused(500, "InternalServerError"),
        Fault::refused(503, "ServiceUnavailable"),
        Fault::Unheard,
    ];
    let of_transactions = [
        Fault::refused(400, "TransactionInProgressException"),
        cancelled("TransactionConflict"),
        cancelled("ThrottlingError"),
        cancelled("ProvisionedThroughputExceeded"),
    ];
    let (_straight, store, line) = two_ways(patient()).await;
    let (jobs, limiter) = (store.jobs(), store.limiter());
    for (number, fault) in (1..).zip(plain.iter().chain(&of_transactions)) {
        let everywhere = plain.contains(fault);
        let fail = |action: &str| {
            if everywhere || action == "TransactWriteItems" {
                line.fail(action, [fault.clone(), fault.clone()]);
            }
        };
        let (job, runs) = build::job(number, "fox", &["a"]);
        let run = priced(runs[0].clone(), 10);
        let once = Once {
            key: format!("k{number}"),
            digest: "d".to_owned(),
        };
        fail("TransactWriteItems");
        let created = jobs.create(&job, std::slice::from_ref(&run), Some(&once), &[]);
        assert_eq!(created.await.unwrap(), Created::New, "{fault:?}");
        fail("PutItem");
        let claim = claimed(&run, 5);
        assert!(jobs.replace(&claim).await.unwrap(), "{fault:?}");
        fail("GetItem");
        assert_eq!(jobs.run(&run.id).await.unwrap(), Some(claim.clone()));
        fail("GetItem");
        let found = jobs.created_by(&once.key).await.unwrap();
        assert_eq!(found, Some(("d".to_owned(), job.id.clone())));
        fail("UpdateItem");
        assert!(jobs.mark(&job.id, Mark::Favourite(true)).await.unwrap());
        fail("Query");
        assert!(jobs.job(&job.id).await.unwrap().unwrap().0.favourite);
        fail("TransactWriteItems");
        let failed = claim.put_off(Timestamp(6), Timestamp(7)).unwrap();
        assert!(jobs.replace(&failed).await.unwrap());
        let ended = failed.cancel(Timestamp(8)).unwrap();
        assert!(jobs.replace(&ended).await.unwrap(), "{fault:?}");
        fail("BatchGetItem");
        let spent = jobs.spent(&["day".to_owned()]).await.unwrap();
        assert_eq!(spent, [Money(0)], "{fault:?}");
        fail("TransactWriteItems");
        assert!(jobs.forget(&job.id).await.unwrap(), "{fault:?}");
        let of = [hourly(&format!("{number}")), hourly("all")];
        fail("TransactWriteItems");
        let taken = limiter.take(&of, Timestamp(5)).await.unwrap();
        assert!(matches!(taken, Taken::Granted(_)), "{fault:?}");
        fail("UpdateItem");
        let taken = limiter.take(&of[..1], Timestamp(5)).await.unwrap();
        let Taken::Granted(left) = taken else {
            panic!("{fault:?}");
        };
        assert_eq!(left[0].remaining, 7, "{fault:?}: counted twice, no more");
    }
}

/// Single writes are in the way of others' transactions, too.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_waits_for_somebody_elses_transaction() {
    let (_straight, store, line) = two_ways(patient()).await;
    let conflict = || (0..3).map(|_| Fault::refused(400, "TransactionConflictException"));
    line.fail("UpdateItem", conflict());
    let taken = store.limiter().take(&[hourly("a")], Timestamp(5)).await;
    assert!(matches!(taken.unwrap(), Taken::Granted(_)));
    let (job, runs) = build::job(1, "fox", &["a"]);
    store.jobs().create(&job, &runs, None, &[]).await.unwrap();
    line.fail("PutItem", conflict());
    assert!(store.jobs().replace(&claimed(&runs[0], 5)).await.unwrap());
}

/// Each call ends in time, says what it was about, and tells nobody the key.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_that_stays_broken_is_an_error_without_a_key() {
    let retry = Retry {
        attempts: 2,
        within: Duration::from_millis(400),
        ..patient()
    };
    let (straight, store, line) = two_ways(retry).await;
    let (jobs, limiter) = (store.jobs(), store.limiter());
    let (job, runs) = build::job(1, "fox", &["a"]);
    let broken = |action: &str, fault: Fault| line.fail(action, (0..99).map(|_| fault.clone()));
    let quoting = format!(
        r#"{{"__type":"InvalidSignatureException","message":"signed with {}"}}"#,
        KEY.replace(':', " and ")
    );
    for fault in [
        Fault::refused(500, "InternalServerError"),
        Fault::refused(400, "ThrottlingException"),
        Fault::Unheard,
        Fault::Silent,
        cancelled("TransactionConflict"),
        Fault::Refused(403, quoting),
    ] {
        for action in ["TransactWriteItems", "GetItem", "Query", "BatchGetItem"] {
            broken(action, fault.clone());
        }
        let errors = [
            jobs.create(&job, &runs, None, &[]).await.unwrap_err(),
            jobs.run(&runs[0].id).await.unwrap_err(),
            jobs.job(&job.id).await.unwrap_err(),
            jobs.page(&Wanted {
                limit: 1,
                ..Wanted::default()
            })
            .await
            .unwrap_err(),
            jobs.due(Timestamp(9), &[], 1).await.unwrap_err(),
            jobs.spent(&["day".to_owned()]).await.unwrap_err(),
            limiter
                .take(&[hourly("a"), hourly("b")], Timestamp(5))
                .await
                .unwrap_err(),
        ];
        for error in errors {
            let shown = format!("{error} {error:?} {:?} {store:?}", error.source());
            for part in KEY.split(':') {
                assert!(!shown.contains(part), "{shown}");
            }
        }
        line.heal();
    }
    let kept: Option<(_, Vec<Run>)> = straight.jobs().job(&job.id).await.unwrap();
    assert!(kept.is_none(), "nothing was half done");
}
