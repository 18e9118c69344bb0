//! The files of pictures.

mod form;
mod parts;
mod range;

use axum::{
    body::Body,
    extract::State as Shared,
    http::{
        HeaderMap, HeaderValue, Method, StatusCode,
        header::{
            ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE,
            CONTENT_TYPE, ETAG, IF_NONE_MATCH, IF_RANGE, RANGE,
        },
    },
    response::Response,
};
use futures::{StreamExt as _, stream};
use pixelprompt_domain::{MediaType, Rendition};
use pixelprompt_engine::{Form, PictureFile};
use serde::Deserialize;
use utoipa::IntoParams;

pub(crate) use self::form::{FormAsked, Format, Metadata};
pub(crate) use self::parts::{PART, parts};
use self::{
    form::mark,
    range::{Part, part},
};
use crate::{
    Cors,
    http::{Always, Answer, ApiError, Asking, BadRequest, NoSuch, RunPath, Unformed, Within},
    middleware::RESOURCE_POLICY,
    names,
    studio::State,
};

/// A picture never changes, and no other ever gets its address.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// What for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Purpose {
    /// `1` to be saved under a friendly name.
    #[param(nullable = false, example = "1")]
    download: Option<String>,
}

/// A picture as its model made it, or in another form.
///
/// Has a strong `ETag`, takes `If-None-Match`, `Range` and `If-Range`, and may be cached for ever. With
/// `format` it becomes another kind of file without losing a pixel; what travels beside the pixels goes with
/// it where that kind has a place for it. With `metadata=strip` none of that is left: no prompt, no
/// provenance, no EXIF, no XMP. Colour profiles stay, and so does which way is up.
#[utoipa::path(
    get,
    path = "/images/{runId}",
    operation_id = "picture",
    tag = "pictures",
    params(
        RunPath, Purpose, FormAsked,
        ("Range" = Option<String>, Header, description = "One range of bytes", example = "bytes=0-1023"),
        ("If-None-Match" = Option<String>, Header, description = "An `ETag` that is known already"),
    ),
    responses(
        (status = 200, description = "The file", content((Vec<u8> = "image/png"), (Vec<u8> = "image/jpeg"), (Vec<u8> = "image/webp"))),
        (status = 206, description = "A part of the file", content((Vec<u8> = "image/png"), (Vec<u8> = "image/jpeg"), (Vec<u8> = "image/webp"))),
        (status = 304, description = "It is the one that is known already"),
        (status = 416, description = "The file has no such part", body = crate::http::ErrorBody<'_>),
        BadRequest, NoSuch, Unformed, Always,
    )
)]
pub(crate) async fn original(
    Shared(app): Shared<State>,
    method: Method,
    Within(path): Within<RunPath>,
    Asking(purpose): Asking<Purpose>,
    Asking(form): Asking<FormAsked>,
    headers: HeaderMap,
) -> Answer {
    let picture = app.engine().picture(&path.run_id).await?;
    let form = form.form();
    let file = if form.changes(picture.image.media_type) {
        File::Formed(form)
    } else {
        File::Original
    };
    let wanted = Request {
        method: &method,
        headers: &headers,
        save: purpose.download.as_deref() == Some("1"),
    };
    send(&app, &picture, file, wanted).await
}

/// A small WebP of a picture.
#[utoipa::path(
    get,
    path = "/images/{runId}/thumbnail",
    operation_id = "thumbnail",
    tag = "pictures",
    params(
        RunPath,
        ("If-None-Match" = Option<String>, Header, description = "An `ETag` that is known already"),
    ),
    responses(
        (status = 200, description = "The file", body = Vec<u8>, content_type = "image/webp"),
        (status = 206, description = "A part of the file", body = Vec<u8>, content_type = "image/webp"),
        (status = 304, description = "It is the one that is known already"),
        (status = 416, description = "The file has no such part", body = crate::http::ErrorBody<'_>),
        NoSuch, Always,
    )
)]
pub(crate) async fn thumbnail(
    Shared(app): Shared<State>,
    method: Method,
    Within(path): Within<RunPath>,
    headers: HeaderMap,
) -> Answer {
    let picture = app.engine().picture(&path.run_id).await?;
    let wanted = Request {
        method: &method,
        headers: &headers,
        save: false,
    };
    send(&app, &picture, File::Thumbnail, wanted).await
}

