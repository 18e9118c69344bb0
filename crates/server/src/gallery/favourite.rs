//! Marking what one likes.

use axum::extract::State as Shared;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    http::{Always, Answer, BadBody, GalleryPath, JsonBody, NoSuch, Within, json},
    studio::State,
};

/// Favourite or not.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FavouriteRequest {
    favourite: bool,
}

/// What the gallery is now.
#[derive(Serialize, ToSchema)]
pub(crate) struct FavouriteAnswer<'a> {
    id: &'a str,
    favourite: bool,
}

/// Mark a gallery as a favourite, or not.
#[utoipa::path(
    put,
    path = "/gallery/{galleryId}/favourite",
    operation_id = "favouriteGallery",
    tag = "gallery",
    params(GalleryPath),
    request_body = FavouriteRequest,
    responses((status = 200, description = "Marked", body = FavouriteAnswer<'_>), BadBody, NoSuch, Always)
)]
pub(crate) async fn favourite(
    Shared(app): Shared<State>,
    Within(path): Within<GalleryPath>,
    JsonBody(FavouriteRequest { favourite }): JsonBody<FavouriteRequest>,
) -> Answer {
    let id = &path.gallery_id;
    app.engine().favourite(id, favourite).await?;
    json(&FavouriteAnswer {
        id: id.as_str(),
        favourite,
    })
}
