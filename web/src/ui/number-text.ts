import numbers from "@/text/en/numbers";
import { currentLanguage, type Language } from "@/text/language";
import { part } from "@/text/part";

/** The words around sums and times. */
export const numberText = part("numbers", numbers);

/** The browser's own variant of the page's language, so that British dates stay British; else the language itself. */
export function locale(): string {
  const language = currentLanguage();
  return navigator.languages.find((one) => one === language || one.startsWith(`${language}-`)) ?? (language === "zh" ? "zh-Hans" : language);
}

/** Keeps what is dear to make, as the formats of a language are, until the language changes. */
export function perLanguage<T>(make: (locale: string) => T): () => T {
  let made: { language: Language; thing: T } | undefined;
  return () => {
    const language = currentLanguage();
    if (made?.language !== language) made = { language, thing: make(locale()) };
    return made.thing;
  };
}
