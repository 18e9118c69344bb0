use std::{sync::Arc, time::Duration};

use pixelprompt_domain::{ErrorKind, JobStatus, Outcome, Resending, Run, RunState};
use pixelprompt_engine::{Parts, WorkerSettings};
use tokio::runtime::{Builder, Runtime};

use crate::support::{Deed, MemoryBlobs, Scripted, Studio, ms};

/// A process that can be killed: nothing in it gets to say goodbye.
struct Process {
    runtime: Runtime,
    studio: Studio,
}

fn settings() -> WorkerSettings {
    WorkerSettings {
        lease: ms(300),
        sweep: ms(20),
        ..WorkerSettings::default()
    }
}

impl Process {
    fn start(parts: &Parts, blobs: &Arc<MemoryBlobs>) -> Self {
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .enable_time()
            .build()
            .unwrap();
        let studio = Studio::of(parts.clone(), settings(), Arc::clone(blobs));
        runtime.block_on(async {
            studio.worker.take_over().await.unwrap();
            studio.worker.start();
        });
        Self { runtime, studio }
    }

    fn kill(self) {
        drop(self.studio);
        self.runtime.shutdown_timeout(Duration::ZERO);
    }
}

/// The parts that outlive a process.
fn lasting(models: &[&Arc<Scripted>]) -> (Parts, Arc<MemoryBlobs>) {
    let runtime = Builder::new_current_thread().enable_time().build().unwrap();
    let _entered = runtime.enter();
    let studio = Studio::closed(models, |_, _, _| {});
    (studio.parts, studio.blobs)
}

#[test]
fn after_a_kill_a_free_run_begins_anew_a_ticket_is_asked_on_and_the_rest_is_said_to_be_unknown() {
    let free = Scripted::new("m/free", Resending::Free, Deed::Paint(ms(10))).then([Deed::Hang]);
    let dear =
        Scripted::new("m/dear", Resending::MayBuyTwice, Deed::Paint(ms(10))).then([Deed::Hang]);
    let ticket =
        Scripted::new("m/ticket", Resending::MayBuyTwice, Deed::Order(5)).then([Deed::Order(50)]);
    let (parts, blobs) = lasting(&[&free, &dear, &ticket]);
    let process = Process::start(&parts, &blobs);
    let id = process.runtime.block_on(async {
        let id = process.studio.submit("fox").await;
        let sent =
            |runs: &[Run]| runs[0].version >= 2 && runs[1].version >= 2 && runs[2].version >= 3;
        process.studio.until(&id, sent).await;
        id
    });
    process.kill();

    let process = Process::start(&parts, &blobs);
    let (_, runs) = process.runtime.block_on(process.studio.ended(&id));
    assert!(
        matches!(runs[0].state, RunState::Completed { .. }),
        "{runs:?}"
    );
    let interrupted = RunState::Error {
        kind: ErrorKind::Interrupted,
        outcome: Outcome::Unknown,
        ticket: None,
    };
    assert_eq!(runs[1].state, interrupted);
    assert!(matches!(runs[2].state, RunState::Completed { .. }));
    assert_eq!((free.orders(), dear.orders(), ticket.orders()), (2, 1, 1));
}

#[test]
fn kills_at_any_moment_lose_nothing_and_buy_nothing_twice() {
    let free = Scripted::new("m/free", Resending::Free, Deed::Paint(ms(12)));
    let dear = Scripted::new("m/dear", Resending::MayBuyTwice, Deed::Paint(ms(12)));
    let ticket = Scripted::new("m/ticket", Resending::MayBuyTwice, Deed::Order(2));
    let (parts, blobs) = lasting(&[&free, &dear, &ticket]);
    let mut jobs = Vec::new();
    for round in 0..20_u64 {
        let process = Process::start(&parts, &blobs);
        process.runtime.block_on(async {
            for i in 0..5 {
                jobs.push(process.studio.submit(&format!("fox {round} {i}")).await);
            }
            tokio::time::sleep(ms(7 * round % 40)).await;
        });
        process.kill();
    }
    let process = Process::start(&parts, &blobs);
    let mut unknown = 0;
    for job in &jobs {
        let (_, runs) = process.runtime.block_on(process.studio.ended(job));
        for (place, run) in runs.iter().enumerate() {
            match &run.state {
                RunState::Completed { .. } => {}
                RunState::Error {
                    kind: ErrorKind::Interrupted,
                    outcome: Outcome::Unknown,
                    ..
                } if place > 0 => unknown += 1,
                other => panic!("{other:?}"),
            }
        }
        assert_ne!(JobStatus::of(&runs), JobStatus::InProgress);
    }
    assert_eq!((dear.most_orders(), ticket.most_orders()), (1, 1));
    assert!(
        unknown < 2 * jobs.len(),
        "most are painted: {unknown} of {}",
        jobs.len()
    );
}
