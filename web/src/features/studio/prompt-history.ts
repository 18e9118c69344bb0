import { useSyncExternalStore } from "react";
import { type Draft, EMPTY_DRAFT } from "./draft";

/** A prompt that was painted here, with its settings. */
export interface Remembered {
  /** When, in milliseconds; no two have the same. */
  at: number;
  draft: Draft;
}

const KEY = "prompts";
/** As many are kept. */
const MOST = 50;

/** Undefined until somebody asks. */
let kept: readonly Remembered[] | undefined;
const listeners = new Set<() => void>();

/** The prompts that were painted in this browser, newest first. */
export function remembered(): readonly Remembered[] {
  return (kept ??= stored());
}

/** The same, and again whenever they change. */
export function usePromptHistory(): readonly Remembered[] {
  return useSyncExternalStore(subscribe, remembered);
}

/** Keeps a prompt; the same with the same settings is kept once. */
export function remember(draft: Draft): void {
  const before = remembered().filter((one) => !same(one.draft, draft));
  keep([{ at: Math.max(Date.now(), (before[0]?.at ?? 0) + 1), draft }, ...before]);
}

/** Forgets one prompt. */
export function forget({ at }: Remembered): void {
  keep(remembered().filter((one) => one.at !== at));
}

/** Forgets all prompts; the answer is what was forgotten, for {@link keep}. */
export function forgetAll(): readonly Remembered[] {
  const before = remembered();
  keep([]);
  return before;
}

/** Keeps these prompts and no others. Storage may be switched off or full; they then live as long as the page. */
export function keep(prompts: readonly Remembered[]): void {
  kept = prompts.slice(0, MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // See above.
  }
  for (const listener of listeners) listener();
}

function stored(): readonly Remembered[] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(read) ? read.flatMap(readOne) : [];
  } catch {
    return [];
  }
}

/** An entry as it should be, or none: an older page or somebody's own hand may have written it. */
function readOne(entry: unknown): Remembered[] {
  if (!has(entry, "at") || !has(entry, "draft") || !has(entry.draft, "prompt")) return [];
  if (typeof entry.at !== "number" || typeof entry.draft.prompt !== "string") return [];
  return [{ at: entry.at, draft: { ...EMPTY_DRAFT, ...entry.draft, prompt: entry.draft.prompt } }];
}

const has = <K extends string>(value: unknown, key: K): value is Record<K, unknown> => typeof value === "object" && value !== null && key in value;

const same = (one: Draft, other: Draft) => JSON.stringify({ ...EMPTY_DRAFT, ...one }) === JSON.stringify({ ...EMPTY_DRAFT, ...other });

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

// What another tab keeps is kept here too.
addEventListener("storage", ({ key }) => {
  if (key !== null && key !== KEY) return;
  kept = undefined;
  for (const listener of listeners) listener();
});
