import { act } from "@testing-library/react";
import { vi } from "vitest";

/** Pixels of what is above whatever is measured. */
const ABOVE = 120;

/**
 * Gives jsdom, which lays nothing out, a window that is so wide and high and can be scrolled. Returns how to scroll it.
 */
export function stubWindow(width = 1_200, height = 800): (top: number) => Promise<void> {
  vi.stubGlobal("innerWidth", width);
  vi.stubGlobal("innerHeight", height);
  vi.stubGlobal("scrollY", 0);
  const scroll = (top: number) => {
    if (top === scrollY) return;
    vi.stubGlobal("scrollY", top);
    dispatchEvent(new Event("scroll"));
  };
  vi.stubGlobal("scrollTo", (where: number | ScrollToOptions, top?: number) => scroll(typeof where === "number" ? (top ?? 0) : (where.top ?? 0)));
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(width);
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(() => new DOMRect(0, ABOVE - scrollY, width, 0));
  return (top) =>
    act(async () => {
      scroll(top);
      await Promise.resolve();
    });
}
