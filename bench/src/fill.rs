//! Makes a gallery of many jobs out of a few that were painted: two years of them, each with its pictures.

use std::{
    fs,
    path::Path,
    time::{Duration, SystemTime},
};

use pixelprompt_domain::{
    Job, JobId, JobStore as _, Prompt, Rendition, Run, RunId, Timestamp, Wanted,
};
use pixelprompt_storage::SqliteStore;

use crate::load::Trouble;

/// A hundred thousand fill two years.
const APART: Duration = Duration::from_mins(11);
/// Where the program keeps files, in its data folder.
const PICTURES: &str = "pictures";
/// How many commits are waited for at the same time.
const AT_ONCE: usize = 1_000;
/// Every so manieth is a favourite.
const FAVOURITE: u64 = 40;

/// Adds jobs, the last one a day old, to a data folder in which a program has painted some.
pub(crate) async fn fill(folder: &Path, jobs: u64) -> Result<(), Trouble> {
    let store = SqliteStore::open(folder)?;
    let kept = store.jobs();
    let wanted = Wanted {
        limit: 100,
        ..Wanted::default()
    };
    let painted = kept.page(&wanted).await?.jobs;
    if painted.is_empty() {
        return Err("there is nothing painted yet".into());
    }
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
    let mut waiting = Vec::new();
    for (number, (job, runs)) in (1..=jobs).zip(painted.iter().cycle()) {
        let age = Duration::from_hours(24) + APART * u32::try_from(number)?;
        let created = Timestamp(u64::try_from(now.saturating_sub(age).as_millis())?);
        let (job, runs) = again(number, created, job, runs, &folder.join(PICTURES))?;
        let kept = kept.clone();
        waiting.push(tokio::spawn(async move {
            kept.create(&job, &runs, None, &[]).await
        }));
        if waiting.len() == AT_ONCE {
            for created in waiting.drain(..) {
                created.await??;
            }
        }
    }
    for created in waiting {
        created.await??;
    }
    store.close();
    Ok(())
}

/// The same job at another time. Its pictures are the same files under other names.
fn again(
    number: u64,
    created: Timestamp,
    job: &Job,
    runs: &[Run],
    pictures: &Path,
) -> Result<(Job, Vec<Run>), Trouble> {
    let id = JobId::new(created, u128::from(number) * 7919);
    let mut others = Vec::new();
    for run in runs {
        let other = Run {
            id: RunId {
                job: id.clone(),
                place: run.id.place,
            },
            began: Some(created),
            changed: created.after(Duration::from_secs(2)),
            ..run.clone()
        };
        for rendition in [Rendition::Original, Rendition::Thumbnail] {
            let file = pictures.join(rendition.key(&other));
            fs::create_dir_all(file.parent().ok_or("a file lies in a folder")?)?;
            fs::hard_link(pictures.join(rendition.key(run)), file)?;
        }
        others.push(other);
    }
    let job = Job {
        id,
        created,
        prompt: Prompt::new(&format!("{}, number {number}", job.prompt.as_str()))?,
        favourite: number.is_multiple_of(FAVOURITE),
        correlation_id: format!("fill-{number}"),
        ..job.clone()
    };
    Ok((job, others))
}
