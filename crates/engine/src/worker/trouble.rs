//! Whether pictures can be kept at the moment.

use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Notify;

/// Counts the pictures that wait for a store that fails. While there is one, nothing new begins: what is
/// painted now would be paid for and might have nowhere to go.
#[derive(Debug, Default)]
pub(super) struct Trouble {
    waiting: AtomicUsize,
    /// Told when the last one is kept, or given up.
    pub(super) over: Notify,
}

/// One picture that waits.
pub(super) struct Waiting<'a>(&'a Trouble);

impl Trouble {
    pub(super) fn is_there(&self) -> bool {
        self.waiting.load(Ordering::Acquire) > 0
    }

    /// A picture waits until the guard is dropped.
    pub(super) fn begin(&self) -> Waiting<'_> {
        self.waiting.fetch_add(1, Ordering::AcqRel);
        Waiting(self)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        if self.0.waiting.fetch_sub(1, Ordering::AcqRel) == 1 {
            self.0.over.notify_one();
        }
    }
}