/// A file of a picture.
#[derive(Clone, Copy)]
enum File {
    Original,
    Thumbnail,
    Formed(Form),
}

/// How a file is asked for.
#[derive(Clone, Copy)]
struct Request<'a> {
    method: &'a Method,
    headers: &'a HeaderMap,
    save: bool,
}

async fn send(app: &State, picture: &PictureFile, file: File, request: Request<'_>) -> Answer {
    let (image, run) = (&picture.image, &picture.run);
    let (mark, kind) = match file {
        File::Original => (String::new(), image.media_type),
        File::Thumbnail => ("-t".to_owned(), MediaType::Webp),
        File::Formed(form) => {
            let kept = image.media_type;
            (format!("-{}", mark(form, kept)), form.media_type(kept))
        }
    };
    let tag = format!("\"{}{mark}\"", image.sha256);
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    // Hexadecimal digits, dashes and quotes are fit for a header.
    let etag = HeaderValue::try_from(&tag).map_err(|_| ApiError::internal())?;
    headers.insert(ETAG, etag);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(FOR_EVER));
    if app.settings.cors != Cors::Nobody {
        headers.insert(RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
    }
    if knows(request.headers, &tag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return Ok(response);
    }
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind.as_str()));
    if request.save {
        let middle = names::of_run(run);
        let name = names::attachment(&picture.job, &middle, kind.extension());
        headers.insert(CONTENT_DISPOSITION, name);
    }
    let engine = app.engine();
    let whole = match file {
        File::Original => None,
        // Its length is not recorded; it is small.
        File::Thumbnail => Some(engine.read(run, Rendition::Thumbnail, None).await?),
        File::Formed(form) => Some(engine.formed(run, image, form).await?.file),
    };
    let length = whole.as_ref().map_or(image.bytes, |file| file.len() as u64);
    let range = asked_range(request, &tag);
    let range = match part(range, length) {
        Part::Whole => 0..length,
        Part::Of(range) => {
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            let value = format!("bytes {}-{}/{length}", range.start, range.end - 1);
            put(&mut response, CONTENT_RANGE, &value)?;
            range
        }
        Part::Nothing => {
            let message = format!("The file has {length} bytes.");
            let status = StatusCode::RANGE_NOT_SATISFIABLE;
            let error = ApiError::new(status, "INVALID_REQUEST", message);
            let mut response = axum::response::IntoResponse::into_response(error);
            put(&mut response, CONTENT_RANGE, &format!("bytes */{length}"))?;
            return Ok(response);
        }
    };
    put(
        &mut response,
        CONTENT_LENGTH,
        &(range.end - range.start).to_string(),
    )?;
    if *request.method == Method::HEAD {
        return Ok(response);
    }
    let body = if let Some(file) = whole {
        Body::from(file.slice(range.start as usize..range.end as usize))
    } else {
        let first_end = range.end.min(range.start + PART);
        // Before the head is sent, so that the client hears of a file that is lost.
        let first = parts::read(app, run, range.start..first_end).await?;
        let rest = parts(app.clone(), run.clone(), first_end..range.end);
        Body::from_stream(stream::iter([Ok(first)]).chain(rest))
    };
    *response.body_mut() = body;
    Ok(response)
}

fn put(response: &mut Response, name: axum::http::HeaderName, value: &str) -> Result<(), ApiError> {
    let value = HeaderValue::try_from(value).map_err(|_| ApiError::internal())?;
    response.headers_mut().insert(name, value);
    Ok(())
}

/// Whether the client has this file already.
fn knows(headers: &HeaderMap, tag: &str) -> bool {
    let values = headers.get_all(IF_NONE_MATCH).iter();
    let mut known = values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|list| list.split(','));
    known.any(|known| {
        let known = known.trim();
        known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag
    })
}

/// The range that is asked for, if it is of this file.
fn asked_range<'a>(request: Request<'a>, tag: &str) -> Option<&'a str> {
    let range = request.headers.get(RANGE)?.to_str().ok()?;
    match request.headers.get(IF_RANGE) {
        Some(known) => (known.as_bytes() == tag.as_bytes()).then_some(range),
        None => Some(range),
    }
}
