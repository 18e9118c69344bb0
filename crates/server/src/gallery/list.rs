//! A page of galleries.

use axum::extract::State as Shared;
use pixelprompt_domain::{JobId, ModelId, Timestamp, Wanted};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    http::{Always, Answer, ApiError, Asking, BadRequest, json},
    studio::State,
    views::{GalleryList, Time},
};

const MOST: usize = 100;
const USUAL: usize = 24;
const LONGEST_QUERY: usize = 200;

/// Which galleries.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(crate) struct Listed {
    /// `nextCursor` of the page before.
    #[param(nullable = false, pattern = "^[0-7][0-9a-hjkmnp-tv-z]{25}$")]
    cursor: Option<String>,
    /// At most so many.
    #[param(nullable = false, minimum = 1, maximum = 100, default = 24)]
    limit: Option<usize>,
    /// Only prompts with all of these words, the last one perhaps unfinished.
    #[param(nullable = false, max_length = 200)]
    q: Option<String>,
    /// Only jobs in which this model took part.
    #[param(
        nullable = false,
        pattern = "^[A-Za-z0-9_.:/-]{0,100}$",
        example = "painter/noto"
    )]
    model: Option<String>,
    /// Only jobs that were accepted at this moment (RFC 3339) or later.
    #[param(
        nullable = false,
        format = "date-time",
        example = "2026-11-23T00:00:00+01:00"
    )]
    from: Option<String>,
    /// Only jobs that were accepted before this moment.
    #[param(
        nullable = false,
        format = "date-time",
        example = "2026-11-24T00:00:00+01:00"
    )]
    to: Option<String>,
    /// Only favourites.
    #[serde(default)]
    #[param(default = false)]
    favourite: bool,
    /// The trash instead of the gallery.
    #[serde(default)]
    #[param(default = false)]
    trashed: bool,
}

/// A page of galleries, newest first.
#[utoipa::path(
    get,
    path = "/gallery/list",
    operation_id = "listGalleries",
    tag = "gallery",
    params(Listed),
    responses((status = 200, description = "The page", body = GalleryList<'_>), BadRequest, Always)
)]
pub(crate) async fn list(Shared(app): Shared<State>, Asking(asked): Asking<Listed>) -> Answer {
    let page = app.engine().list(&wanted(asked)?).await?;
    json(&GalleryList::new(&page, app.scene()))
}

fn wanted(asked: Listed) -> Result<Wanted, ApiError> {
    let limit = asked.limit.unwrap_or(USUAL);
    if !(1..=MOST).contains(&limit) {
        return Err(ApiError::invalid(format!(
            "limit: choose from 1 to {MOST}."
        )));
    }
    let words = asked.q.filter(|words| !words.trim().is_empty());
    if words
        .as_ref()
        .is_some_and(|words| words.chars().count() > LONGEST_QUERY)
    {
        let message = format!("q: at most {LONGEST_QUERY} characters are searched for.");
        return Err(ApiError::invalid(message));
    }
    let (from, to) = (moment("from", asked.from)?, moment("to", asked.to)?);
    if from.is_some() && to.is_some() && from >= to {
        return Err(ApiError::invalid("from, to: from must lie before to."));
    }
    let after = asked
        .cursor
        .map(|cursor| cursor.parse::<JobId>())
        .transpose();
    let model = asked.model.filter(|model| !model.is_empty());
    let model = model.map(|model| model.parse::<ModelId>()).transpose();
    Ok(Wanted {
        after: after
            .map_err(|_| ApiError::invalid("cursor: take nextCursor of the page before."))?,
        limit,
        words,
        model: model.map_err(|error| ApiError::invalid(format!("model: {error}.")))?,
        from,
        to,
        favourite: asked.favourite,
        trashed: asked.trashed,
    })
}

fn moment(name: &str, text: Option<String>) -> Result<Option<Timestamp>, ApiError> {
    let read = text.map(|text| text.parse::<Time>()).transpose();
    let read = read.map_err(|error| ApiError::invalid(format!("{name}: {error}.")))?;
    Ok(read.map(|Time(moment)| moment))
}
