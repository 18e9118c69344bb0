//! The adapters that the engine and the worker are built from.

use std::{sync::Arc, time::Duration};

use pixelprompt_domain::{BlobStore, Clock, ContentFilter, Enhancer, Ids, JobStore, Limiter, Run};

use crate::{Budget, Catalogue, Change, Events, Limits, Moderation, figures};

/// One of each. Cheap to clone.
#[derive(Clone)]
pub struct Parts {
    /// Where jobs are kept.
    pub jobs: Arc<dyn JobStore>,
    /// Where pictures are kept.
    pub blobs: Arc<dyn BlobStore>,
    /// Counts requests.
    pub limiter: Arc<dyn Limiter>,
    /// Tells whoever watches a job.
    pub events: Arc<dyn Events>,
    /// The models.
    pub catalogue: Arc<Catalogue>,
    /// Makes rich prompts of short ones.
    pub enhancer: Arc<dyn Enhancer>,
    /// Makes them where that fails; ships inside this program.
    pub built_in_enhancer: Arc<dyn Enhancer>,
    /// How long either may take.
    pub enhance_patience: Duration,
    /// Decides which prompts are painted.
    pub filter: Arc<ContentFilter>,
    /// A second opinion on them, if somebody gives one.
    pub moderation: Option<Moderation>,
    /// How often a client may ask.
    pub limits: Arc<Limits>,
    /// How much may be spent.
    pub budget: Arc<Budget>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Makes ids and seeds.
    pub ids: Arc<dyn Ids>,
}

impl Parts {
    /// Tells the watchers, the log and the figures of a run's new state, once the store has it.
    pub(crate) fn tell(&self, run: &Run) {
        let change = Change::Run(run.clone().into());
        self.events.publish(&run.id.job, change);
        figures::changed(run);
    }
}
