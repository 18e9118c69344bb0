//! The pictures of jobs.

use pixelprompt_domain::{self as domain, RunState, StoredImage};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Cost, JobStatus, Parameters, Quality, Scene, Time, Warning, run::seconds};

/// A page of galleries, newest first.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GalleryList<'a> {
    galleries: Vec<Gallery<'a>>,
    /// How many there are in this answer.
    total: usize,
    /// Asks for the next page; null on the last one.
    #[schema(required = true)]
    next_cursor: Option<&'a str>,
}

/// The pictures of one job, as a list shows them.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Gallery<'a> {
    /// Names the gallery and its job.
    #[schema(example = "01m3k8r6t9q2v4w7x1y5z3a8bc")]
    id: &'a str,
    /// When the job was accepted.
    timestamp: Time,
    /// The first picture's thumbnail; null if there is no picture.
    #[schema(required = true)]
    preview: Option<String>,
    image_count: usize,
    prompt: &'a str,
    status: JobStatus,
    total_models: usize,
    favourite: bool,
    cost: Cost,
    /// Of the first picture, base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    thumbhash: Option<&'a str>,
    /// Of the first picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    width: Option<u32>,
    /// Of the first picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    height: Option<u32>,
}

/// The pictures of one job.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GalleryDetail<'a> {
    /// Names the gallery and its job.
    #[schema(example = "01m3k8r6t9q2v4w7x1y5z3a8bc")]
    gallery_id: &'a str,
    /// When the job was accepted.
    timestamp: Time,
    prompt: &'a str,
    status: JobStatus,
    favourite: bool,
    cost: Cost,
    /// Since when it is in the trash.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    trashed_at: Option<Time>,
    /// What was asked beside the prompt.
    parameters: Parameters<'a>,
    /// How many pictures there are.
    total: usize,
    images: Vec<GalleryImage<'a>>,
}

/// One picture.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GalleryImage<'a> {
    /// Where it lies in the blob store.
    key: String,
    /// The picture as its model made it.
    url: String,
    /// A small WebP of it.
    thumbnail_url: String,
    /// The model's name for people.
    model: &'a str,
    /// Names the model.
    model_id: &'a str,
    prompt: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    steps: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    guidance: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    quality: Option<Quality>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    seed: Option<u64>,
    /// When it was finished.
    timestamp: Time,
    run_id: String,
    media_type: &'static str,
    width: u32,
    height: u32,
    /// Length of the original.
    bytes: u64,
    /// A blurred impression, base64.
    thumbhash: &'a str,
    /// How the model read the prompt, where it tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    reading: Option<&'a str>,
    /// Seconds that it took.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    duration: Option<f64>,
    cost: Cost,
    /// How it differs from what was asked.
    warnings: Vec<Warning<'a>>,
}

/// The runs that left a picture, each with it.
pub(crate) fn pictures(runs: &[domain::Run]) -> impl Iterator<Item = (&domain::Run, &StoredImage)> {
    runs.iter().filter_map(|run| match &run.state {
        RunState::Completed { image } => Some((run, image)),
        _ => None,
    })
}

impl<'a> GalleryList<'a> {
    /// A page as clients see it.
    pub(crate) fn new(page: &'a domain::Page, scene: Scene<'a>) -> Self {
        let gallery =
            |(job, runs): &'a (domain::Job, Vec<domain::Run>)| Gallery::new(job, runs, scene);
        let galleries: Vec<_> = page.jobs.iter().map(gallery).collect();
        Self {
            total: galleries.len(),
            galleries,
            next_cursor: page.next.as_ref().map(domain::JobId::as_str),
        }
    }
}

impl<'a> Gallery<'a> {
    fn new(job: &'a domain::Job, runs: &'a [domain::Run], scene: Scene<'a>) -> Self {
        let first = pictures(runs).next();
        Self {
            id: job.id.as_str(),
            timestamp: Time(job.created),
            preview: first.map(|(run, _)| scene.links.thumbnail(run)),
            image_count: pictures(runs).count(),
            prompt: job.prompt.as_str(),
            status: JobStatus::of(runs),
            total_models: runs.len(),
            favourite: job.favourite,
            cost: Cost::of(runs),
            thumbhash: first.map(|(_, image)| image.thumbhash.as_str()),
            width: first.map(|(_, image)| image.size.width),
            height: first.map(|(_, image)| image.size.height),
        }
    }
}

impl<'a> GalleryDetail<'a> {
    /// A gallery as clients see it.
    pub(crate) fn new(job: &'a domain::Job, runs: &'a [domain::Run], scene: Scene<'a>) -> Self {
        let image = |(run, image)| GalleryImage::new(job, run, image, scene);
        let images: Vec<_> = pictures(runs).map(image).collect();
        Self {
            gallery_id: job.id.as_str(),
            timestamp: Time(job.created),
            prompt: job.prompt.as_str(),
            status: JobStatus::of(runs),
            favourite: job.favourite,
            cost: Cost::of(runs),
            trashed_at: job.trashed.map(Time),
            parameters: Parameters::from(&job.parameters),
            total: images.len(),
            images,
        }
    }
}

impl<'a> GalleryImage<'a> {
    /// A picture as clients see it.
    pub(crate) fn new(
        job: &'a domain::Job,
        run: &'a domain::Run,
        image: &'a StoredImage,
        scene: Scene<'a>,
    ) -> Self {
        Self {
            key: domain::Rendition::Original.key(run),
            url: scene.links.original(run),
            thumbnail_url: scene.links.thumbnail(run),
            model: scene.name(&run.model),
            model_id: run.model.as_str(),
            prompt: job.prompt.as_str(),
            steps: run.parameters.steps,
            guidance: run.parameters.guidance,
            quality: run.parameters.quality.map(Quality::from),
            seed: image.seed.or(run.parameters.seed),
            timestamp: Time(run.changed),
            run_id: run.id.to_string(),
            media_type: image.media_type.as_str(),
            width: image.size.width,
            height: image.size.height,
            bytes: image.bytes,
            thumbhash: &image.thumbhash,
            reading: image.reading.as_deref(),
            duration: seconds(run),
            cost: Cost::of([run]),
            warnings: run.warnings.iter().map(Warning::from).collect(),
        }
    }

    /// The same picture as a file of another kind and length.
    pub(crate) fn saved_as(self, kind: domain::MediaType, bytes: u64) -> Self {
        Self {
            media_type: kind.as_str(),
            bytes,
            ..self
        }
    }
}
