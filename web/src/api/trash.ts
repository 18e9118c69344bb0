import { client } from "./client";

/** Moves a gallery to the trash. */
export async function trashGallery(galleryId: string): Promise<void> {
  await client.DELETE("/gallery/{galleryId}", { params: { path: { galleryId } } });
}

/** Takes a gallery out of the trash. */
export async function restoreGallery(galleryId: string): Promise<void> {
  await client.POST("/gallery/{galleryId}/restore", { params: { path: { galleryId } } });
}

/** Removes a gallery and its files for good. */
export async function destroyGallery(galleryId: string): Promise<void> {
  await client.DELETE("/gallery/{galleryId}", { params: { path: { galleryId }, query: { permanently: true } } });
}
