/** The caches of what was seen, by what is in them. */
export const CACHES = { readings: "readings", thumbnails: "thumbnails", originals: "originals" } as const;

/** Lets go of a gallery that was deleted for good: its answer, its pictures, and the lists that show it. */
export async function forget(gallery: URL, storage: CacheStorage): Promise<void> {
  const readings = await storage.open(CACHES.readings);
  const kept = await readings.match(gallery.pathname);
  const pictures = kept ? addressesIn(await kept.json()) : [];
  const lists = (await readings.keys()).filter(({ url }) => new URL(url).pathname === "/gallery/list");
  await Promise.all([
    readings.delete(gallery.pathname),
    ...lists.map((list) => readings.delete(list)),
    ...[CACHES.thumbnails, CACHES.originals].map(async (name) => {
      const cache = await storage.open(name);
      await Promise.all(pictures.map((address) => cache.delete(address)));
    }),
  ]);
}

/** Where the pictures of a gallery are. What was kept may be of an older version, so nothing is taken for granted. */
function addressesIn(detail: unknown): string[] {
  if (typeof detail !== "object" || detail === null || !("images" in detail) || !Array.isArray(detail.images)) return [];
  const images: unknown[] = detail.images;
  return images.flatMap((image) => Object.values(image ?? {}) as unknown[]).filter((value): value is string => typeof value === "string" && value.startsWith("/images/"));
}
