import { expect, it } from "vitest";
import { CACHES, forget } from "./forget";

/** Caches in memory, by address. */
function storage(contents: Record<string, Record<string, string>>) {
  const caches = new Map(Object.entries(contents).map(([name, entries]) => [name, new Map(Object.entries(entries))]));
  const addressOf = (asked: string | Request) => (typeof asked === "string" ? asked : asked.url.slice("http://here".length));
  const open = (name: string) => {
    const cache = caches.get(name) ?? new Map<string, string>();
    return Promise.resolve({
      match: (asked: string) => Promise.resolve(cache.has(asked) ? new Response(cache.get(asked)) : undefined),
      keys: () => Promise.resolve([...cache.keys()].map((path) => new Request(`http://here${path}`))),
      delete: (asked: string | Request) => Promise.resolve(cache.delete(addressOf(asked))),
    });
  };
  return { storage: { open } as unknown as CacheStorage, left: (name: string) => [...(caches.get(name)?.keys() ?? [])] };
}

const detail = JSON.stringify({ images: [{ url: "/images/r1", thumbnailUrl: "/images/r1/thumbnail", model: "Noto", width: 512 }, null] });

it("lets go of a gallery's answer and pictures, and of the lists that show it", async () => {
  const { storage: caches, left } = storage({
    [CACHES.readings]: { "/gallery/j1": detail, "/gallery/j2": "{}", "/gallery/list": "{}", "/gallery/list?q=fox": "{}", "/models": "{}" },
    [CACHES.thumbnails]: { "/images/r1/thumbnail": "", "/images/r2/thumbnail": "" },
    [CACHES.originals]: { "/images/r1": "", "/images/r2": "" },
  });
  await forget(new URL("http://here/gallery/j1?permanently=true"), caches);
  expect(left(CACHES.readings)).toEqual(["/gallery/j2", "/models"]);
  expect(left(CACHES.thumbnails)).toEqual(["/images/r2/thumbnail"]);
  expect(left(CACHES.originals)).toEqual(["/images/r2"]);
});

it("does no harm where nothing was kept, or something else than it thinks", async () => {
  const { storage: caches, left } = storage({ [CACHES.readings]: { "/gallery/j2": '{"images":"none"}', "/gallery/j3": "null" } });
  for (const id of ["j1", "j2", "j3"]) await forget(new URL(`http://here/gallery/${id}`), caches);
  expect(left(CACHES.readings)).toEqual([]);
});
