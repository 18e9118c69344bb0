import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import { serverNow } from "@/api/clock";
import { galleryQuery } from "@/api/gallery";
import { isWhole } from "@/api/gallery-list";
import { words } from "@/api/words";
import { Button } from "@/ui/button";
import { Confirm } from "@/ui/confirm";
import { ErrorNotice } from "@/ui/notice";
import { type GalleryChoice, navigate } from "@/ui/route";
import { toast } from "@/ui/toaster";
import { filterOf } from "./filters";
import { sectionsOf } from "./layout";
import { Nothing } from "./nothing";
import { savedPlace } from "./place";
import { SelectionBar } from "./selection-bar";
import { Skeleton } from "./skeleton";
import { text } from "./text";
import { type Doing, useBulk } from "./use-bulk";
import { useEscape } from "./use-escape";
import { useGalleryActions } from "./use-gallery-actions";
import { useGalleryList } from "./use-gallery-list";
import { useMeasures } from "./use-measures";
import type { Selection, SelectionAction } from "./use-selection";
import { Wall } from "./wall";

interface ListingProps {
  choice: GalleryChoice;
  selection: Selection;
  select: (action: SelectionAction) => void;
}

/** The wall of one choice, and what is done with many of its pictures at once. */
export function Listing({ choice, selection, select }: ListingProps) {
  const t = text();
  const queryClient = useQueryClient();
  const [place] = useState(savedPlace);
  const filter = useMemo(() => filterOf(choice), [choice]);
  const { entries, times, see, isPending, error, retry, complete, more } = useGalleryList(filter, place?.item);
  const sections = useMemo(() => sectionsOf(times, serverNow()), [times]);
  const area = useRef<HTMLDivElement>(null);
  const measures = useMeasures(area);
  const { mutate: favour } = useGalleryActions().favourite;
  const bulk = useBulk();
  const [asking, setAsking] = useState(false);
  const inTrash = choice.show === "trash";

  // Another choice begins at its top.
  useLayoutEffect(() => {
    if (!place) scrollTo(0, 0);
  }, [place]);

  const leave = useCallback(() => select({ type: "leave" }), [select]);
  useEscape(selection.on && !bulk.progress, leave);

  const now = useRef({ entries, selection });
  useLayoutEffect(() => {
    now.current = { entries, selection };
  });
  const pick = useCallback(
    (index: number, from?: number) => {
      const id = now.current.entries[index]?.id;
      if (from !== undefined) select({ type: "add", ids: idsBetween(now.current.entries, from, index) });
      else if (id) select({ type: "toggle", id });
    },
    [select],
  );
  const stretch = useCallback(
    (index: number) => {
      const from = now.current.entries.findIndex((one) => one.id === now.current.selection.anchor);
      pick(index, from < 0 ? undefined : from);
    },
    [pick],
  );
  const favourite = useCallback((id: string, on: boolean) => favour({ id, on }), [favour]);
  const jump = useCallback((day: string) => navigate({ view: "gallery", ...choice, to: day }), [choice]);

  const chosen = entries.filter((one) => selection.chosen.has(one.id));
  const act = async (doing: Doing) => {
    const left = await bulk.run(
      doing,
      chosen.map((one) => one.id),
    );
    select(left.length > 0 ? { type: "only", ids: left } : { type: "leave" });
  };
  const compare = async () => {
    try {
      const details = await Promise.all(chosen.map(({ id }) => queryClient.query(galleryQuery(id))));
      const pictures = details.flatMap(({ images }) => images[0]?.runId ?? []);
      if (pictures.length > 1) navigate({ view: "compare", pictures, mode: "side" });
      else toast(t.select.compareEmpty);
    } catch (cause) {
      toast(words(cause), undefined, { kind: "failed" });
    }
  };

  return (
    <div ref={area} className="mt-2" aria-busy={isPending}>
      {isPending && measures && <Skeleton measures={measures} />}
      {error && (
        <div className="mt-4">
          <ErrorNotice error={error} onRetry={retry} />
        </div>
      )}
      {complete && entries.length === 0 && <Nothing choice={choice} />}
      {entries.length > 0 && measures && (
        <Wall
          entries={entries}
          sections={sections}
          measures={measures}
          complete={complete}
          place={place}
          selecting={selection.on}
          chosen={selection.chosen}
          onPick={pick}
          onStretch={stretch}
          onFavourite={inTrash ? undefined : favourite}
          onView={see}
          onDay={jump}
        />
      )}
      {!complete && entries.length > 0 && <Further {...more} />}
      {selection.on && (
        <SelectionBar
          count={chosen.length}
          loaded={entries.length}
          inTrash={inTrash}
          loved={chosen.length > 0 && chosen.every((one) => isWhole(one) && one.favourite)}
          progress={bulk.progress}
          trouble={bulk.trouble}
          onAll={() => select({ type: "only", ids: entries.map((one) => one.id) })}
          onNone={() => select({ type: "only", ids: [] })}
          onDo={(doing) => (doing === "destroy" ? setAsking(true) : void act(doing))}
          onCompare={() => void compare()}
          onStop={bulk.stop}
          onLeave={leave}
        />
      )}
      {asking && (
        <Confirm
          question={t.destroy.questionMany(chosen.length)}
          detail={t.destroy.detail}
          yes={t.destroy.act}
          onYes={() => {
            setAsking(false);
            void act("destroy");
          }}
          onNo={() => setAsking(false)}
        />
      )}
    </div>
  );
}

function idsBetween(entries: readonly { id: string }[], one: number, other: number): string[] {
  return entries.slice(Math.min(one, other), Math.max(one, other) + 1).map((entry) => entry.id);
}

/** Says that more is coming; a button for when it does not come. */
function Further({ busy, failed, fetch }: { busy: boolean; failed: boolean; fetch: () => void }) {
  const t = text();
  return (
    <div className="flex h-16 items-center justify-center text-sm text-muted">
      {failed ? (
        <Button icon="retry" onClick={fetch}>
          {t.moreFailed}
        </Button>
      ) : (
        busy && <p role="status">{t.moreLoading}</p>
      )}
    </div>
  );
}
