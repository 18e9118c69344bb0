import { client } from "./client";

/** Marks a gallery as a favourite, or no longer. */
export async function setFavourite(galleryId: string, favourite: boolean): Promise<void> {
  await client.PUT("/gallery/{galleryId}/favourite", { params: { path: { galleryId } }, body: { favourite } });
}
