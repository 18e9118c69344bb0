//! Jobs and limits in one table of DynamoDB, for any number of processes.
//!
//! # Items
//! | item | `pk` | `sk` | beside its body |
//! |---|---|---|---|
//! | job | `JOB#<job>` | `JOB` | `list`, `id`, `favourite`, `trashed`, `models`, `once` |
//! | run | `JOB#<job>` | `RUN#<place>` | `version`, `charges`, `model`, `state`, `writer`; `work`, `at` until it has ended; `line` while it waits |
//! | key of a request | `ONCE#<key>` | `ONCE` | `digest`, `job` |
//! | account | `ACCOUNT#<name>` | `ACCOUNT` | `spent` |
//! | window of an allowance | `LIMIT#<key>#<window>#<start>` | `LIMIT` | `used`, `expires` |
//!
//! # Access
//! | question or change | how | consistent |
//! |---|---|---|
//! | a job with its runs | `Query` of its `pk` | strongly |
//! | a run, the job of a key | `GetItem` | strongly |
//! | what accounts hold | `BatchGetItem` | strongly |
//! | keep a job | one `TransactWriteItems`: job, runs, key, accounts under their ceilings | |
//! | replace a run | one conditional `PutItem`; where its charges change, one `TransactWriteItems` with the accounts | |
//! | mark a job | one conditional `UpdateItem` | |
//! | forget a job | `Query`, then one `TransactWriteItems`, each run on the condition that it has ended | |
//! | runs that are due, or leased | index `work`: `WORK#0` … `WORK#7`, by the moment they are due | soon |
//! | runs of a model that wait | index `line`: `LINE#<model>`, in the same order | soon |
//! | a page of jobs | index `list`: `LIST#gallery` or `LIST#trash`, by id from the last one down; then the job's own `Query` | the list soon, its jobs strongly |
//! | take from one allowance | one conditional `UpdateItem` | |
//! | take from several | one `TransactWriteItems`, then `BatchGetItem` for what is left | strongly |
//!
//! The indexes are sparse: a run that has ended is in none of them, however many there are. They follow the table
//! within a moment, so a list may miss a job that was kept just now, and a worker may be told of a run that
//! another has claimed: it loses the claim. What is read by name is always the last that was written.
//!
//! # Calls that are carried out twice
//! An answer can be lost after the work was done, and then the call is repeated. Transactions carry a token by
//! which DynamoDB knows them again for ten minutes. A replaced run carries the mark of who wrote it, so that the
//! repeated write, whose condition fails, is seen to have won before. Only a take from a single allowance may be
//! counted twice: that errs on the strict side, and no more are granted than allowed.
//!
//! Why one table, and what it costs: `docs/adr/2026-11-24-dynamodb-single-table.md`.

mod accounts;
mod change;
mod create;
mod item;
mod jobs;
mod limiter;
mod page;
mod read;
mod replace;
mod schema;
mod setup;
mod table;
mod work;

use pixelprompt_aws::AwsClient;
use pixelprompt_domain::StoreError;

pub use jobs::DynamoJobs;
pub use limiter::DynamoLimiter;
pub use schema::{ACTIONS, INDEX_ACTIONS, table_definition};
pub use setup::{CHECK_ACTIONS, TableError};
use table::{Fault, Table};

/// A table. Hands out its adapters; all share the same connections.
#[derive(Clone, Debug)]
pub struct DynamoStore {
    table: Table,
}

impl DynamoStore {
    /// The table of a name. Nobody is asked yet; see [`check`](Self::check). `random` gives any number: two make
    /// the name of a write.
    pub fn new(client: AwsClient, table: impl Into<String>, random: fn() -> u64) -> Self {
        Self {
            table: Table::new(client, table.into(), random),
        }
    }

    /// The jobs.
    pub fn jobs(&self) -> DynamoJobs {
        DynamoJobs::new(self.table.clone())
    }

    /// The limits.
    pub fn limiter(&self) -> DynamoLimiter {
        DynamoLimiter::new(self.table.clone())
    }

    /// Whether the table is there and is as the adapters need it.
    pub async fn check(&self) -> Result<(), TableError> {
        setup::check(&self.table).await
    }

    /// Makes the table by [`table_definition`] and waits until it can be used. Where a deployment makes it, as
    /// the SAM template does, nobody needs this.
    pub async fn create_table(&self) -> Result<(), TableError> {
        setup::create(&self.table).await
    }
}

/// Says what was being done.
fn failed(doing: &'static str) -> impl FnOnce(Fault) -> StoreError {
    move |fault| StoreError {
        doing,
        source: Box::new(fault),
    }
}
