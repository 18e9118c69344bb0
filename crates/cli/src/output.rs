//! The only place that writes to the terminal.

use std::io::{self, ErrorKind, Write as _};

use serde::Serialize;

use crate::failure::Failure;

/// Writes results to standard output. A reader that has seen enough (`… | head -1`) is no fault.
pub(crate) fn results(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::fault(
            "OUTPUT",
            format!("standard output cannot be written: {error}"),
        )),
        _ => Ok(()),
    }
}

/// Writes one JSON document to standard output.
pub(crate) fn json(document: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(document)
        .map_err(|error| Failure::fault("OUTPUT", format!("the result is no JSON: {error}")))?;
    results(&format!("{text}\n"))
}

/// Tells the person something that is no result, on standard error.
pub(crate) fn note(line: &str) {
    // If nobody can be told, there is nobody to tell that either.
    let _ = writeln!(io::stderr().lock(), "{line}");
}
