import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { tellSeen } from "./seen";

/** As much of a worker's container as is used, and of what the browser says was fetched. */
function browser(controlled: boolean) {
  const worker = { postMessage: vi.fn<(message: { payload: { urlsToCache: string[] } }) => void>() };
  const container = Object.assign(new EventTarget(), { controller: controlled ? worker : null });
  let notice: PerformanceObserverCallback | undefined;
  vi.stubGlobal(
    "PerformanceObserver",
    class {
      constructor(callback: PerformanceObserverCallback) {
        notice = callback;
      }
      observe = () => undefined;
    },
  );
  return {
    container: container as unknown as ServiceWorkerContainer,
    fetched: (path: string, workerStart = 0) =>
      notice?.({ getEntries: () => [{ name: new URL(path, location.origin).href, workerStart }] } as unknown as PerformanceObserverEntryList, {} as PerformanceObserver),
    takeControl: () => {
      container.controller = worker;
      container.dispatchEvent(new Event("controllerchange"));
    },
    told: () => worker.postMessage.mock.calls.map(([{ payload }]) => payload.urlsToCache.map((url) => url.replace(location.origin, ""))),
  };
}

const match = vi.fn<() => Promise<Response | undefined>>();

beforeEach(() => {
  match.mockResolvedValue(new Response("{}"));
  vi.stubGlobal("caches", { match });
});
afterEach(() => vi.unstubAllGlobals());

it("tells the first worker what was seen before it came, and that the form will want the models", async () => {
  match.mockResolvedValue(undefined);
  const { container, fetched, takeControl, told } = browser(false);
  tellSeen(container);
  await Promise.resolve();
  for (const path of ["/images/r1/thumbnail", "/images/r1?download=1", "/gallery/list?limit=24", "/status/j1", "/assets/index.js", "http://elsewhere/models"]) fetched(path);
  expect(told()).toEqual([]);
  takeControl();
  expect(told()).toEqual([["/models", "/images/r1/thumbnail", "/gallery/list?limit=24"]]);
});

it("tells a worker that took over what was on its way then, once", () => {
  const { container, fetched, takeControl, told } = browser(false);
  tellSeen(container);
  takeControl();
  fetched("/gallery/j1");
  fetched("/gallery/j1");
  fetched("/images/r1");
  expect(told()).toEqual([["/gallery/j1"], ["/images/r1"]]);
});

it("says nothing of what came through the worker", async () => {
  const { container, fetched, told } = browser(true);
  tellSeen(container);
  await Promise.resolve();
  fetched("/gallery/j1", 12);
  expect(told()).toEqual([]);
});
