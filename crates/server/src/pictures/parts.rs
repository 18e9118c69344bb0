//! A picture's file, a part at a time.

use std::ops::Range;

use bytes::Bytes;
use futures::{Stream, TryStreamExt as _, stream};
use pixelprompt_domain::{Rendition, Run, StoreError};
use pixelprompt_engine::Refusal;

use crate::studio::State;

/// How much of a file is in memory for a client, however slowly it takes it.
pub(crate) const PART: u64 = 512 << 10;

/// These bytes of a picture as its model made it. Each part is read when the one before was taken.
pub(crate) fn parts(
    app: State,
    run: Run,
    range: Range<u64>,
) -> impl Stream<Item = Result<Bytes, Refusal>> + Send {
    let parts = stream::try_unfold((app, run, range), |(app, run, rest)| async move {
        if rest.is_empty() {
            return Ok(None);
        }
        let end = rest.end.min(rest.start + PART);
        let part = read(&app, &run, rest.start..end).await?;
        Ok(Some((part, (app, run, end..rest.end))))
    });
    parts.inspect_err(|error| tracing::error!(%error, "a picture cannot be read to its end"))
}

/// Exactly these bytes.
pub(super) async fn read(app: &State, run: &Run, range: Range<u64>) -> Result<Bytes, Refusal> {
    let engine = app.engine();
    let asked = Some(range.clone());
    let part = engine.read(run, Rendition::Original, asked).await?;
    if part.len() as u64 == range.end - range.start {
        return Ok(part);
    }
    Err(Refusal::Store(StoreError {
        doing: "read a picture",
        source: "its file is shorter than it was".into(),
    }))
}
