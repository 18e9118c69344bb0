//! The thread that writes, and commits for many at once.

use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use futures::channel::oneshot;
use pixelprompt_domain::{Job, JobId, Mark, Run, StoreError};
use rusqlite::{Connection, TransactionBehavior};

use super::snapshots::Snapshots;
use super::{Fault, caught, closed};

/// What the writes of a transaction did to jobs, for the copies in memory.
pub(super) type Changes = Vec<Change>;

/// What a write did to a job.
pub(super) enum Change {
    Created(Arc<(Job, Vec<Run>)>),
    Replaced(Box<Run>),
    Marked(JobId, Mark),
    Forgotten(JobId),
}

/// Takes orders for the writing thread.
pub(super) struct Writer {
    orders: Sender<Message>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

enum Message {
    Write(Box<dyn Order>),
    Stop,
}

/// The most writes of one transaction: the first of them waits for all the others.
const TOGETHER: usize = 256;

impl Writer {
    /// Starts the thread.
    pub(super) fn start(mut db: Connection, snapshots: Arc<Snapshots>) -> Self {
        let (orders, received) = mpsc::channel();
        let thread = thread::spawn(move || {
            serve(&mut db, &received, &snapshots);
            finish(db);
        });
        Self {
            orders,
            thread: Mutex::new(Some(thread)),
        }
    }

    /// Has the thread do some work, and returns when it is committed.
    pub(super) async fn order<T: Send + 'static>(
        &self,
        doing: &'static str,
        work: impl FnOnce(&Connection, &mut Changes) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (reply, answer) = oneshot::channel();
        let order = Typed {
            doing,
            work: Some(work),
            done: None,
            reply,
        };
        // A send fails only when the thread has ended, and then the answer says so.
        self.orders.send(Message::Write(Box::new(order))).ok();
        answer.await.unwrap_or_else(|_| Err(closed(doing)))
    }

