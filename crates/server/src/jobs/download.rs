//! All pictures of a job in one file.

mod archive;

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
use futures::{StreamExt as _, stream};
use pixelprompt_domain::{Job, Rendition, Run};
use pixelprompt_engine::Refusal;
use serde::Serialize;

use self::archive::{Archive, length};
use crate::{
    http::{Always, Answer, ApiError, JobPath, NoSuch, Within},
    names,
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

/// The archive, one picture at a time.
fn entries(
    app: State,
    archive: Archive,
    files: Vec<(String, Run, u64)>,
    manifest: Bytes,
) -> impl futures::Stream<Item = Result<Bytes, Refusal>> {
    let pictures = stream::iter(files).then(move |(name, run, _)| {
        let app = app.clone();
        async move {
            let file = app.engine().read(&run, Rendition::Original, None).await;
            file.map(|file| (name, file))
        }
    });
    let manifest = stream::iter([Ok((MANIFEST.to_owned(), manifest))]);
    let files = pictures
        .chain(manifest)
        .map(Some)
        .chain(stream::iter([None]));
    let parts = files.scan(archive, |archive, file| {
        let parts = match file {
            Some(Ok((name, file))) => vec![Ok(archive.header(&name, &file)), Ok(file)],
            // The body breaks off, and the client sees that it is not whole.
            Some(Err(refusal)) => vec![Err(refusal)],
            None => vec![Ok(archive.end())],
        };
        futures::future::ready(Some(stream::iter(parts)))
    });
    parts.flatten()
}
