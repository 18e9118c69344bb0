import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { galleryListQuery } from "@/api/gallery-list";
import { Button, buttonClass } from "@/ui/button";
import { useDebounced } from "@/ui/debounce";
import { Icon } from "@/ui/icon";
import { Link } from "@/ui/link";
import { ErrorNotice } from "@/ui/notice";
import { navigate } from "@/ui/route";
import { Segmented } from "@/ui/segmented";
import { GalleryCard } from "./gallery-card";
import { text } from "./text";
import { useGalleryActions } from "./use-gallery-actions";

type Show = "favourites" | "trash" | undefined;

const FILTERS = ["all", "favourites", "trash"] as const;

/** Milliseconds without a key before a search is made. */
const REST = 250;
/** Cards of the first rows, which are loaded at once. */
const EAGER = 12;

interface GalleryPageProps {
  q: string | undefined;
  show: Show;
}

/** Every job that is kept, newest first. */
export function GalleryPage({ q, show }: GalleryPageProps) {
  const t = text();
  const { favourite } = useGalleryActions();
  const list = useInfiniteQuery(galleryListQuery({ q, favourite: show === "favourites", trashed: show === "trash" }));
  const galleries = list.data?.pages.flatMap((page) => page.galleries) ?? [];

  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="sr-only">{t.title}</h1>
        <SearchBox q={q} show={show} />
        <Segmented
          label={t.show.label}
          options={FILTERS.map((value) => ({ value, label: t.show[value] }))}
          value={show ?? "all"}
          onChange={(value) => navigate({ view: "gallery", q, show: value === "all" ? undefined : value }, { replace: true })}
        />
      </div>

      <div className="mt-5" aria-busy={list.isPending}>
        {list.isPending && <Skeleton />}
        {list.error && galleries.length === 0 && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
        {list.isSuccess && galleries.length === 0 && <Nothing q={q} show={show} />}
        {galleries.length > 0 && (
          <ul className={GRID}>
            {galleries.map((gallery, index) => (
              <GalleryCard
                key={gallery.id}
                gallery={gallery}
                eager={index < EAGER}
                onFavourite={show === "trash" ? undefined : (on) => favourite.mutate({ id: gallery.id, on })}
              />
            ))}
          </ul>
        )}
        {list.hasNextPage && (
          <Further
            busy={list.isFetchingNextPage}
            failed={list.isFetchNextPageError}
            onMore={() => void list.fetchNextPage()}
          />
        )}
      </div>
    </>
  );
}

const GRID = "grid grid-cols-2 gap-x-3 gap-y-6 sm:grid-cols-3 sm:gap-x-4 md:grid-cols-4 lg:grid-cols-5 xl:grid-cols-6";

function SearchBox({ q, show }: GalleryPageProps) {
  const [typed, setTyped] = useState(q ?? "");
  const rested = useDebounced(typed, REST);
  useEffect(() => {
    if (rested.trim() !== (q ?? "")) navigate({ view: "gallery", q: rested.trim() || undefined, show }, { replace: true });
    // Only what is typed leads; the address follows.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [rested]);
  return (
    <div className="relative min-w-0 flex-1 basis-56">
      <Icon name="search" className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-muted" />
      <input
        type="search"
        aria-label={text().search}
        placeholder={text().search}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className="min-h-10 w-full rounded-md border border-line bg-raised pr-3 pl-9 text-sm hover:border-edge"
      />
    </div>
  );
}

/** Loads the next page when the end of the list comes near; a button for when that fails. */
function Further({ busy, failed, onMore }: { busy: boolean; failed: boolean; onMore: () => void }) {
  const t = text();
  const end = useRef<HTMLDivElement>(null);
  const more = useRef(onMore);
  useEffect(() => {
    more.current = onMore;
  }, [onMore]);
  useEffect(() => {
    const element = end.current;
    if (!element || busy || failed || typeof IntersectionObserver === "undefined") return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) more.current();
      },
      { rootMargin: "800px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [busy, failed]);
  return (
    <div ref={end} className="mt-8 flex justify-center">
      <Button onClick={onMore} disabled={busy}>
        {busy ? t.moreLoading : failed ? t.moreFailed : t.more}
      </Button>
    </div>
  );
}

function Skeleton() {
  return (
    <div className={GRID} role="status" aria-label={text().loading}>
      {Array.from({ length: EAGER }, (_, index) => (
        <div key={index}>
          <div className="aspect-square rounded-lg bg-sunken" />
          <div className="mt-2 h-4 w-3/4 rounded-sm bg-sunken" />
        </div>
      ))}
    </div>
  );
}

function Nothing({ q, show }: GalleryPageProps) {
  const t = text().nothing;
  return (
    <div className="grid justify-items-center gap-4 py-20 text-center text-muted">
      <p>{q ? t.found(q) : show ? t[show] : t.yet}</p>
      {!q && !show && (
        <Link to={{ view: "studio" }} className={buttonClass("primary")}>
          {t.begin}
        </Link>
      )}
    </div>
  );
}
