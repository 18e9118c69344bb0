//! The jobs that were painted.

use pixelprompt_domain::{JobId, Mark, Page, Rendition, Timestamp, Wanted};

use crate::{Engine, Refusal};

impl Engine {
    /// A page of jobs, newest first.
    pub async fn list(&self, wanted: &Wanted) -> Result<Page, Refusal> {
        Ok(self.parts.jobs.page(wanted).await?)
    }

    /// Marks a job as a favourite, or not.
    pub async fn favourite(&self, id: &JobId, favourite: bool) -> Result<(), Refusal> {
        self.mark(id, Mark::Favourite(favourite)).await
    }

    /// Puts a job into the trash, and tells since when it is there.
    pub async fn trash(&self, id: &JobId) -> Result<Timestamp, Refusal> {
        if let Some(since) = self.show(id).await?.0.trashed {
            return Ok(since);
        }
        let now = self.parts.clock.now();
        self.mark(id, Mark::Trashed(Some(now))).await?;
        Ok(now)
    }

    /// Takes a job out of the trash.
    pub async fn restore(&self, id: &JobId) -> Result<(), Refusal> {
        self.mark(id, Mark::Trashed(None)).await
    }

    /// Deletes a job with its pictures, for good.
    ///
    /// The job goes first, in one step with the check that all its runs have ended: nobody can begin
    /// one anew while its pictures are being deleted. If the process dies between the two, deleting the
    /// job again deletes the files that were left.
    pub async fn delete(&self, id: &JobId) -> Result<(), Refusal> {
        let known = self.parts.jobs.job(id).await?.is_some();
        if known && !self.parts.jobs.forget(id).await? {
            return Err(Refusal::NotAllowed(
                "some of its runs are still at work; cancel them first",
            ));
        }
        let folder = Rendition::folder(id);
        self.parts.blobs.delete_folder(&folder).await?;
        if !known {
            return Err(Refusal::NotFound("gallery"));
        }
        tracing::info!(job = %id, "job deleted");
        Ok(())
    }

    async fn mark(&self, id: &JobId, mark: Mark) -> Result<(), Refusal> {
        if self.parts.jobs.mark(id, mark).await? {
            Ok(())
        } else {
            Err(Refusal::NotFound("gallery"))
        }
    }
}
