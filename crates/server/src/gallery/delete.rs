//! To the trash, or away for good.

use axum::{extract::State as Shared, http::StatusCode, response::IntoResponse as _};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    http::{Always, Answer, Asking, BadRequest, Conflict, GalleryPath, NoSuch, Within, json},
    studio::State,
    views::Time,
};

/// How thoroughly.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct HowFar {
    /// Delete the pictures too; this cannot be undone.
    #[serde(default)]
    #[param(default = false)]
    permanently: bool,
}

/// The gallery is in the trash.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Trashed<'a> {
    id: &'a str,
    /// Since when.
    trashed_at: Time,
}

/// Put a gallery into the trash, or delete it for good.
#[utoipa::path(
    delete,
    path = "/gallery/{galleryId}",
    operation_id = "deleteGallery",
    tag = "gallery",
    params(GalleryPath, HowFar),
    responses(
        (status = 200, description = "In the trash", body = Trashed<'_>),
        (status = 204, description = "Gone with its pictures"),
        BadRequest, NoSuch, Conflict, Always,
    )
)]
pub(crate) async fn delete(
    Shared(app): Shared<State>,
    Within(path): Within<GalleryPath>,
    Asking(how): Asking<HowFar>,
) -> Answer {
    let id = &path.gallery_id;
    if how.permanently {
        app.engine().delete(id).await?;
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let since = app.engine().trash(id).await?;
    json(&Trashed {
        id: id.as_str(),
        trashed_at: Time(since),
    })
}
