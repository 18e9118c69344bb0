import { call } from "./client";

/** Marks a gallery as a favourite, or no longer. */
export async function setFavourite(galleryId: string, favourite: boolean): Promise<void> {
  await call("put", "/gallery/{galleryId}/favourite", { path: { galleryId }, body: { favourite } });
}
