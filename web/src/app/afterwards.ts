import type { QueryClient } from "@tanstack/react-query";
import { isOutdated } from "@/ui/outdated";
import { tellBackgroundFaults } from "./background-faults";
import { watchConnection } from "./connection-watch";
import { keepFocus } from "./focus-heir";
import { keepInstallOffer } from "./install";
import { listenToKeys } from "./keys";
import { offerUpdate, workOffline } from "./offline";

/**
 * What the page does once it is there: keys, the connection, the offer to install it, the worker for when there is no
 * network, and the parts that will be wanted when something fails, which is when they could not be loaded. Returns how to
 * stop.
 */
export function startAfterwards(queryClient: QueryClient): () => void {
  const stops = [
    listenToKeys(),
    keepFocus(),
    keepInstallOffer(),
    watchConnection(() => void queryClient.invalidateQueries()),
    offerWhatIsMissing(),
    tellBackgroundFaults(queryClient),
  ];
  workOffline();
  const idle = whenIdle(() => {
    for (const load of SOON) void load().catch(() => undefined);
  });
  return () => {
    idle();
    for (const stop of stops) stop();
  };
}

/** A part of the page that does not come may have another name in a newer page. */
function offerWhatIsMissing(): () => void {
  const look = () => void isOutdated().then((outdated) => outdated && offerUpdate(() => location.reload()));
  addEventListener("vite:preloadError", look);
  return () => removeEventListener("vite:preloadError", look);
}

const SOON = [
  () => import("@/ui/error-notice"),
  () => import("@/ui/broken"),
  () => import("@/ui/toasts"),
  () => import("./connection-chip"),
];

function whenIdle(act: () => void): () => void {
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(act, 500);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(act, { timeout: 3_000 });
  return () => cancelIdleCallback(handle);
}
