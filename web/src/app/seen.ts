/** What the worker should keep. */
const SEEN = /^\/(images\/[^/?]+(\/thumbnail)?|(gallery\/[^/?]+|models)(\?.*)?)$/;

/** What the form asks for: kept, too, by who came to another view. */
const FORM = "/models";

/**
 * Tells the worker what the page got without it, so that it keeps that, too: a first worker comes when the first view is
 * there, and may take over while something, or the next page, is on its way.
 */
export function tellSeen(container: ServiceWorkerContainer): void {
  const told = new Set<string>();
  let untold: string[] = [];
  const tell = () => {
    if (!container.controller || untold.length === 0) return;
    // Workbox's own message: each address goes through the worker's rules.
    container.controller.postMessage({ type: "CACHE_URLS", payload: { urlsToCache: untold } });
    untold = [];
  };
  const note = (address: string) => {
    if (told.has(address)) return;
    told.add(address);
    untold.push(address);
  };

  container.addEventListener("controllerchange", tell);
  const passedBy = ({ name, workerStart }: PerformanceResourceTiming) =>
    workerStart === 0 && name.startsWith(location.origin) && SEEN.test(name.slice(location.origin.length));
  new PerformanceObserver((list) => {
    for (const entry of (list.getEntries() as PerformanceResourceTiming[]).filter(passedBy)) note(entry.name);
    tell();
  }).observe({ type: "resource", buffered: true });
  void caches.match(FORM, { ignoreVary: true }).then((kept) => {
    if (!kept) note(location.origin + FORM);
    tell();
  });
}
