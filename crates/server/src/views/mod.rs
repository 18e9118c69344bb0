//! The documents that clients see, and how they are drawn up.

mod estimate;
mod gallery;
mod image;
mod job;
mod links;
mod model;
mod money;
mod parameters;
mod run;
mod time;

pub(crate) use estimate::Estimate;
pub(crate) use gallery::{GalleryDetail, GalleryImage, GalleryList, pictures};
pub(crate) use image::Image;
pub(crate) use job::{Job, JobStatus};
pub use links::LinkSigner;
pub(crate) use links::Links;
pub(crate) use model::Model;
pub(crate) use money::{Cost, Price, Spending};
pub(crate) use parameters::{Parameters, Quality, Size, Warning};
pub(crate) use run::Run;
pub(crate) use time::Time;

use pixelprompt_engine::Catalogue;

/// What a document needs to know beside its subject.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    /// Gives models their names.
    pub(crate) catalogue: &'a Catalogue,
    /// Gives pictures their addresses.
    pub(crate) links: &'a Links,
}

impl<'a> Scene<'a> {
    /// A model's name for people; its id if it is not configured any more.
    pub(crate) fn name(self, model: &'a pixelprompt_domain::ModelId) -> &'a str {
        self.catalogue.name(model).unwrap_or(model.as_str())
    }
}
