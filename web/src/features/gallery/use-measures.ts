import { type RefObject, useLayoutEffect, useState } from "react";
import { type Measures, measuresOf } from "./layout";

/** The measures of a wall as wide as an element; undefined before the first look. */
export function useMeasures(element: RefObject<HTMLElement | null>): Measures | undefined {
  const [size, setSize] = useState<{ width: number; rem: number }>();
  useLayoutEffect(() => {
    const wall = element.current;
    if (!wall) return;
    const look = () => {
      const width = wall.clientWidth;
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
      setSize((now) => (now?.width === width && now.rem === rem ? now : { width, rem }));
    };
    look();
    return onResize(wall, look);
  }, [element]);
  return size && measuresOf(size.width, size.rem);
}

/** How far an element is from the top of the page, whatever comes and goes above it. */
export function useTop(element: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const wall = element.current;
    if (!wall) return;
    const look = () => setTop(Math.round(wall.getBoundingClientRect().top + scrollY));
    look();
    return onResize(document.body, look);
  }, [element]);
  return top;
}

function onResize(element: HTMLElement, act: () => void): (() => void) | undefined {
  if (typeof ResizeObserver === "undefined") return undefined;
  const observer = new ResizeObserver(act);
  observer.observe(element);
  return () => observer.disconnect();
}
