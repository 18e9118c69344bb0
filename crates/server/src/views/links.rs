//! Where pictures are found.

use std::{fmt, sync::Arc};

use pixelprompt_domain::{Rendition, Run};

/// Makes an address of a CDN one that it serves.
#[derive(Clone)]
pub struct LinkSigner(pub Arc<dyn Fn(&str) -> String + Send + Sync>);

impl fmt::Debug for LinkSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a signer")
    }
}

/// Makes the addresses of pictures: of this server, or of a CDN that reads the same blob store.
#[derive(Clone, Debug, Default)]
pub(crate) struct Links {
    base: Option<String>,
    signer: Option<LinkSigner>,
}

impl Links {
    /// Addresses below `base`, signed where that is private, or of this server.
    pub(crate) fn new(base: Option<&str>, signer: Option<LinkSigner>) -> Self {
        Self {
            base: base.map(|base| base.trim_end_matches('/').to_owned()),
            signer,
        }
    }

    /// Where a file of the blob store can be fetched without this server.
    fn elsewhere(&self, key: &str) -> Option<String> {
        let address = format!("{}/{key}", self.base.as_ref()?);
        Some(match &self.signer {
            Some(LinkSigner(sign)) => sign(&address),
            None => address,
        })
    }

    /// The picture as its model made it.
    pub(crate) fn original(&self, run: &Run) -> String {
        let elsewhere = self.elsewhere(&Rendition::Original.key(run));
        elsewhere.unwrap_or_else(|| format!("/images/{}", run.id))
    }

    /// A small WebP of it.
    pub(crate) fn thumbnail(&self, run: &Run) -> String {
        let elsewhere = self.elsewhere(&Rendition::Thumbnail.key(run));
        elsewhere.unwrap_or_else(|| format!("/images/{}/thumbnail", run.id))
    }
}
