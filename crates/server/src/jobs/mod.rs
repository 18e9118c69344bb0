//! Jobs: asking for pictures, and seeing how they come along.

pub(crate) mod cancel;
pub(crate) mod download;
pub(crate) mod events;
mod feed;
pub(crate) mod generate;
pub(crate) mod retry;
pub(crate) mod status;

pub(crate) use feed::Feeds;

use pixelprompt_domain::{Job, Run};

use crate::{
    http::{Answer, json},
    studio::App,
    views,
};

/// The job as it is now.
async fn show(app: &App, (job, runs): &(Job, Vec<Run>)) -> Answer {
    let ahead = app.engine().ahead(runs).await;
    json(&views::Job::new(job, runs, &ahead, app.scene()))
}
