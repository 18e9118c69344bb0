//! Lists of jobs, and what people may do to jobs.

use pixelprompt_domain::{
    Created, ErrorKind, Failure, JobId, JobStore, Mark, Once, Outcome, Timestamp, Wanted,
};

use super::{claimed, create, fail, forgotten, page, replace};
use crate::build;

/// Pages follow each other without gaps or repeats while jobs arrive and vanish.
pub async fn pages_are_stable(store: &dyn JobStore) {
    let mut jobs = Vec::new();
    for created in 1..=7 {
        jobs.push(
            create(store, created, &format!("job {created}"), &["a"])
                .await
                .0,
        );
    }
    let wanted = |after, limit| Wanted {
        after,
        limit,
        ..Wanted::default()
    };
    let (first, next) = page(store, wanted(None, 3)).await;
    assert_eq!(first, ["job 7", "job 6", "job 5"]);
    assert_eq!(next, Some(jobs[4].id.clone()));
    create(store, 8, "job 8", &["a"]).await;
    assert!(
        forgotten(store, &jobs[4].id).await,
        "the page's last job vanishes"
    );
    assert!(forgotten(store, &jobs[2].id).await);
    let (second, next) = page(store, wanted(next, 2)).await;
    assert_eq!(second, ["job 4", "job 2"]);
    let (third, end) = page(store, wanted(next, 2)).await;
    assert_eq!((third, end), (vec!["job 1".to_owned()], None));
    let (exact, end) = page(store, wanted(None, 6)).await;
    assert_eq!(
        (exact.len(), end),
        (6, None),
        "no next page after exactly the last job"
    );
}

/// Words, model and favourite narrow a list down; odd words are no syntax.
pub async fn pages_can_be_searched(store: &dyn JobStore) {
    let (fox, _) = create(store, 1, "A red fox in the snow", &["a", "b"]).await;
    create(store, 2, "a blue bus", &["b"]).await;
    create(store, 3, "ein Füchslein, rot", &["c"]).await;
    assert!(
        store
            .mark(&fox.id, Mark::Favourite(true))
            .await
            .unwrap_or_else(fail)
    );
    let found = |words: &str, model: Option<&str>, favourite: bool| {
        let words = (!words.is_empty()).then(|| words.to_owned());
        let model = model.map(build::model);
        let wanted = Wanted {
            words,
            model,
            favourite,
            limit: 10,
            ..Wanted::default()
        };
        async move { page(store, wanted).await.0.len() }
    };
    assert_eq!(found("FOX", None, false).await, 1);
    assert_eq!(found("snow fox", None, false).await, 1, "in any order");
    assert_eq!(
        found("red sn", None, false).await,
        1,
        "the last word may be unfinished"
    );
    assert_eq!(found("re snow", None, false).await, 0, "the others may not");
    assert_eq!(found("füchs", None, false).await, 1);
    assert_eq!(found("red bus", None, false).await, 0);
    assert_eq!(found("", Some("b"), false).await, 2);
    assert_eq!(found("fox", Some("b"), true).await, 1);
    assert_eq!(found("bus", None, true).await, 0);
    for odd in [
        "\"",
        "fox OR bus",
        "fox*",
        "-fox",
        "(",
        "NEAR(",
        "'; --",
        "%",
        "_",
    ] {
        found(odd, None, false).await;
    }
    assert_eq!(
        found("fox OR bus", None, false).await,
        0,
        "OR is a word like any other"
    );
}

