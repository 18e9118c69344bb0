import { infiniteQueryOptions } from "@tanstack/react-query";
import { call } from "./client";

/** Which galleries to list. */
export interface GalleryFilter {
  q?: string | undefined;
  favourite?: boolean | undefined;
  trashed?: boolean | undefined;
}

export const PAGE_SIZE = 24;

/** The key of every list, for when something in them changes. */
export const galleryListKey = ["gallery", "list"] as const;

/** Galleries, newest first, page by page; a page names the next one by a cursor. */
export const galleryListQuery = (filter: GalleryFilter) =>
  infiniteQueryOptions({
    queryKey: [...galleryListKey, filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call("get", "/gallery/list", {
        query: {
          limit: PAGE_SIZE,
          ...(pageParam && { cursor: pageParam }),
          ...(filter.q && { q: filter.q }),
          ...(filter.favourite && { favourite: true }),
          ...(filter.trashed && { trashed: true }),
        },
        signal,
      }),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
