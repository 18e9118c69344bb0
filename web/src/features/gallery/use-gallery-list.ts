import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { isUnfinished } from "@/api/gallery";
import { type GalleryFilter, galleryListQuery, isWhole, readGalleries } from "@/api/gallery-list";
import { entriesOf, fill, renew, thin, thinned, timesOf } from "./shelf";

/** Milliseconds that a list is taken for what the server would answer. */
const FRESH = 10_000;
/** Milliseconds between two looks at jobs that are not finished. */
const PACE = 5_000;
/** Galleries beyond the view that are kept whole; the others are fetched again when they come near. */
const REACH = 600;
/** Galleries beyond the view that are there before anybody gets to them; at first fewer, so that one page more is enough. */
const AHEAD = 180;
const AHEAD_AT_FIRST = 40;

/** The view has moved when it has by so many galleries. */
const STEP = 12;

/** The indexes of the first and the last gallery in view. */
export interface View {
  first: number;
  last: number;
}

/**
 * A list of galleries that grows with the view, and is no larger in memory than it has to be. Who comes back to a
 * place in it names the gallery there.
 */
export function useGalleryList(filter: GalleryFilter, place: number | undefined) {
  const queryClient = useQueryClient();
  const options = useMemo(() => galleryListQuery(filter), [filter]);
  const list = useInfiniteQuery(options);
  const { data, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = list;
  const entries = useMemo(() => (data ? entriesOf(data) : []), [data]);
  const times = useMemo(() => (data ? timesOf(data) : []), [data]);
  const [view, setView] = useState<View>({ first: place ?? 0, last: place ?? 0 });
  const see = useCallback(
    (next: View) => setView((now) => (Math.abs(next.first - now.first) < STEP && Math.abs(next.last - now.last) < STEP ? now : next)),
    [],
  );
  const unfinished = data?.pages[0]?.galleries.some((one) => isWhole(one) && isUnfinished(one));

  // Ahead of the view; page after page, also where one comes so fast that nobody saw it being fetched.
  const wanting = hasNextPage && !isFetching && !isFetchNextPageError && view.last + (view.first === 0 ? AHEAD_AT_FIRST : AHEAD) >= entries.length;
  useEffect(() => {
    if (wanting) void fetchNextPage();
  }, [wanting, entries.length, fetchNextPage]);

  // What was listed before is shown at once and brought up to date, but not for those who come back to their place in it.
  useEffect(() => {
    const renewHead = () =>
      queryClient
        .query({
          queryKey: ["gallery", "head", filter],
          queryFn: ({ signal }) => readGalleries(filter, undefined, signal),
          staleTime: 0,
          gcTime: 0,
        })
        .then(
          (fresh) => queryClient.setQueryData(options.queryKey, (now) => now && renew(now, fresh)),
          // What is known stays; it will be tried again.
          () => undefined,
        );
    const known = queryClient.getQueryState(options.queryKey);
    const old = known?.isInvalidated || Date.now() - (known?.dataUpdatedAt ?? 0) > FRESH;
    if (known?.data && place === undefined && old) void renewHead();
    if (!unfinished) return;
    const timer = setInterval(() => {
      if (!document.hidden) void renewHead();
    }, PACE);
    return () => clearInterval(timer);
  }, [filter, options, queryClient, place, unfinished]);

  // Far from the view only outlines stay, and near it there are none.
  useEffect(() => {
    if (!data) return;
    const lighter = thin(data, view.first, view.last, REACH);
    if (lighter !== data) queryClient.setQueryData(options.queryKey, lighter);
    for (const cursor of thinned(data, view.first, view.last, AHEAD)) {
      queryClient
        .query({
          queryKey: ["gallery", "again", filter, cursor],
          queryFn: ({ signal }) => readGalleries(filter, cursor, signal),
          staleTime: 0,
          gcTime: 0,
        })
        .then(
          ({ galleries }) => queryClient.setQueryData(options.queryKey, (now) => now && fill(now, cursor, galleries)),
          // The outline stays, and is asked for again when the view moves.
          () => undefined,
        );
    }
  }, [data, view, filter, options, queryClient]);

  return {
    entries,
    times,
    /** Tells what is in view. */
    see,
    isPending: list.isPending,
    error: entries.length === 0 ? list.error : null,
    retry: () => void list.refetch(),
    /** Whether all there is is here. */
    complete: list.isSuccess && !hasNextPage,
    more: { busy: list.isFetchingNextPage, failed: isFetchNextPageError, fetch: () => void fetchNextPage() },
  };
}
