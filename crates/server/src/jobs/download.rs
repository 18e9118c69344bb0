//! All pictures of a job in one file.

mod archive;

use std::pin::pin;

use axum::{
    body::Body,
    extract::State as Shared,
    http::{
        HeaderValue,
        header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE},
    },
    response::Response,
};
use bytes::Bytes;
use futures::{
    Stream, StreamExt as _, TryStreamExt as _,
    future::ready,
    stream::{self, BoxStream},
};
use pixelprompt_domain::{Job, MediaType, Run, StoreError, StoredImage};
use pixelprompt_engine::{Form, Formed, Refusal};
use serde::Serialize;

use self::archive::{Archive, length};
use crate::{
    http::{Always, Answer, ApiError, Asking, BadRequest, JobPath, NoSuch, Within},
    names,
    pictures::{FormAsked, Format, Metadata, PART, parts},
    studio::State,
    views::{GalleryImage, Parameters, Time, pictures},
};

/// All pictures of a job in one file.
///
/// A zip archive of the originals, with `manifest.json`: prompt, parameters, and for each picture its
/// model, what it was asked, and its SHA-256.
///
/// With `format` and `metadata` the pictures are what `GET /images/{runId}` makes of them; one that the kind
/// of file cannot hold stays the kind that it is. The length is not known beforehand then. The manifest is
/// the record of whoever saves it, and holds the prompt in either case: leave it out of what you pass on.
#[utoipa::path(
    get,
    path = "/jobs/{jobId}/download",
    operation_id = "download",
    tag = "jobs",
    params(JobPath, FormAsked),
    responses(
        (status = 200, description = "The archive", body = Vec<u8>, content_type = "application/zip"),
        BadRequest, NoSuch, Always,
    )
)]
pub(crate) async fn download(
    Shared(app): Shared<State>,
    Within(path): Within<JobPath>,
    Asking(asked): Asking<FormAsked>,
) -> Answer {
    let (job, runs) = app.engine().show(&path.job_id).await?;
    let files: Vec<_> = pictures(&runs)
        .map(|(run, image)| (run.clone(), image.clone()))
        .collect();
    if files.is_empty() {
        return Err(ApiError::not_found("This job has no pictures yet."));
    }
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    headers.insert(CONTENT_DISPOSITION, names::attachment(&job, "", "zip"));
    let archive = Archive::new(job.created);
    let order = Order {
        app,
        job,
        runs,
        asked,
    };
    let form = order.asked.form();
    if !files
        .iter()
        .any(|(_, image)| form.changes(image.media_type))
    {
        let laid: Vec<_> = files
            .iter()
            .map(|(run, image)| Laid::original(run, image))
            .collect();
        let manifest = order.manifest(&laid)?.len() as u64;
        let lengths = laid.iter().map(|laid| (laid.name.as_str(), laid.bytes));
        let whole = length(lengths.chain([(MANIFEST, manifest)]));
        headers.insert(CONTENT_LENGTH, whole.into());
    }
    *response.body_mut() = Body::from_stream(entries(order, archive, files));
    Ok(response)
}

const MANIFEST: &str = "manifest.json";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Manifest<'a> {
    job_id: &'a str,
    created_at: Time,
    prompt: &'a str,
    parameters: Parameters<'a>,
    /// In which form the pictures were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<Format>,
    #[serde(skip_serializing_if = "Option::is_none")]
    metadata: Option<Metadata>,
    images: Vec<Entry<'a>>,
}

/// A picture: kind, length and SHA-256 are those of the file in the archive.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry<'a> {
    file: &'a str,
    sha256: &'a str,
    /// Where the file is not the original.
    #[serde(skip_serializing_if = "Option::is_none")]
    original_sha256: Option<&'a str>,
    #[serde(flatten)]
    image: GalleryImage<'a>,
}

/// What is packed, and how.
struct Order {
    app: State,
    job: Job,
    runs: Vec<Run>,
    asked: FormAsked,
}

impl Order {
    /// The list of files that lie in the archive.
    fn manifest(&self, laid: &[Laid]) -> Result<Bytes, Refusal> {
        let images = pictures(&self.runs).zip(laid);
        let images = images.map(|((run, image), laid)| self.entry(run, image, laid));
        let manifest = Manifest {
            job_id: self.job.id.as_str(),
            created_at: Time(self.job.created),
            prompt: self.job.prompt.as_str(),
            parameters: Parameters::from(&self.job.parameters),
            format: self.asked.format,
            metadata: self.asked.metadata,
            images: images.collect(),
        };
        let text = serde_json::to_vec_pretty(&manifest).map_err(|error| StoreError {
            doing: "write a manifest",
            source: error.into(),
        })?;
        Ok(text.into())
    }