/// A span of time begins with its first moment and ends before its last, whatever else is asked.
pub async fn pages_of_a_time(store: &dyn JobStore) {
    for created in [10, 20, 30, 40] {
        let animal = if created == 30 { "fox" } else { "hen" };
        create(store, created, &format!("{animal} {created}"), &["a"]).await;
    }
    let wanted = |from: Option<u64>, to: Option<u64>| Wanted {
        from: from.map(Timestamp),
        to: to.map(Timestamp),
        limit: 10,
        ..Wanted::default()
    };
    let found = |wanted: Wanted| async move { page(store, wanted).await.0 };
    for (from, to, expected) in [
        (Some(20), None, &["hen 40", "fox 30", "hen 20"][..]),
        (None, Some(20), &["hen 10"]),
        (Some(20), Some(40), &["fox 30", "hen 20"]),
        (Some(21), Some(30), &[]),
        (Some(40), Some(20), &[]),
        (Some(41), None, &[]),
        (
            Some(0),
            Some(u64::MAX),
            &["hen 40", "fox 30", "hen 20", "hen 10"],
        ),
    ] {
        assert_eq!(found(wanted(from, to)).await, expected, "{from:?} {to:?}");
        let hens = expected.iter().copied();
        let hens: Vec<_> = hens.filter(|one| one.starts_with("he")).collect();
        for (words, model) in [(Some("hen"), None), (Some("he"), Some("a"))] {
            let hen = Wanted {
                words: words.map(str::to_owned),
                model: model.map(build::model),
                ..wanted(from, to)
            };
            assert_eq!(found(hen).await, hens, "{from:?} {to:?}");
        }
    }
    let first = Wanted {
        limit: 1,
        ..wanted(Some(20), Some(40))
    };
    let (fox, after) = page(store, first.clone()).await;
    assert!(after.is_some());
    let (hen, end) = page(store, Wanted { after, ..first }).await;
    assert_eq!((fox, hen), (vec!["fox 30".into()], vec!["hen 20".into()]));
    assert_eq!(end, None, "the span is over");
}

/// A mark changes what it names; the trash is a list of its own.
pub async fn marks_and_trash(store: &dyn JobStore) {
    let (job, _) = create(store, 1, "fox", &["a"]).await;
    let list = |trashed| async move {
        page(
            store,
            Wanted {
                trashed,
                limit: 10,
                ..Wanted::default()
            },
        )
        .await
        .0
        .len()
    };
    for mark in [Mark::Favourite(true), Mark::Trashed(Some(Timestamp(7)))] {
        assert!(store.mark(&job.id, mark).await.unwrap_or_else(fail));
    }
    let (kept, _) = store
        .job(&job.id)
        .await
        .unwrap_or_else(fail)
        .unwrap_or_else(|| panic!("trash is not gone"));
    assert_eq!((kept.favourite, kept.trashed), (true, Some(Timestamp(7))));
    assert_eq!((list(false).await, list(true).await), (0, 1));
    assert!(
        store
            .mark(&job.id, Mark::Trashed(None))
            .await
            .unwrap_or_else(fail)
    );
    assert_eq!((list(false).await, list(true).await), (1, 0));
    let stranger = JobId::new(Timestamp(6), 1);
    assert!(
        !store
            .mark(&stranger, Mark::Favourite(true))
            .await
            .unwrap_or_else(fail)
    );
}

/// A forgotten job leaves nothing: no run, nothing due, no page entry, and its key is free again.
pub async fn forgotten_is_gone(store: &dyn JobStore) {
    let once = Once {
        key: "k".into(),
        digest: "x".into(),
    };
    let (job, runs) = build::job(1, "fox", &["a", "b"]);
    store
        .create(&job, &runs, Some(&once), &[])
        .await
        .unwrap_or_else(fail);
    let forget = || async { store.forget(&job.id).await.unwrap_or_else(fail) };
    assert!(!forget().await, "its runs wait");
    let claimed = claimed(&runs[0], 5);
    assert!(replace(store, &claimed).await);
    assert!(replace(store, &runs[1].cancel(Timestamp(5)).unwrap_or_else(fail)).await);
    assert!(!forget().await, "one of its runs is at work");
    assert!(store.job(&job.id).await.unwrap_or_else(fail).is_some());
    let failed = claimed.fail(
        Timestamp(6),
        Failure::new(ErrorKind::TimedOut, Outcome::Refused),
    );
    assert!(replace(store, &failed.unwrap_or_else(fail)).await);
    assert!(forget().await);
    assert!(!forget().await, "it is gone");
    assert_eq!(store.job(&job.id).await.unwrap_or_else(fail), None);
    assert_eq!(store.run(&runs[0].id).await.unwrap_or_else(fail), None);
    assert!(
        store
            .due(Timestamp(100_000), &[], 10)
            .await
            .unwrap_or_else(fail)
            .is_empty()
    );
    assert!(!replace(store, &claimed).await);
    let (again, runs) = build::job(2, "fox", &["a"]);
    assert_eq!(
        store
            .create(&again, &runs, Some(&once), &[])
            .await
            .unwrap_or_else(fail),
        Created::New
    );
}
