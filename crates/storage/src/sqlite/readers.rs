//! The threads that read.

use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use futures::channel::oneshot;
use pixelprompt_domain::StoreError;
use rusqlite::Connection;

use super::{Fault, caught, closed};

/// Takes questions for the reading threads.
pub(super) struct Readers {
    questions: Sender<Message>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

enum Message {
    Ask(Box<dyn FnOnce(&Connection) + Send>),
    Stop,
}

impl Readers {
    /// How many connections are useful: as many as there are cores, and no more than a few, for each
    /// keeps up to 2 MB of pages.
    pub(super) fn wanted() -> usize {
        thread::available_parallelism().map_or(2, |cores| cores.get().clamp(2, 4))
    }

    /// Starts a thread for each connection.
    pub(super) fn start(connections: Vec<Connection>) -> Self {
        let (questions, received) = mpsc::channel();
        let received = Arc::new(Mutex::new(received));
        let serving = |db| {
            let received = received.clone();
            thread::spawn(move || serve(&db, &received))
        };
        Self {
            questions,
            threads: Mutex::new(connections.into_iter().map(serving).collect()),
        }
    }

    /// Has one of the threads answer a question.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        doing: &'static str,
        question: impl FnOnce(&Connection) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (reply, answer) = oneshot::channel();
        let ask = move |db: &Connection| {
            // Nobody waits for an answer to a question that was dropped.
            if !reply.is_canceled() {
                reply.send(caught(|| question(db))).ok();
            }
        };
        self.questions.send(Message::Ask(Box::new(ask))).ok();
        match answer.await {
            Ok(answer) => answer.map_err(|source| StoreError { doing, source }),
            Err(oneshot::Canceled) => Err(closed(doing)),
        }
    }

    /// Answers the questions that wait and ends the threads.
    pub(super) fn stop(&self) {
        let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        for _ in threads.iter() {
            self.questions.send(Message::Stop).ok();
        }
        for thread in threads.drain(..) {
            thread.join().ok();
        }
    }
}

impl Drop for Readers {
    fn drop(&mut self) {
        self.stop();
    }
}

fn serve(db: &Connection, received: &Mutex<Receiver<Message>>) {
    loop {
        let next = received
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .recv();
        match next {
            Ok(Message::Ask(ask)) => ask(db),
            Ok(Message::Stop) | Err(_) => return,
        }
    }
}
