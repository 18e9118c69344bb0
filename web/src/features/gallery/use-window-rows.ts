import { useCallback, useSyncExternalStore } from "react";
import type { Layout } from "./layout";

/** More rows than any wall has; tells two row numbers apart in one. */
const MANY = 1_000_000;

/**
 * The first and the last row in the window, of a wall that begins so far from the top of the page. All heights are known,
 * so there is nothing to measure: a library for this weighs more than the rest of the gallery.
 */
export function useWindowRows(layout: Layout, top: number): { first: number; last: number } {
  const read = useCallback(() => layout.rowAtPixel(scrollY - top) * MANY + layout.rowAtPixel(scrollY - top + innerHeight), [layout, top]);
  const rows = useSyncExternalStore(subscribe, read);
  return { first: Math.floor(rows / MANY), last: rows % MANY };
}

function subscribe(listener: () => void): () => void {
  addEventListener("scroll", listener, { passive: true });
  addEventListener("resize", listener);
  return () => {
    removeEventListener("scroll", listener);
    removeEventListener("resize", listener);
  };
}
