//! What happens on Ctrl-C.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::{failure::Failure, output};

/// The shell's convention for "ended by Ctrl-C".
const INTERRUPTED: i32 = 130;

/// Held while a file is on its way to its place.
static WRITING: Mutex<()> = Mutex::new(());

/// From now on Ctrl-C ends the program at once, but never in the middle of a file: what is
/// finished is kept, and nothing half-written stays behind.
pub(crate) fn end_cleanly() -> Result<(), Failure> {
    ctrlc::set_handler(|| {
        let _nothing_is_being_written = writing();
        output::note("stopped; the pictures that were finished are kept");
        std::process::exit(INTERRUPTED);
    })
    .map_err(|error| Failure::internal(format!("Ctrl-C cannot be handled: {error}")))
}

/// Holds off the end of the program until the guard is dropped.
pub(crate) fn writing() -> MutexGuard<'static, ()> {
    WRITING.lock().unwrap_or_else(PoisonError::into_inner)
}
