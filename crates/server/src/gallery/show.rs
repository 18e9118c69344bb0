//! The pictures of one job.

use axum::extract::State as Shared;

use crate::{
    http::{Always, Answer, GalleryPath, NoSuch, Within, json},
    studio::State,
    views::GalleryDetail,
};

/// The pictures of one job.
#[utoipa::path(
    get,
    path = "/gallery/{galleryId}",
    operation_id = "showGallery",
    tag = "gallery",
    params(GalleryPath),
    responses((status = 200, description = "The gallery", body = GalleryDetail<'_>), NoSuch, Always)
)]
pub(crate) async fn show(Shared(app): Shared<State>, Within(path): Within<GalleryPath>) -> Answer {
    let (job, runs) = app.engine().show(&path.gallery_id).await?;
    json(&GalleryDetail::new(&job, &runs, app.scene()))
}
