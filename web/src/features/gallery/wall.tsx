import { memo, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { GalleryCard } from "./gallery-card";
import { endOf } from "./dates";
import { headlineText } from "./headline";
import { Jump } from "./jump";
import { Layout, type Measures, type Section } from "./layout";
import type { Place } from "./place";
import type { Entry } from "./shelf";
import type { View } from "./use-gallery-list";
import { useKeptFocus } from "./use-kept-focus";
import { useTop } from "./use-measures";
import { useSavedPlace } from "./use-saved-place";
import { useWallHands } from "./use-wall-hands";
import { useWindowRows } from "./use-window-rows";

/** Rows beyond the window that are there before they are seen. */
const OVERSCAN = 3;

interface WallProps {
  entries: readonly Entry[];
  sections: readonly Section[];
  measures: Measures;
  /** Whether all there is is in `entries`. */
  complete: boolean;
  /** Where to begin, for who comes back. */
  place: Place | undefined;
  selecting: boolean;
  chosen: ReadonlySet<string>;
  /** Chooses one card, or with `from` all from there. */
  onPick: (index: number, from?: number) => void;
  /** A stretch from what was chosen last. */
  onStretch: (index: number) => void;
  onFavourite: ((id: string, on: boolean) => void) | undefined;
  onView: (view: View) => void;
  /** Goes to a day that is not loaded. */
  onDay: (day: string) => void;
}

/**
 * All pictures under their headlines. Only what is near the window is in the document; every height is known before
 * anything is loaded, so nothing ever moves.
 */
export const Wall = memo(function Wall(props: WallProps) {
  const { entries, sections, measures, complete, place, selecting, chosen, onPick, onStretch, onFavourite, onView, onDay } = props;
  const wall = useRef<HTMLDivElement>(null);
  const top = useTop(wall);
  const layout = useMemo(() => new Layout(sections, measures), [sections, measures]);
  const { kept, onFocus, onBlur, focus } = useKeptFocus(wall, selecting);
  const begun = useRef(place);

  const { first, last } = useWindowRows(layout, top);

  // Back to where somebody was, before the first paint.
  useLayoutEffect(() => {
    const back = begun.current;
    begun.current = undefined;
    if (!back || back.item >= entries.length || !wall.current) return;
    const above = wall.current.getBoundingClientRect().top + scrollY;
    scrollTo(0, above + layout.topOf(layout.rowOfItem(back.item)) + back.beyond);
  }, [entries.length, layout]);

  useSavedPlace(wall, layout);

  useEffect(() => {
    onView({ first: layout.rowAt(first).first, last: layout.rowAt(last).end });
  }, [layout, first, last, onView]);

  const hands = useWallHands({ layout, selecting, onPick, onStretch, focus });

  const goTo = (pixels: number) => {
    if (wall.current) scrollTo(0, wall.current.getBoundingClientRect().top + scrollY + pixels);
  };
  const goToDay = (day: string) => {
    const end = endOf(day);
    const item = entries.findIndex((entry) => Date.parse(entry.timestamp) < Date.parse(end));
    if (item >= 0) goTo(layout.topOf(layout.rowOfItem(item)) - measures.headline);
    else if (complete) goTo(layout.height);
    else onDay(day);
  };

  const rows = rowsAround(first, last, layout.rows);
  if (kept !== undefined && kept < entries.length) rows.push(layout.rowOfItem(kept));
  const shown = itemsBySection(layout, rows);
  const { columns, card, gap, headline, row } = measures;
  return (
    <div ref={wall} className="relative" style={{ height: layout.height }} onFocus={onFocus} onBlur={onBlur} {...hands}>
      <div className="pointer-events-none sticky top-0 z-10 flex h-0 justify-end">
        <div className="pointer-events-auto flex h-12 items-center">
          <Jump sections={sections} onSection={(at) => goTo(layout.spanOf(at).top)} onDay={goToDay} />
        </div>
      </div>
      {[...shown].map(([at, items]) => {
        const section = sections[at];
        if (!section) return null;
        const span = layout.spanOf(at);
        return (
          <section key={section.key} aria-label={headlineText(section)} className="absolute inset-x-0" style={{ top: span.top, height: span.height }}>
            <h2
              className="sticky top-0 z-[5] flex items-center bg-paper text-sm font-semibold"
              style={{ height: headline }}
            >
              {headlineText(section)}
            </h2>
            <ul role="list">
              {items.map((item) => {
                const entry = entries[item];
                const within = item - section.first;
                return (
                  entry && (
                    <GalleryCard
                      key={entry.id}
                      entry={entry}
                      index={item}
                      position={within + 1}
                      outOf={at === sections.length - 1 && !complete ? -1 : section.count}
                      left={(within % columns) * (card + gap)}
                      top={headline + Math.floor(within / columns) * row}
                      width={card}
                      selecting={selecting}
                      selected={chosen.has(entry.id)}
                      onFavourite={onFavourite}
                    />
                  )
                );
              })}
            </ul>
          </section>
        );
      })}
    </div>
  );
});

function rowsAround(first: number, last: number, count: number): number[] {
  const from = Math.max(0, first - OVERSCAN);
  const to = Math.min(last + OVERSCAN, count - 1);
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

/** The cards in some rows, by the section that they are in; both in the order of the list, so that no element has to move. */
function itemsBySection(layout: Layout, rows: readonly number[]): Map<number, number[]> {
  const shown = new Map<number, number[]>();
  for (const row of [...new Set(rows)].sort((one, other) => one - other)) {
    const { section, first, end } = layout.rowAt(row);
    const items = shown.get(section) ?? [];
    for (let item = first; item < end; item++) items.push(item);
    shown.set(section, items);
  }
  return shown;
}
