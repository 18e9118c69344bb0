import { call } from "./client";

/** Moves a gallery to the trash. */
export async function trashGallery(galleryId: string): Promise<void> {
  await call("delete", "/gallery/{galleryId}", { path: { galleryId } });
}

/** Takes a gallery out of the trash. */
export async function restoreGallery(galleryId: string): Promise<void> {
  await call("post", "/gallery/{galleryId}/restore", { path: { galleryId } });
}

/** Removes a gallery and its files for good. */
export async function destroyGallery(galleryId: string): Promise<void> {
  await call("delete", "/gallery/{galleryId}", { path: { galleryId }, query: { permanently: true } });
}
