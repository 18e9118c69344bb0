import { useSyncExternalStore } from "react";
import type { GalleryImage } from "@/api/types";
import { MOST_COMPARED } from "./route";

/** What is kept of a picture that waits to be compared. */
export type TrayPicture = Pick<GalleryImage, "runId" | "thumbnailUrl" | "thumbhash" | "model">;

const KEY = "compare-tray";
const EMPTY: readonly TrayPicture[] = [];

const listeners = new Set<() => void>();
/** What the store held when it was last read, and what that meant. */
let known: { written: string | null; tray: readonly TrayPicture[] } = { written: null, tray: EMPTY };

/** The pictures in the tray: up to four, of any jobs, as long as the tab is open. */
export function trayNow(): readonly TrayPicture[] {
  let written = known.written;
  try {
    written = sessionStorage.getItem(KEY);
  } catch {
    // Storage may be switched off; the tray then lives as long as the page.
  }
  if (written !== known.written) known = { written, tray: read(written) };
  return known.tray;
}

/** Whatever else was written there is no tray. */
function read(written: string | null): readonly TrayPicture[] {
  try {
    const kept = JSON.parse(written ?? "[]") as TrayPicture[];
    return kept.filter((one) => one.runId && one.thumbnailUrl).slice(0, MOST_COMPARED);
  } catch {
    return EMPTY;
  }
}

/** The tray now, and again when it changes. */
export function useTray(): readonly TrayPicture[] {
  return useSyncExternalStore(subscribe, trayNow, () => EMPTY);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function keep(tray: readonly TrayPicture[]): void {
  const written = tray.length > 0 ? JSON.stringify(tray) : null;
  known = { written, tray };
  try {
    if (written) sessionStorage.setItem(KEY, written);
    else sessionStorage.removeItem(KEY);
  } catch {
    // As above.
  }
  for (const listener of listeners) listener();
}

/** Puts a picture in, unless it is there or the tray is full. Returns whether it is in now. */
export function addToTray({ runId, thumbnailUrl, thumbhash, model }: TrayPicture): boolean {
  const tray = trayNow();
  if (tray.some((one) => one.runId === runId)) return true;
  if (tray.length >= MOST_COMPARED) return false;
  keep([...tray, { runId, thumbnailUrl, thumbhash, model }]);
  return true;
}

export function takeFromTray(runId: string): void {
  keep(trayNow().filter((one) => one.runId !== runId));
}

export function clearTray(): void {
  keep(EMPTY);
}
