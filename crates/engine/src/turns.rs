//! One after the other, for those who want the same.

use std::{
    hash::{BuildHasher as _, RandomState},
    sync::Arc,
};

use tokio::sync::{Mutex, MutexGuard};

/// How many can go on at once, at most.
const PLACES: usize = 64;

/// Lets requests with the same key go on one after the other, so that the second finds what the first
/// left. Those with different keys seldom wait for each other. Within this process; between processes the
/// store has the last word.
#[derive(Clone)]
pub(crate) struct Turns {
    places: Arc<[Mutex<()>]>,
    hasher: RandomState,
}

impl Default for Turns {
    fn default() -> Self {
        Self {
            places: (0..PLACES).map(|_| Mutex::default()).collect(),
            hasher: RandomState::new(),
        }
    }
}

impl Turns {
    /// Waits for its turn, which lasts until the guard is dropped.
    pub(crate) async fn take(&self, key: &str) -> MutexGuard<'_, ()> {
        let place = self.hasher.hash_one(key) % PLACES as u64;
        self.places[place as usize].lock().await
    }
}