    /// Finishes the orders that wait and ends the thread.
    pub(super) fn stop(&self) {
        self.orders.send(Message::Stop).ok();
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(thread) = thread.take() {
            thread.join().ok();
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Works off whatever waits, together, until told to stop.
fn serve(db: &mut Connection, received: &Receiver<Message>, snapshots: &Snapshots) {
    let mut batch: Vec<Box<dyn Order>> = Vec::new();
    while let Ok(first) = received.recv() {
        let waiting = std::iter::once(first).chain(received.try_iter());
        let mut stop = false;
        for message in waiting.take(TOGETHER) {
            match message {
                Message::Write(order) => batch.push(order),
                Message::Stop => stop = true,
            }
        }
        let committed = together(db, &mut batch).map_err(Arc::new);
        // Before the answers: whoever has one reads what it says.
        let committed = committed.map(|changes| snapshots.apply(changes));
        for order in batch.drain(..) {
            order.answer(committed.as_ref().copied());
        }
        if stop {
            return;
        }
    }
}

/// Runs the orders in one transaction. One that fails leaves nothing and harms no other.
fn together(db: &mut Connection, batch: &mut [Box<dyn Order>]) -> rusqlite::Result<Changes> {
    let mut changes = Changes::new();
    let mut all = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for order in batch {
        let before = changes.len();
        let alone = all.savepoint()?;
        if order.run(&alone, &mut changes) {
            alone.commit()?;
        } else {
            changes.truncate(before);
            alone.finish()?;
        }
    }
    all.commit()?;
    Ok(changes)
}

/// Folds the write-ahead log into the database, so that what is left is one file.
fn finish(db: Connection) {
    let folded = db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE);");
    if let Err(error) = folded.and_then(|()| db.close().map_err(|(_, error)| error)) {
        tracing::warn!(%error, "the database was not closed cleanly; nothing is lost, the next start tidies up");
    }
}

/// A write that waits for its turn, then for its commit.
trait Order: Send {
    /// Does the work. False if it failed, and must be undone.
    fn run(&mut self, db: &Connection, changes: &mut Changes) -> bool;

    /// Tells whoever gave the order how it ended.
    fn answer(self: Box<Self>, committed: Result<(), &Arc<rusqlite::Error>>);
}

struct Typed<T, W> {
    doing: &'static str,
    work: Option<W>,
    done: Option<Result<T, Fault>>,
    reply: oneshot::Sender<Result<T, StoreError>>,
}

impl<T, W> Order for Typed<T, W>
where
    T: Send,
    W: FnOnce(&Connection, &mut Changes) -> Result<T, Fault> + Send,
{
    fn run(&mut self, db: &Connection, changes: &mut Changes) -> bool {
        self.done = self.work.take().map(|work| caught(|| work(db, changes)));
        matches!(self.done, Some(Ok(_)))
    }

    fn answer(self: Box<Self>, committed: Result<(), &Arc<rusqlite::Error>>) {
        let result = match (self.done, committed) {
            (Some(Err(fault)), _) => Err(fault),
            (_, Err(error)) => Err(Box::new(error.clone()) as Fault),
            (Some(Ok(done)), Ok(())) => Ok(done),
            (None, Ok(())) => Err(Box::new(super::Closed) as Fault),
        };
        let doing = self.doing;
        // Whoever gave the order may have gone away; the work is done all the same.
        self.reply
            .send(result.map_err(|source| StoreError { doing, source }))
            .ok();
    }
}

#[cfg(test)]
mod tests {
    use futures::executor::block_on;
    use futures::future::{self, join_all};

    use super::*;
    use crate::sqlite::open;

    fn insert(number: usize) -> impl FnOnce(&Connection, &mut Changes) -> Result<(), Fault> + Send {
        move |db, _| {
            let body = "x".repeat(10_000);
            db.execute(
                "INSERT INTO requests (key, digest, job) VALUES (?, ?, 1)",
                (number.to_string(), body),
            )?;
            Ok(())
        }
    }

    #[test]
    fn a_write_that_panics_is_undone_and_the_next_one_is_done() {
        let folder = tempfile::tempdir().unwrap();
        let db = open::writer(&folder.path().join("test.db")).unwrap();
        db.execute_batch("INSERT INTO jobs (rank, id, favourite, body) VALUES (1, 'a', 0, '')")
            .unwrap();
        let writer = Writer::start(db, Arc::new(Snapshots::new()));
        let panic = |db: &Connection, changes: &mut Changes| -> Result<(), Fault> {
            insert(1)(db, changes)?;
            panic!("number {}", 1)
        };
        let both = future::join(writer.order("test", panic), writer.order("test", insert(2)));
        let (panicked, beside) = block_on(both);
        let error = panicked.unwrap_err().source.to_string();
        assert_eq!(error, "a bug in the store: number 1");
        beside.unwrap();
        block_on(writer.order("test", insert(1))).expect("nothing of the first is left");
    }

    /// A full disk, played by a limit on the file: what was answered is kept, what failed is not, and
    /// the writer goes on when there is room again.
    #[test]
    fn a_full_disk_loses_nothing_that_was_answered() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.db");
        let db = open::writer(&path).unwrap();
        db.execute_batch(
            "INSERT INTO jobs (rank, id, favourite, body) VALUES (1, 'a', 0, '');
             PRAGMA max_page_count = 150;",
        )
        .unwrap();
        let writer = Writer::start(db, Arc::new(Snapshots::new()));
        let order = |number| writer.order("test", insert(number));
        let kept: Vec<bool> = block_on(join_all((0..100).map(order)))
            .into_iter()
            .chain((100..110).map(|number| block_on(order(number))))
            .map(|kept| kept.is_ok())
            .collect();
        assert!(kept.contains(&false), "the disk was full");
        let room = |db: &Connection, _: &mut Changes| {
            Ok(db.execute_batch("PRAGMA max_page_count = 100000;")?)
        };
        block_on(writer.order("test", room)).unwrap();
        block_on(order(110)).unwrap();
        drop(writer);

        let db = open::reader(&path).unwrap();
        let mut query = db.prepare("SELECT 1 FROM requests WHERE key = ?").unwrap();
        for (number, kept) in kept.into_iter().chain([true]).enumerate() {
            assert_eq!(
                query.exists((number.to_string(),)).unwrap(),
                kept,
                "{number}"
            );
        }
    }
}
