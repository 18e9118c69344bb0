/**
 * Lets the page work without a network: it brings the page itself along, and keeps what was seen of the gallery. What
 * costs, counts or happens now never passes through here. Built into /sw.js by vite/service-worker.ts.
 */
import { clientsClaim } from "workbox-core";
import { ExpirationPlugin } from "workbox-expiration";
import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from "workbox-precaching";
import { registerRoute } from "workbox-routing";
import { CacheFirst } from "workbox-strategies";
import { CACHES, forget } from "./forget";
import { dated, FreshOrKept } from "./fresh-or-kept";
import { isSilent, treatmentOf, type Treatment } from "./rules";

declare const self: ServiceWorkerGlobalScope;
/** The files of the page, from the build. */
declare const PAGE_FILES: { url: string; revision: string | null }[];

const MONTH = 30 * 24 * 3_600;

const treated = (treatment: Treatment) => ({ url, request }: { url: URL; request: Request }) =>
  treatmentOf(url, request, self.location.origin) === treatment;

const bounded = (maxEntries: number) => new ExpirationPlugin({ maxEntries, maxAgeSeconds: MONTH, purgeOnQuotaError: true });

registerRoute(treated("shell"), async ({ request, event }) => {
  try {
    const early: unknown = await (event as FetchEvent).preloadResponse;
    const response = early instanceof Response ? early : await fetch(request);
    if (!isSilent(response)) return response;
  } catch {
    // No network.
  }
  return (await matchPrecache("/index.html")) ?? Response.error();
});
registerRoute(treated("thumbnail"), new CacheFirst({ cacheName: CACHES.thumbnails, plugins: [bounded(400)] }));
registerRoute(treated("original"), new CacheFirst({ cacheName: CACHES.originals, plugins: [bounded(80)] }));
registerRoute(treated("reading"), new FreshOrKept({ cacheName: CACHES.readings, plugins: [dated, bounded(200)], matchOptions: { ignoreVary: true } }));
registerRoute(
  treated("deletion"),
  async ({ request, url, event }) => {
    const response = await fetch(request);
    if (response.ok) event.waitUntil(forget(url, caches));
    return response;
  },
  "DELETE",
);
// Only under their very names: "/" is the page, which has its own way above.
precacheAndRoute(PAGE_FILES, { directoryIndex: "", cleanURLs: false });
cleanupOutdatedCaches();
clientsClaim();

addEventListener("activate", (event) => (event as ExtendableEvent).waitUntil(self.registration.navigationPreload.enable()));
// A new version waits until people want it.
addEventListener("message", ({ data }: MessageEvent<{ type?: string } | undefined>) => {
  if (data?.type === "SKIP_WAITING") void self.skipWaiting();
});