    fn entry<'a>(&'a self, run: &'a Run, image: &'a StoredImage, laid: &'a Laid) -> Entry<'a> {
        Entry {
            file: &laid.name,
            sha256: &laid.sha256,
            original_sha256: (laid.sha256 != image.sha256).then_some(&*image.sha256),
            image: GalleryImage::new(&self.job, run, image, self.app.scene())
                .saved_as(laid.media_type, laid.bytes),
        }
    }
}

/// A file that lies in the archive.
struct Laid {
    name: String,
    media_type: MediaType,
    bytes: u64,
    sha256: String,
}

impl Laid {
    fn original(run: &Run, image: &StoredImage) -> Self {
        Self {
            name: names::in_archive(run, image.media_type),
            media_type: image.media_type,
            bytes: image.bytes,
            sha256: image.sha256.clone(),
        }
    }
}

/// A picture on its way into the archive.
struct Packed {
    laid: Laid,
    checksum: u32,
    content: BoxStream<'static, Result<Bytes, Refusal>>,
}

impl Packed {
    /// In the form that is asked for, or else in the nearest that there is.
    async fn new(app: State, run: Run, image: StoredImage, form: Form) -> Result<Self, Refusal> {
        let nearest = Form {
            media_type: None,
            ..form
        };
        for form in [form, nearest] {
            if !form.changes(image.media_type) {
                break;
            }
            match app.engine().formed(&run, &image, form).await {
                Ok(formed) => return Ok(Self::formed(&run, formed)),
                // One that this kind of file cannot hold does not keep the others from being saved.
                Err(Refusal::NotFormed(_)) if form != nearest => {}
                Err(refusal) => return Err(refusal),
            }
        }
        Self::original(app, run, &image).await
    }

    fn formed(run: &Run, formed: Formed) -> Self {
        Self {
            laid: Laid {
                name: names::in_archive(run, formed.media_type),
                media_type: formed.media_type,
                bytes: formed.file.len() as u64,
                sha256: formed.sha256,
            },
            checksum: crc32fast::hash(&formed.file),
            content: stream::iter([Ok(formed.file)]).boxed(),
        }
    }

    /// Reads a picture that is larger than a part twice: its checksum stands before it.
    async fn original(app: State, run: Run, image: &StoredImage) -> Result<Self, Refusal> {
        let laid = Laid::original(&run, image);
        let length = laid.bytes;
        let mut checksum = crc32fast::Hasher::new();
        let mut first_time = pin!(parts(app.clone(), run.clone(), 0..length));
        let mut last = Bytes::new();
        while let Some(part) = first_time.try_next().await? {
            checksum.update(&part);
            last = part;
        }
        let content = if length <= PART {
            stream::iter([Ok(last)]).boxed()
        } else {
            parts(app, run, 0..length).boxed()
        };
        Ok(Self {
            laid,
            checksum: checksum.finalize(),
            content,
        })
    }
}

/// The archive, a part of a picture at a time.
fn entries(
    order: Order,
    archive: Archive,
    files: Vec<(Run, StoredImage)>,
) -> impl Stream<Item = Result<Bytes, Refusal>> {
    let (app, form) = (order.app.clone(), order.asked.form());
    let files = stream::iter(files)
        .then(move |(run, image)| Packed::new(app.clone(), run, image, form))
        .map(Some)
        .chain(stream::iter([None]));
    let laid: Vec<Laid> = Vec::new();
    let parts = files.scan((archive, laid), move |(archive, laid), file| {
        let parts = match file {
            Some(Ok(file)) => {
                let header = archive.header(&file.laid.name, file.checksum, file.laid.bytes);
                laid.push(file.laid);
                stream::iter([Ok(header)]).chain(file.content).boxed()
            }
            // The body breaks off, and the client sees that it is not whole.
            Some(Err(refusal)) => {
                tracing::error!(%refusal, "an archive cannot be finished");
                stream::iter([Err(refusal)]).boxed()
            }
            None => {
                let last = order.manifest(laid).map(|manifest| last(archive, manifest));
                stream::iter([last]).boxed()
            }
        };
        ready(Some(parts))
    });
    parts.flatten()
}

/// The manifest, and what stands behind the last file.
fn last(archive: &mut Archive, manifest: Bytes) -> Bytes {
    let checksum = crc32fast::hash(&manifest);
    let header = archive.header(MANIFEST, checksum, manifest.len() as u64);
    [header, manifest, archive.end()].concat().into()
}
