import { useSyncExternalStore } from "react";
import type { Catalogue } from "./catalogue";
import { haveOwnLook } from "./own-look";

/** The languages of the page, each named in itself. */
export const LANGUAGES = { en: "English", de: "Deutsch", es: "Español", zh: "中文" } as const;

export type Language = keyof typeof LANGUAGES;

const KEY = "language";

/** English is in the scripts that need it; the other languages come as one file each. */
const FILES: Record<Exclude<Language, "en">, () => Promise<{ default: Catalogue }>> = {
  de: () => import("./de"),
  es: () => import("./es"),
  zh: () => import("./zh"),
};

let language: Language = "en";
let catalogue: Catalogue | undefined;
const listeners = new Set<() => void>();

/** The language that the page speaks now. */
export const currentLanguage = (): Language => language;

/** Its texts; undefined for English. */
export const currentCatalogue = (): Catalogue | undefined => catalogue;

/** The language now, and again when it changes. The root uses it, so that every text follows. */
export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, currentLanguage, currentLanguage);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Speaks a language from now on, once its texts are there. Throws, and changes nothing, if they cannot be loaded. */
export async function speak(wanted: Language): Promise<void> {
  const texts = wanted === "en" ? undefined : (await FILES[wanted]()).default;
  language = wanted;
  catalogue = texts;
  // There is none where the first paint is made.
  if (typeof document !== "undefined") document.documentElement.lang = tagOf(wanted);
  for (const listener of listeners) listener();
}

/** A language as documents name it. */
export const tagOf = (language: Language): string => (language === "zh" ? "zh-Hans" : language);

/** Speaks a language from now on and at the next visits. */
export async function chooseLanguage(wanted: Language): Promise<void> {
  await speak(wanted);
  haveOwnLook();
  try {
    localStorage.setItem(KEY, wanted);
  } catch {
    // Storage may be switched off; the choice then holds as long as the page.
  }
}

/** The language chosen here before, else the first of the browser's that the page speaks, else English. */
export function preferredLanguage(): Language {
  let chosen: string | null = null;
  try {
    chosen = localStorage.getItem(KEY);
  } catch {
    // Storage may be switched off.
  }
  const wanted = [chosen ?? "", ...navigator.languages].map((one) => one.toLowerCase().split("-")[0] ?? "");
  return wanted.find(isLanguage) ?? "en";
}

const isLanguage = (code: string): code is Language => Object.hasOwn(LANGUAGES, code);
