import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { isMissingPart, isOutdated, reloadIfOutdated } from "./outdated";

const page = (entry: string) => `<!doctype html><script type="module" src="/assets/${entry}.js"></script>`;
const serve = (html: string, status = 200) => vi.stubGlobal("fetch", vi.fn(() => Promise.resolve(new Response(html, { status }))));

const own = document.createElement("script");
beforeEach(() => {
  own.type = "module";
  own.setAttribute("src", "/assets/index-old.js");
  document.head.append(own);
});
afterEach(() => own.remove());

it("knows the words of browsers for a part that did not come", () => {
  for (const words of [
    "Failed to fetch dynamically imported module: https://x/assets/a.js",
    "error loading dynamically imported module: https://x/assets/a.js",
    "Importing a module script failed.",
    "Unable to preload CSS for /assets/a.css",
  ]) {
    expect(isMissingPart(new TypeError(words)), words).toBe(true);
  }
  expect(isMissingPart(new TypeError("x is undefined"))).toBe(false);
  expect(isMissingPart("a text")).toBe(false);
});

it("loads the page again for a newer one, once for each", async () => {
  const reload = vi.fn();
  serve(page("index-new"));
  expect(await isOutdated()).toBe(true);
  expect(await reloadIfOutdated(reload)).toBe(true);
  expect(await reloadIfOutdated(reload)).toBe(false);
  expect(reload).toHaveBeenCalledOnce();
  serve(page("index-newer"));
  expect(await reloadIfOutdated(reload)).toBe(true);
  expect(reload).toHaveBeenCalledTimes(2);
});

it("leaves the page alone when it is the newest, or nobody can say", async () => {
  const reload = vi.fn();
  serve(page("index-old"));
  expect(await reloadIfOutdated(reload)).toBe(false);
  serve("Bad gateway", 502);
  expect(await reloadIfOutdated(reload)).toBe(false);
  serve("<p>A proxy asks for a password</p>");
  expect(await reloadIfOutdated(reload)).toBe(false);
  vi.stubGlobal("fetch", vi.fn(() => Promise.reject(new TypeError("offline"))));
  expect(await isOutdated()).toBe(false);
  expect(reload).not.toHaveBeenCalled();
});

it("does not load again without a memory, which would guard against a loop", async () => {
  serve(page("index-new"));
  vi.spyOn(Storage.prototype, "getItem").mockImplementation(() => {
    throw new Error("switched off");
  });
  const reload = vi.fn();
  expect(await reloadIfOutdated(reload)).toBe(false);
  expect(reload).not.toHaveBeenCalled();
});
