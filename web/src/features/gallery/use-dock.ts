import { type RefObject, useLayoutEffect } from "react";

/** The space around a bar that floats. */
const GAP = 16;

/** Lets toasts and the end of the page stay above a bar at the lower edge, however high it is. */
export function useDock(bar: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = bar.current;
    if (!element) return;
    const { style } = document.documentElement;
    const before = style.getPropertyValue("--dock");
    const look = () =>
      style.setProperty("--dock", `max(0px, ${element.offsetHeight + GAP}px - var(--bottom-bar, 0px))`);
    look();
    const observer = typeof ResizeObserver === "undefined" ? undefined : new ResizeObserver(look);
    observer?.observe(element);
    return () => {
      observer?.disconnect();
      style.setProperty("--dock", before);
    };
  }, [bar]);
}
