import { useSyncExternalStore } from "react";

/** What Chromium offers when the page can be installed; no standard knows it yet. */
interface InstallOffer extends Event {
  prompt: () => Promise<unknown>;
}

let offer: InstallOffer | undefined;
const listeners = new Set<() => void>();

function change(next: InstallOffer | undefined): void {
  offer = next;
  for (const listener of listeners) listener();
}

/** Keeps the browser's offer to install the page for the menu, in place of a bar that nobody asked for. Returns how to stop. */
export function keepInstallOffer(): () => void {
  const keep = (event: Event) => {
    event.preventDefault();
    change(event as InstallOffer);
  };
  const forget = () => change(undefined);
  addEventListener("beforeinstallprompt", keep);
  addEventListener("appinstalled", forget);
  return () => {
    removeEventListener("beforeinstallprompt", keep);
    removeEventListener("appinstalled", forget);
  };
}

/** Whether the browser offers to install the page. */
export function useInstallable(): boolean {
  return useSyncExternalStore(subscribe, () => offer !== undefined);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Takes the offer, which holds once. */
export async function install(): Promise<void> {
  const taken = offer;
  change(undefined);
  await taken?.prompt();
}
