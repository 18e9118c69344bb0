//! The DynamoDB adapters keep the contracts, against the emulator that Amazon publishes, and their promises when
//! the service fails.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod actions;
mod big;
mod doubts;
#[path = "../common/same_as_memory.rs"]
mod lists;
mod pages;
mod races;
mod table;
mod troubles;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use pixelprompt_aws::{Aws, AwsClient, AwsKey, AwsSettings, DYNAMODB, Retry};
use pixelprompt_domain::{Bill, Claim, Money, Resending, Run, Timestamp};
use pixelprompt_storage::{DynamoJobs, DynamoLimiter, DynamoStore};
use pixelprompt_testkit::amazon::Line;
use pixelprompt_testkit::dynamodb::emulator;

/// What no error may show.
const KEY: &str = "AKIDEXAMPLE:wJalrXUtnFEMI/EXAMPLEKEY:AQoDYXdzEPT//TOKEN==";

/// Patient: these tests share two cores with others.
fn patient() -> Retry {
    Retry {
        within: Duration::from_mins(2),
        patience: Duration::from_mins(1),
        pause: Duration::from_millis(5),
        ..Retry::default()
    }
}

fn client(url: &str, retry: Retry) -> AwsClient {
    let key = AwsKey::parse(&KEY.into()).unwrap();
    let settings = AwsSettings {
        retry,
        ..AwsSettings::new("us-west-2", Arc::new(key), SystemTime::now, random)
    };
    let aws = Aws::new(settings).unwrap();
    aws.service(DYNAMODB, Some(url)).unwrap()
}

/// Numbers that differ from each other, and from those of other processes.
fn random() -> u64 {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let seed = u64::from(std::process::id()) ^ since.as_nanos() as u64;
    (seed ^ count.rotate_left(40)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

fn name() -> String {
    format!("test-{:016x}", random())
}

fn url() -> String {
    format!("http://{}", emulator())
}

/// A table of its own.
async fn store() -> DynamoStore {
    let store = DynamoStore::new(client(&url(), patient()), name(), random);
    store.create_table().await.unwrap();
    store
}

/// The same table, straight and over a line that can fail.
async fn two_ways(retry: Retry) -> (DynamoStore, DynamoStore, Line) {
    let line = Line::to(emulator()).await;
    let name = name();
    let straight = DynamoStore::new(client(&url(), patient()), &name, random);
    straight.create_table().await.unwrap();
    let over_line = DynamoStore::new(client(&line.url(), retry), &name, random);
    (straight, over_line, line)
}

fn claimed(run: &Run, now: u64) -> Run {
    let lease = Duration::from_secs(30);
    match run.claim(Timestamp(now), lease, Resending::Free) {
        Ok(Claim::Granted(run)) => run,
        other => panic!("not granted: {other:?}"),
    }
}

fn priced(run: Run, held: u64) -> Run {
    let accounts = vec!["day".to_owned(), "month".to_owned()];
    let bill = Bill::new(Some(Money(held)), Money(held), accounts);
    Run { bill, ..run }
}

mod suite {
    use super::{DynamoJobs, store};

    async fn jobs() -> (DynamoJobs, ()) {
        (store().await.jobs(), ())
    }

    pixelprompt_testkit::job_store_suite!(jobs());
}

mod limits {
    use super::{DynamoLimiter, store};

    async fn limiter() -> (DynamoLimiter, ()) {
        (store().await.limiter(), ())
    }

    pixelprompt_testkit::limiter_suite!(limiter());
}
