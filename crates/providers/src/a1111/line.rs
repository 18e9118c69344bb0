//! Waiting for one's turn at a server that paints one picture at a time.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
    time::Duration,
};

use tokio::{
    sync::{Mutex as Line, OwnedMutexGuard},
    time::timeout,
};
use url::Url;

/// One line for each configured server.
static LINES: LazyLock<Mutex<HashMap<String, Arc<Line<()>>>>> = LazyLock::new(Mutex::default);

/// The right to have this server paint, until it is dropped. First come, first served; nothing if the turn does not
/// come in time.
///
/// The server would make requests wait just the same, but it tells its progress without saying whose:
/// only who is alone there knows that it is their own. And who gives up in this line has asked for
/// nothing yet.
pub(super) async fn turn(server: &Url, patience: Duration) -> Option<OwnedMutexGuard<()>> {
    let origin = server.origin().ascii_serialization();
    let line = {
        let mut lines = LINES.lock().unwrap_or_else(PoisonError::into_inner);
        lines.entry(origin).or_default().clone()
    };
    timeout(patience, line.lock_owned()).await.ok()
}
