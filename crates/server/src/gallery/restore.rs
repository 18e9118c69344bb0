//! Out of the trash.

use axum::extract::State as Shared;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::{Always, Answer, GalleryPath, NoSuch, Within, json},
    studio::State,
};

/// The gallery is not in the trash.
#[derive(Serialize, ToSchema)]
pub(crate) struct Restored<'a> {
    id: &'a str,
}

/// Take a gallery out of the trash.
#[utoipa::path(
    post,
    path = "/gallery/{galleryId}/restore",
    operation_id = "restoreGallery",
    tag = "gallery",
    params(GalleryPath),
    responses((status = 200, description = "Restored", body = Restored<'_>), NoSuch, Always)
)]
pub(crate) async fn restore(
    Shared(app): Shared<State>,
    Within(path): Within<GalleryPath>,
) -> Answer {
    let id = &path.gallery_id;
    app.engine().restore(id).await?;
    json(&Restored { id: id.as_str() })
}
