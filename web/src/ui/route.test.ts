import { describe, expect, it } from "vitest";
import { type Route, hrefOf, parseRoute, unreadable } from "./route";

describe("the address of a view", () => {
  it("says everything that a link should carry, and reads back the same", () => {
    const routes: Route[] = [
      { view: "studio", job: "j 1" },
      { view: "studio", prefill: { prompt: "a & b", steps: 20, guidance: 2.5, seed: 0, negativePrompt: "c", size: "64x64", models: ["painter/noto", "x"] } },
      { view: "gallery", q: "fox?", model: "painter/noto", from: "2026-02-28", to: "2026-03-01", show: "trash" },
      { view: "detail", gallery: "j/1" },
      { view: "share", gallery: "j/1" },
      { view: "api" },
    ];
    for (const route of routes) expect(parseRoute(hrefOf(route).slice(1))).toEqual(route);
  });

  it("is short where there is nothing to say", () => {
    expect(hrefOf({ view: "studio" })).toBe("/");
    expect(hrefOf({ view: "gallery" })).toBe("/?view=gallery");
  });

  it("leads somewhere whatever it says", () => {
    expect(parseRoute("?view=nothing")).toEqual({ view: "studio", prefill: undefined });
    expect(parseRoute("?view=gallery&show=nothing&from=yesterday&to=2026-99-99")).toEqual({ view: "gallery" });
    for (const link of ["?steps=many", "?steps=1e3", "?steps=0", "?size=abc&seed=-1", "?guidance=Infinity&quality=best"])
      expect(parseRoute(link)).toEqual({ view: "studio", prefill: undefined });
    expect(unreadable("?prompt=x&steps=1e3&seed=-1&size=64x64&guidance=&quality=best")).toEqual(["steps", "seed", "quality"]);
  });
});
