//! Where pictures are found.

use pixelprompt_domain::{Rendition, Run};

/// Makes the addresses of pictures: of this server, or of a CDN that reads the same blob store.
#[derive(Clone, Debug, Default)]
pub(crate) struct Links {
    base: Option<String>,
}

impl Links {
    /// Addresses below `base`, or of this server.
    pub(crate) fn new(base: Option<&str>) -> Self {
        Self {
            base: base.map(|base| base.trim_end_matches('/').to_owned()),
        }
    }

    /// The picture as its model made it.
    pub(crate) fn original(&self, run: &Run) -> String {
        match &self.base {
            Some(base) => format!("{base}/{}", Rendition::Original.key(run)),
            None => format!("/images/{}", run.id),
        }
    }

    /// A small WebP of it.
    pub(crate) fn thumbnail(&self, run: &Run) -> String {
        match &self.base {
            Some(base) => format!("{base}/{}", Rendition::Thumbnail.key(run)),
            None => format!("/images/{}/thumbnail", run.id),
        }
    }
}
