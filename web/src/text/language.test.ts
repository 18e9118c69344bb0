import { describe, expect, it, vi } from "vitest";
import de from "./de";
import es from "./es";
import { chooseLanguage, currentCatalogue, currentLanguage, preferredLanguage, speak } from "./language";
import { pluralIn } from "./plural";
import zh from "./zh";

describe("the language", () => {
  it("is the browser's first that the page speaks, until somebody chooses", async () => {
    vi.spyOn(navigator, "languages", "get").mockReturnValue(["fr-FR", "de-CH", "en"]);
    expect(preferredLanguage()).toBe("de");
    await chooseLanguage("zh");
    expect(preferredLanguage()).toBe("zh");
    expect(document.documentElement.lang).toBe("zh-Hans");
    expect(currentCatalogue()).toBe(zh);
  });

  it("is English where nothing else fits", async () => {
    vi.spyOn(navigator, "languages", "get").mockReturnValue(["tlh"]);
    expect(preferredLanguage()).toBe("en");
    await speak("en");
    expect(currentLanguage()).toBe("en");
    expect(currentCatalogue()).toBeUndefined();
  });

  it("has a form for every number", () => {
    const pictures = pluralIn("de");
    expect(pictures(1, { one: "Bild", other: "Bilder" })).toBe("Bild");
    expect(pictures(0, { one: "Bild", other: "Bilder" })).toBe("Bilder");
    expect(pluralIn("zh")(1, { other: "张" })).toBe("张");
  });
});

it.each(Object.entries({ de, es, zh }))("no text of %s is empty", (_, catalogue) => {
  expect(blanks(catalogue)).toEqual([]);
});

/** The paths of empty texts; functions are texts with gaps, which the compiler and their users try. */
function blanks(value: unknown, path = ""): string[] {
  if (typeof value === "string") return value.trim() === "" ? [path] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => blanks(inner, `${path}.${key}`));
}
