import type { QueryClient } from "@tanstack/react-query";
import { type GalleryFilter, type GalleryPages, galleryListKey } from "@/api/gallery-list";
import type { Gallery } from "@/api/types";
import { alter, putBack, takeOut } from "./shelf";

type Ids = ReadonlySet<string>;

/** Changes galleries in every list that is kept. */
export function alterInLists(queryClient: QueryClient, ids: Ids, change: (gallery: Gallery) => Gallery): void {
  queryClient.setQueriesData<GalleryPages>({ queryKey: galleryListKey }, (list) => list && alter(list, ids, change));
}

/** Takes galleries out of every list that is kept. Returns how to put them back. */
export function takeFromLists(queryClient: QueryClient, ids: Ids): () => void {
  const taken = queryClient.getQueriesData<GalleryPages>({ queryKey: galleryListKey }).flatMap(([key, before]) => {
    if (!before) return [];
    const { list, gap } = takeOut(before, ids);
    queryClient.setQueryData<GalleryPages>(key, list);
    return [{ key, gap }];
  });
  return () => {
    for (const { key, gap } of taken) queryClient.setQueryData<GalleryPages>(key, (list) => list && putBack(list, gap));
  };
}

/** Forgets the trash, or the lists beside it, unless they are shown: something has come there. */
export function forgetLists(queryClient: QueryClient, which: "trash" | "gallery"): void {
  queryClient.removeQueries({
    queryKey: galleryListKey,
    type: "inactive",
    predicate: ({ queryKey }) => Boolean((queryKey[2] as GalleryFilter | undefined)?.trashed) === (which === "trash"),
  });
}
