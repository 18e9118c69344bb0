import { type RefObject, useEffect, useRef } from "react";
import type { Layout } from "./layout";
import { savePlace } from "./place";

/** Milliseconds after which a scroll is over. */
const STILL = 120;

/** Keeps the place in the list with the entry of the browser's history, whenever a scroll is over. */
export function useSavedPlace(wall: RefObject<HTMLElement | null>, layout: Layout): void {
  // The list may grow while the scroll comes to rest.
  const latest = useRef(layout);
  useEffect(() => {
    latest.current = layout;
  }, [layout]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const save = () => {
      if (!wall.current) return;
      const pixels = -wall.current.getBoundingClientRect().top;
      const now = latest.current;
      const item = now.itemAtPixel(Math.max(0, pixels));
      savePlace(pixels > 0 ? { item, beyond: Math.round(pixels - now.topOf(now.rowOfItem(item))) } : undefined);
    };
    const onScroll = () => {
      clearTimeout(timer);
      timer = setTimeout(save, STILL);
    };
    addEventListener("scroll", onScroll, { passive: true });
    return () => {
      clearTimeout(timer);
      removeEventListener("scroll", onScroll);
    };
  }, [wall]);
}
