import { lazy, Suspense, useSyncExternalStore } from "react";

const Toasts = lazy(() => import("./toasts").then((module) => ({ default: module.Toasts })));

/** What a toast tells: something to know, something that went well, or something that did not. */
export type ToastKind = "info" | "done" | "failed";

export interface Toast {
  id: number;
  text: string;
  kind: ToastKind;
  action?: ToastAction | undefined;
  /** Names what it is about: a later toast about the same takes its place. */
  about: string;
  /** Stays until somebody dismisses it, or another about the same comes. */
  stays: boolean;
}

export interface ToastAction {
  label: string;
  act: () => void;
}

interface ToastOptions {
  kind?: ToastKind;
  about?: string;
  stays?: boolean;
}

/** As many are shown at once. */
const MOST = 3;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

export function subscribeToToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const currentToasts = (): readonly Toast[] => toasts;

/**
 * Says something at the edge of the page, with at most one thing to do about it. The same thing said again, as a fault
 * that repeats itself does, takes the place of what was said before.
 */
export function toast(text: string, action?: ToastAction, { kind = "info", about = text, stays = false }: ToastOptions = {}): void {
  lastId += 1;
  change([...toasts.filter((one) => one.about !== about), { id: lastId, text, kind, action, about, stays }].slice(-MOST));
}

/** Takes a toast away. */
export const dismiss = (id: number): void => change(toasts.filter((one) => one.id !== id));

/** Where toasts are shown; how they are is loaded with the first one. */
export function Toaster() {
  const some = useSyncExternalStore(subscribeToToasts, currentToasts, currentToasts).length > 0;
  return (
    some && (
      <Suspense>
        <Toasts />
      </Suspense>
    )
  );
}
