import connection from "@/text/en/connection";
import { part } from "@/text/part";
import { isOutdated } from "@/ui/outdated";
import { toast } from "@/ui/toaster";
import { tellSeen } from "./seen";

const text = part("connection", connection);

/** Milliseconds between two looks for a new version, in a page that stays open. */
const LOOK = 3_600_000;

/** Tells people that there is a new version of the page, and loads it when they like. */
export function offerUpdate(load: () => void): void {
  toast(text().update, { label: text().load, act: load }, { about: "update", stays: true });
}

/** Has the worker installed once the page has loaded and rests, where browsers allow one: over HTTPS, or on this machine. */
export function workOffline(): void {
  if (!import.meta.env.PROD || import.meta.env.MODE === "demo" || !("serviceWorker" in navigator)) return;
  const install = () => void follow(navigator.serviceWorker).catch(() => undefined);
  if (document.readyState === "complete") install();
  else addEventListener("load", install, { once: true });
}

/** Installs the worker and follows its versions. */
export async function follow(container: ServiceWorkerContainer, reload = () => location.reload()): Promise<void> {
  const first = container.controller === null;
  let wanted = false;
  container.addEventListener("controllerchange", () => {
    if (wanted) reload();
  });
  tellSeen(container);
  const registration = await container.register("/sw.js", { updateViaCache: "none" });

  const offer = async (worker: ServiceWorker) => {
    const takeOver = () => worker.postMessage({ type: "SKIP_WAITING" });
    // The page always comes fresh from the server, so it may be new already; then only the worker is not.
    if (!(await isOutdated())) takeOver();
    else
      offerUpdate(() => {
        wanted = true;
        takeOver();
      });
  };
  if (registration.waiting && !first) void offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && container.controller) void offer(worker);
    });
  });

  let looked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || Date.now() - looked < LOOK) return;
    looked = Date.now();
    registration.update().catch(() => undefined);
  });
}
