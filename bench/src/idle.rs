//! Start and idle memory.

use std::{path::Path, time::Duration};

use tokio::time::sleep;

use crate::{Row, load::Trouble, studio::Studio};

pub(crate) async fn measure(program: &Path) -> Result<Vec<Row>, Trouble> {
    let mut starts = Vec::new();
    for _ in 0..9 {
        let studio = Studio::start(program, &[]).await?;
        starts.push(studio.to_first_answer.as_secs_f64() * 1_000.0);
    }
    starts.sort_by(f64::total_cmp);
    let studio = Studio::start(program, &[]).await?;
    sleep(Duration::from_secs(2)).await;
    let memory = studio.usage().memory;
    Ok(vec![
        [
            "start to first answer, median of 9".into(),
            format!("{:.0} ms", starts[4]),
            "target ≤ 100 ms".into(),
        ],
        [
            "idle memory".into(),
            format!("{memory:.0} MiB"),
            "target ≤ 40 MB".into(),
        ],
    ])
}
