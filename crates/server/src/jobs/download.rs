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
    stream::{self, BoxStream},
};
use pixelprompt_domain::{Job, Run};
use pixelprompt_engine::Refusal;
use serde::Serialize;

use self::archive::{Archive, length};
use crate::{
    http::{Always, Answer, ApiError, JobPath, NoSuch, Within},
    names,
    pictures::{PART, parts},
    studio::{App, State},
    views::{GalleryImage, Parameters, Time, pictures},
};

/// All pictures of a job in one file.
///
/// A zip archive of the originals, with `manifest.json`: prompt, parameters, and for each picture its
/// model, what it was asked, and its SHA-256.
#[utoipa::path(
    get,
    path = "/jobs/{jobId}/download",
    operation_id = "download",
    tag = "jobs",
    params(JobPath),
    responses(
        (status = 200, description = "The archive", body = Vec<u8>, content_type = "application/zip"),
        NoSuch, Always,
    )
)]
pub(crate) async fn download(Shared(app): Shared<State>, Within(path): Within<JobPath>) -> Answer {
    let (job, runs) = app.engine().show(&path.job_id).await?;
    let manifest = manifest(&app, &job, &runs)?;
    let files: Vec<_> = pictures(&runs)
        .map(|(run, image)| {
            (
                names::in_archive(run, image.media_type),
                run.clone(),
                image.bytes,
            )
        })
        .collect();
    if files.is_empty() {
        return Err(ApiError::not_found("This job has no pictures yet."));
    }
    let lengths = files.iter().map(|(name, _, bytes)| (name.as_str(), *bytes));
    let lengths = lengths.chain([(MANIFEST, manifest.len() as u64)]);
    let whole = length(lengths);
    let disposition = names::attachment(&job, "", "zip");
    let archive = Archive::new(job.created);
    let body = Body::from_stream(entries(app, archive, files, manifest));
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    headers.insert(CONTENT_LENGTH, whole.into());
    headers.insert(CONTENT_DISPOSITION, disposition);
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
    images: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    file: String,
    sha256: &'a str,
    #[serde(flatten)]
    image: GalleryImage<'a>,
}

fn manifest(app: &App, job: &Job, runs: &[Run]) -> Result<Bytes, ApiError> {
    let manifest = Manifest {
        job_id: job.id.as_str(),
        created_at: Time(job.created),
        prompt: job.prompt.as_str(),
        parameters: Parameters::from(&job.parameters),
        images: pictures(runs)
            .map(|(run, image)| Entry {
                file: names::in_archive(run, image.media_type),
                sha256: &image.sha256,
                image: GalleryImage::new(job, run, image, app.scene()),
            })
            .collect(),
    };
    let text = serde_json::to_vec_pretty(&manifest).map_err(|error| {
        tracing::error!(%error, "a manifest has no JSON form");
        ApiError::internal()
    })?;
    Ok(text.into())
}

/// A file on its way into the archive.
struct Packed {
    name: String,
    checksum: u32,
    length: u64,
    content: BoxStream<'static, Result<Bytes, Refusal>>,
}

impl Packed {
    /// Reads a picture that is larger than a part twice: its checksum stands before it.
    async fn picture(app: State, name: String, run: Run, length: u64) -> Result<Self, Refusal> {
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
            name,
            checksum: checksum.finalize(),
            length,
            content,
        })
    }

    fn manifest(text: Bytes) -> Self {
        Self {
            name: MANIFEST.to_owned(),
            checksum: crc32fast::hash(&text),
            length: text.len() as u64,
            content: stream::iter([Ok(text)]).boxed(),
        }
    }
}

/// The archive, a part of a picture at a time.
fn entries(
    app: State,
    archive: Archive,
    files: Vec<(String, Run, u64)>,
    manifest: Bytes,
) -> impl Stream<Item = Result<Bytes, Refusal>> {
    let pictures = stream::iter(files)
        .then(move |(name, run, length)| Packed::picture(app.clone(), name, run, length));
    let manifest = stream::iter([Ok(Packed::manifest(manifest))]);
    let files = pictures
        .chain(manifest)
        .map(Some)
        .chain(stream::iter([None]));
    let parts = files.scan(archive, |archive, file| {
        let parts = match file {
            Some(Ok(file)) => {
                let header = archive.header(&file.name, file.checksum, file.length);
                stream::iter([Ok(header)]).chain(file.content).boxed()
            }
            // The body breaks off, and the client sees that it is not whole.
            Some(Err(refusal)) => stream::iter([Err(refusal)]).boxed(),
            None => stream::iter([Ok(archive.end())]).boxed(),
        };
        futures::future::ready(Some(parts))
    });
    parts.flatten()
}
