//! `GET /jobs/{jobId}/events`

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use futures::{StreamExt, future::join_all};
use serde_json::json;

use crate::support::{App, PREVIEW, Setup};

fn gated() -> App {
    Setup::with_models(&[("fake/gated", "Gated"), ("fake/broken", "Broken")]).start()
}

/// Reads events until one has this name.
macro_rules! until {
    ($events:expr, $name:expr) => {
        loop {
            let event = $events.next().await.expect("the stream goes on");
            if event.name == $name {
                break event;
            }
        }
    };
}

#[tokio::test]
async fn a_job_is_told_from_its_beginning_to_its_end() {
    let app = gated();
    let id = app.submit("a fox").await;
    let mut events = app.watch(&id, None).await;
    let first = events.next().await.unwrap();
    assert_eq!((&*first.name, &first.data["jobId"]), ("job", &json!(id)));
    assert!(first.id.is_some());

    app.gate.add_permits(1);
    let step = until!(events, "progress");
    assert_eq!(step.id, None);
    let preview = format!("data:image/png;base64,{}", STANDARD.encode(PREVIEW));
    assert_eq!(
        step.data,
        json!({"runId": format!("{id}-0"), "step": 1, "steps": 3, "preview": preview})
    );

    app.gate.add_permits(2);
    let run = until!(events, "run");
    assert!(run.id.unwrap().contains('.'));
    let end = until!(events, "end");
    assert_eq!(end.data, json!({"status": "partial"}));
    assert_eq!(events.next().await, None);
}

#[tokio::test]
async fn the_events_lead_to_what_the_store_says() {
    let app = gated();
    let id = app.submit("a fox").await;
    let mut events = app.watch(&id, None).await;
    app.gate.add_permits(3);
    let mut job = events.next().await.unwrap().data;
    while let Some(event) = events.next().await {
        match &*event.name {
            "job" => job = event.data,
            "run" => {
                let place = event.data["index"].as_u64().unwrap() as usize;
                job["results"][place] = event.data;
            }
            _ => {}
        }
    }
    let stored = app.get(&format!("/status/{id}")).await.json();
    assert_eq!(job["results"], stored["results"]);
}

#[tokio::test]
async fn who_comes_back_hears_exactly_what_was_missed() {
    let app = gated();
    let id = app.submit("a fox").await;
    let mut events = app.watch(&id, None).await;
    let failed = loop {
        let event = events.next().await.unwrap();
        let results = event.data["results"].as_array();
        let job_says = results.is_some_and(|results| results[1]["status"] == "error");
        if job_says || event.data["status"] == "error" {
            break event;
        }
    };
    drop(events);
    let before = app.get(&format!("/status/{id}")).await.json();
    if before["results"][0]["status"] == "in_progress" && failed.name == "job" {
        // Nothing has happened since: no job is sent, the next step is the first thing heard.
        let mut same = app.watch(&id, failed.id.as_deref()).await;
        app.gate.add_permits(1);
        assert_eq!(same.next().await.unwrap().name, "progress");
    } else {
        app.gate.add_permits(1);
    }
    app.gate.add_permits(2);
    app.ended(&id).await;

    let mut late = app.watch(&id, failed.id.as_deref()).await;
    let job = late.next().await.unwrap();
    assert_eq!(
        (&*job.name, &job.data["status"]),
        ("job", &json!("partial"))
    );
    assert_eq!(late.next().await.unwrap().name, "end");
    assert_eq!(late.next().await, None);

    let mut knows = app.watch(&id, job.id.as_deref()).await;
    assert_eq!(
        knows.next().await.unwrap().name,
        "end",
        "nothing has happened since"
    );
    let query = format!("/jobs/{id}/events?lastEventId={}", job.id.unwrap());
    assert!(app.get(&query).await.text().starts_with("event: end"));
}

#[tokio::test]
async fn who_waits_sees_the_line_move_up() {
    let app = Setup {
        at_once: 1,
        ..Setup::with_models(&[("fake/gated", "Gated")])
    }
    .start();
    let mut jobs = Vec::new();
    for number in 0..3 {
        jobs.push(app.submit(&format!("fox {number}")).await);
    }
    let mut first = app.watch(&jobs[0], None).await;
    app.gate.add_permits(1);
    until!(first, "progress");
    // What is known of a line holds for a moment.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let mut events = app.watch(&jobs[2], None).await;
    let job = events.next().await.unwrap();
    assert_eq!(job.data["results"][0]["ahead"], json!(1));
    let status = app.get(&format!("/status/{}", jobs[2])).await.json();
    assert_eq!(status["results"], job.data["results"]);
    let status = app.get(&format!("/status/{}", jobs[0])).await.json();
    assert!(status["results"][0].get("ahead").is_none(), "it is at work");

    // Who comes back has no job to read the place from.
    let mut same = app.watch(&jobs[2], job.id.as_deref()).await;
    let place = same.next().await.unwrap();
    assert_eq!((&*place.name, &place.data["ahead"]), ("run", &json!(1)));

    app.gate.add_permits(3);
    let moved = events.next().await.unwrap();
    assert_eq!((&*moved.name, &moved.id), ("run", &job.id));
    assert_eq!(
        (&moved.data["status"], &moved.data["ahead"]),
        (&json!("pending"), &json!(0))
    );
    assert_eq!(same.next().await.unwrap(), moved);
    app.gate.add_permits(5);
    let begins = events.next().await.unwrap();
    assert_eq!(begins.data["status"], "in_progress");
    assert!(begins.data.get("ahead").is_none());
    until!(events, "end");
}

