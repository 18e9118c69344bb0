//! Lists of jobs, and what DynamoDB does to long ones.

use pixelprompt_domain::{JobId, JobStore, Timestamp, Wanted};
use pixelprompt_testkit::amazon::Fault;
use pixelprompt_testkit::build;
use serde_json::json;

use crate::{lists, patient, store, two_ways};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_list_is_the_same_as_in_memory() {
    lists::every_list_is_the_same(&store().await.jobs()).await;
}

/// A search looks at a hundred jobs, then at four hundred: what it finds is the same, and no page repeats.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_search_goes_on_until_the_page_is_full() {
    let store = store().await;
    let jobs = store.jobs();
    let create = (1..=330_u64).map(|number| {
        let jobs = jobs.clone();
        async move {
            let rare = number % 110 == 3;
            let (job, runs) = build::job(number, if rare { "a fox" } else { "a hen" }, &["a"]);
            jobs.create(&job, &runs, None, &[]).await.unwrap();
        }
    });
    futures::future::join_all(create).await;
    let mut wanted = Wanted {
        words: Some("fox".to_owned()),
        limit: 2,
        ..Wanted::default()
    };
    let first = jobs.page(&wanted).await.unwrap();
    wanted.after.clone_from(&first.next);
    let second = jobs.page(&wanted).await.unwrap();
    let created: Vec<u64> = first
        .jobs
        .iter()
        .chain(&second.jobs)
        .map(|(job, _)| job.created.0)
        .collect();
    assert_eq!(created, [223, 113, 3]);
    assert_eq!((first.jobs.len(), second.next), (2, None));
}

/// A search that finds nothing in a long list ends with an empty page that says where to go on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_search_is_bounded() {
    let (straight, store, line) = two_ways(patient()).await;
    let (job, runs) = build::job(1, "a fox", &["a"]);
    straight
        .jobs()
        .create(&job, &runs, None, &[])
        .await
        .unwrap();
    let id = |number: u64| JobId::new(Timestamp(1_000_000 - number), 0);
    // The emulator would need a hundred thousand jobs for it.
    let parts = (1..=20).map(|number| {
        let id = id(number).to_string();
        let last = json!({
            "pk": { "S": format!("JOB#{id}") }, "sk": { "S": "JOB" },
            "list": { "S": "LIST#gallery" }, "id": { "S": id },
        });
        Fault::Refused(
            200,
            json!({ "Items": [], "LastEvaluatedKey": last }).to_string(),
        )
    });
    line.fail("Query", parts);
    let mut wanted = Wanted {
        words: Some("fox".to_owned()),
        limit: 5,
        ..Wanted::default()
    };
    let page = store.jobs().page(&wanted).await.unwrap();
    assert_eq!((page.jobs.len(), page.next.clone()), (0, Some(id(20))));
    let asked: Vec<u64> = line
        .calls()
        .iter()
        .map(|call| call.body["Limit"].as_u64().unwrap())
        .collect();
    assert_eq!(
        (asked.len(), &asked[..5]),
        (20, &[100, 400, 1600, 6400, 10_000][..])
    );
    wanted.after = page.next;
    let page = store.jobs().page(&wanted).await.unwrap();
    assert_eq!((page.jobs.len(), page.next), (1, None));
}

/// The index follows the table a moment later: what is forgotten or in the trash by now is not shown, and the
/// page is filled with others.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_that_lags_behind_shows_what_is_there() {
    let (straight, store, line) = two_ways(patient()).await;
    let mut items = Vec::new();
    for number in (1..=4).rev() {
        let (job, runs) = build::job(number, "fox", &["a"]);
        if number != 3 {
            straight
                .jobs()
                .create(&job, &runs, None, &[])
                .await
                .unwrap();
        }
        if number == 2 {
            let trash = pixelprompt_domain::Mark::Trashed(Some(Timestamp(9)));
            assert!(straight.jobs().mark(&job.id, trash).await.unwrap());
        }
        items.push(json!({
            "id": { "S": job.id.as_str() },
            "body": { "S": serde_json::to_string(&job).unwrap() },
        }));
    }
    line.fail(
        "Query",
        [Fault::Refused(200, json!({ "Items": items }).to_string())],
    );
    let wanted = Wanted {
        limit: 2,
        ..Wanted::default()
    };
    let page = store.jobs().page(&wanted).await.unwrap();
    let created: Vec<u64> = page.jobs.iter().map(|(job, _)| job.created.0).collect();
    assert_eq!((created, page.next), (vec![4, 1], None));
}
