import { type GalleryPage, type GalleryPages, type Outline, isWhole } from "@/api/gallery-list";
import type { Gallery } from "@/api/types";

/** A gallery of a list, or its outline. */
export type Entry = GalleryPage["galleries"][number];

export const entriesOf = (pages: GalleryPages): Entry[] => pages.pages.flatMap((page) => page.galleries);

const known = new WeakMap<GalleryPage, number[]>();

/** When each gallery was made. Pages that have not changed are not read again. */
export function timesOf({ pages }: GalleryPages): number[] {
  return pages.flatMap((page) => {
    const times = known.get(page) ?? page.galleries.map((one) => Date.parse(one.timestamp));
    known.set(page, times);
    return times;
  });
}

/** Leaves outlines of the pages that have nothing within `reach` of the view. Not of the head, which may have grown beyond what its cursor gives. */
export function thin(list: GalleryPages, first: number, last: number, reach: number): GalleryPages {
  return changed(list, (page, begin, cursor) => {
    const near = !cursor || (begin <= last + reach && begin + page.galleries.length > first - reach);
    return near || !page.galleries.some(isWhole) ? page : { ...page, galleries: page.galleries.map(outline) };
  });
}

const outline = ({ id, timestamp }: Entry): Outline => ({ id, timestamp });

/** The cursors of the pages near the view that have outlines. */
export function thinned(list: GalleryPages, first: number, last: number, reach: number): (string | undefined)[] {
  let begin = 0;
  return list.pages.flatMap((page, at) => {
    const start = begin;
    begin += page.galleries.length;
    const near = start <= last + reach && begin > first - reach;
    return near && !page.galleries.every(isWhole) ? [cursorOf(list, at)] : [];
  });
}

/** Puts back what a page was; what the server does not have any more goes. */
export function fill(list: GalleryPages, cursor: string | undefined, galleries: readonly Gallery[]): GalleryPages {
  const found = new Map(galleries.map((one) => [one.id, one]));
  return changed(list, (page, _, param) =>
    param === cursor ? { ...page, galleries: page.galleries.flatMap((one) => (isWhole(one) ? one : (found.get(one.id) ?? []))) } : page,
  );
}

/**
 * Brings the head up to date with a fresh first page: what is new comes first, what is gone goes, and what has moved
 * beyond that page stays. Where nothing overlaps, the list begins anew.
 */
export function renew(list: GalleryPages, fresh: GalleryPage): GalleryPages {
  const anew = { pages: [fresh], pageParams: [undefined] };
  const end = fresh.galleries.at(-1)?.id;
  const [head, ...others] = list.pages;
  if (!head || !end || fresh.nextCursor === null) return anew;
  const at = head.galleries.findIndex((one) => one.id === end);
  if (at < 0) return anew;
  return { ...list, pages: [{ ...head, galleries: [...fresh.galleries, ...head.galleries.slice(at + 1)] }, ...others] };
}

/** Changes what is known of some galleries. */
export function alter(list: GalleryPages, ids: ReadonlySet<string>, change: (gallery: Gallery) => Gallery): GalleryPages {
  return changed(list, (page) =>
    page.galleries.some((one) => ids.has(one.id))
      ? { ...page, galleries: page.galleries.map((one) => (ids.has(one.id) && isWhole(one) ? change(one) : one)) }
      : page,
  );
}

/** Where galleries were in a list, to put them back there. */
export type Gap = { cursor: string | undefined; index: number; entry: Entry }[];

/** Takes galleries out of a list. */
export function takeOut(list: GalleryPages, ids: ReadonlySet<string>): { list: GalleryPages; gap: Gap } {
  const gap: Gap = [];
  const rest = changed(list, (page, _, cursor) => {
    const taken = page.galleries.flatMap((entry, index) => (ids.has(entry.id) ? [{ cursor, index, entry }] : []));
    gap.push(...taken);
    return taken.length > 0 ? { ...page, galleries: page.galleries.filter((one) => !ids.has(one.id)) } : page;
  });
  return { list: rest, gap };
}

/** Puts galleries back where they were taken out, if their page is still there. */
export function putBack(list: GalleryPages, gap: Gap): GalleryPages {
  return changed(list, (page, _, cursor) => {
    const missing = gap.filter((one) => one.cursor === cursor && !page.galleries.some(({ id }) => id === one.entry.id));
    if (missing.length === 0) return page;
    const galleries = [...page.galleries];
    for (const { index, entry } of missing) galleries.splice(index, 0, entry);
    return { ...page, galleries };
  });
}

const cursorOf = (list: GalleryPages, at: number): string | undefined => {
  const cursor = list.pageParams[at];
  return typeof cursor === "string" ? cursor : undefined;
};

/** Changes pages; the same list if none did change. */
function changed(list: GalleryPages, change: (page: GalleryPage, begin: number, cursor: string | undefined) => GalleryPage): GalleryPages {
  let begin = 0;
  const pages = list.pages.map((page, at) => {
    const next = change(page, begin, cursorOf(list, at));
    begin += page.galleries.length;
    return next;
  });
  return pages.some((page, at) => page !== list.pages[at]) ? { ...list, pages } : list;
}
