import { type InfiniteData, infiniteQueryOptions } from "@tanstack/react-query";
import { call } from "./client";
import type { Gallery, GalleryList } from "./types";

/** Which galleries to list. */
export interface GalleryFilter {
  q?: string;
  /** A model's id. */
  model?: string;
  /** RFC 3339; accepted then or later. */
  from?: string;
  /** RFC 3339; accepted before. */
  to?: string;
  favourite?: boolean;
  trashed?: boolean;
}

/** What is left of a gallery that is far from the view: a list of a hundred thousand has to fit into memory. */
export type Outline = Pick<Gallery, "id" | "timestamp">;

/** A page of a list. */
export interface GalleryPage {
  galleries: readonly (Gallery | Outline)[];
  nextCursor: string | null;
}

/** A list as far as it was read; the parameter of a page is its cursor. */
export type GalleryPages = InfiniteData<GalleryPage>;

/** What a window shows at first, so that it comes soon; early.ts asks for the same. */
const FIRST_PAGE = 24;
/** Fills whole rows of two to six. */
const PAGE = 60;

/** The key of every list, for when something in them changes. */
export const galleryListKey = ["gallery", "list"] as const;

/** A page of galleries, newest first, after what a cursor names. */
export async function readGalleries(filter: GalleryFilter, cursor: string | undefined, signal: AbortSignal): Promise<GalleryList> {
  return call("get", "/gallery/list", { query: { limit: cursor ? PAGE : FIRST_PAGE, ...filter, ...(cursor && { cursor }) }, signal });
}

/**
 * Galleries, newest first, page by page; a page names the next one by a cursor. Never read again as a whole, which
 * would be a request for every page: who shows the list brings its head up to date.
 */
export const galleryListQuery = (filter: GalleryFilter) =>
  infiniteQueryOptions({
    queryKey: [...galleryListKey, filter] as const,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }): Promise<GalleryPage> => readGalleries(filter, pageParam, signal),
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    staleTime: Infinity,
    refetchOnMount: false,
    gcTime: 30 * 60_000,
  });

/** Whether all is known of a gallery. */
export const isWhole = (gallery: Gallery | Outline): gallery is Gallery => "prompt" in gallery;
