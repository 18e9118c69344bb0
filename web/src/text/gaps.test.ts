import { describe, expect, it } from "vitest";
import de from "./de";
import es from "./es";
import zh from "./zh";

const english = Object.fromEntries(
  Object.entries(import.meta.glob<{ default: unknown }>("./en/*.ts", { eager: true })).map(([path, { default: texts }]) => [
    path.replace(/^.*\/|\.ts$/g, ""),
    texts,
  ]),
);

type Sentence = (...gaps: unknown[]) => string;
type Gaps = readonly unknown[];

/** What the gaps are filled with: numbers that are found again, or one of something, or names. */
const FILLINGS: readonly Gaps[] = [
  [31, 47, 59],
  [1, 1, 1],
  ["the 31st", "the 47th", "the 59th"],
  [["Noto", "Flux"], "59"],
  [{ kind: "adapted", parameter: "steps", asked: "47", used: "40", reason: "this model takes 1 to 40", message: "steps 40 used instead of 47" }],
];

/** Every sentence with gaps, by its path. */
function sentencesOf(value: unknown, path = ""): [path: string, sentence: Sentence][] {
  if (typeof value === "function") return [[path, value as Sentence]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => sentencesOf(inner, path ? `${path}.${key}` : key));
}

/** The sentence with its gaps filled; undefined where such a thing does not fit in. */
function said(sentence: Sentence, gaps: Gaps): string | undefined {
  try {
    const text: unknown = sentence(...gaps);
    return typeof text === "string" && !/undefined|NaN|\[object/.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

describe.each(Object.entries({ de, es, zh }))("the sentences of %s", (_, catalogue) => {
  const theirs = new Map(sentencesOf(catalogue));

  it.each(sentencesOf(english))("%s leave no gap out", (path, sentence) => {
    const translated = theirs.get(path);
    const fitting = FILLINGS.filter((gaps) => said(sentence, gaps) !== undefined);
    expect(fitting).not.toEqual([]);
    for (const gaps of fitting) {
      const text = translated && said(translated, gaps);
      expect(text).toBeTruthy();
      for (const number of said(sentence, gaps)?.match(/31|47|59/g) ?? []) expect(text).toContain(number);
    }
  });
});