#[tokio::test]
async fn who_comes_late_sees_the_latest_step() {
    let app = gated();
    let id = app.submit("a fox").await;
    let mut first = app.watch(&id, None).await;
    app.gate.add_permits(2);
    while until!(first, "progress").data["step"] != 2 {}
    let mut late = app.watch(&id, None).await;
    assert_eq!(late.next().await.unwrap().name, "job");
    let step = late.next().await.unwrap();
    assert_eq!((&*step.name, &step.data["step"]), ("progress", &json!(2)));
}

#[tokio::test]
async fn many_watch_one_job_and_all_see_its_end() {
    let app = gated();
    let id = app.submit("a fox").await;
    let watchers = join_all((0..500).map(|_| app.watch(&id, None))).await;
    app.gate.add_permits(3);
    let told = join_all(watchers.into_iter().map(StreamExt::collect::<Vec<_>>)).await;
    for events in told {
        assert_eq!(events.first().unwrap().name, "job");
        assert_eq!(events.last().unwrap().name, "end");
        let steps = events.iter().filter(|event| event.name == "progress");
        assert_eq!(steps.count(), 3);
    }
}

#[tokio::test]
async fn a_watcher_that_lags_gets_the_job_again() {
    let gated: Vec<(&'static str, &'static str)> = (0..20)
        .map(|place| (&*format!("fake/gated-{place}").leak(), "Gated"))
        .collect();
    let app = Setup::with_models(&gated).start();
    let id = app.submit("a fox").await;
    let lagging = app.watch(&id, None).await;
    app.gate.add_permits(60);
    app.ended(&id).await;
    let events: Vec<_> = lagging.collect().await;
    let jobs: Vec<_> = events.iter().filter(|event| event.name == "job").collect();
    assert_eq!(jobs.len(), 2, "at first, and after what was missed");
    assert_eq!(jobs[1].data["status"], "completed");
    assert_eq!(events.last().unwrap().name, "end");
}

#[tokio::test(start_paused = true)]
async fn silence_is_broken_by_comments() {
    let mut setup = Setup::with_models(&[("fake/gated", "Gated")]);
    // A claim that is renewed is a change.
    setup.worker.lease = Duration::from_hours(1);
    let app = setup.start();
    let id = app.submit("a fox").await;
    let mut events = app.watch(&id, None).await;
    let comment = until!(events, "");
    assert_eq!((comment.id, comment.data), (None, serde_json::Value::Null));
}

#[tokio::test(start_paused = true)]
async fn what_another_process_does_is_seen_in_the_end() {
    let mut setup = Setup::with_models(&[("fake/gated", "Gated")]);
    setup.silent = true;
    let app = setup.start();
    let id = app.submit("a fox").await;
    let mut events = app.watch(&id, None).await;
    assert_eq!(events.next().await.unwrap().name, "job");
    app.gate.add_permits(3);
    let told: Vec<_> = events.collect().await;
    let [.., job, end] = &*told else {
        panic!("{told:?}");
    };
    assert_eq!(
        (&*job.name, &job.data["status"]),
        ("job", &json!("completed"))
    );
    assert_eq!(end.name, "end");
}

#[tokio::test]
async fn streams_end_when_the_server_is_to_stop() {
    let app = gated();
    let id = app.submit("a fox").await;
    let events = app.watch(&id, None).await;
    app.closing.cancel();
    let events: Vec<_> = events.collect().await;
    assert!(
        events.iter().all(|event| event.name != "end"),
        "the job has not ended"
    );
}

#[tokio::test]
async fn nobody_watches_what_is_not_there() {
    let app = App::start();
    let answer = app.get("/jobs/01arz3ndektsv4rrffq69g5fav/events").await;
    assert_eq!(
        (answer.status.as_u16(), &*answer.code()),
        (404, "NOT_FOUND")
    );
}
