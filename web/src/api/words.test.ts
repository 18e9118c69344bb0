import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { LANGUAGES, type Language, speak } from "@/text/language";
import { ApiFailure } from "./failure";
import { sentence, wait, words } from "./words";

afterEach(() => speak("en"));

const failure = (error: string, retryAfter?: number) =>
  new ApiFailure(429, { error, message: "server words", correlationId: "c", ...(retryAfter && { retryAfter }) });

/** The codes that the server's documents name, of requests and of runs. */
const read = (file: string) => readFileSync(`${import.meta.dirname}/../../../crates/${file}`, "utf8");
const codes = [
  ...new Set([
    ...[...read("server/openapi.json").matchAll(/`([A-Z]+(?:_[A-Z]+)+|INTERNAL|UNAVAILABLE)`/g)].map((match) => match[1] ?? ""),
    ...[...read("domain/src/error.rs").matchAll(/=> "([A-Z_]+)"/g)].map((match) => match[1] ?? ""),
    "NETWORK", "OFFLINE", "BAD_ANSWER",
  ]),
];

const ENDS: Record<Language, RegExp> = { en: /^[A-Z].*\.$/, de: /^[A-ZÄÖÜ].*\.$/, es: /^[¡¿A-ZÁÉÍÓÚ].*\.$/, zh: /。$/ };

describe.each(Object.keys(LANGUAGES) as Language[])("in %s, the words for an error", (language) => {
  it("are a sentence for every code of the API", async () => {
    await speak(language);
    expect(codes.length).toBeGreaterThan(25);
    for (const code of codes) {
      expect(sentence(code), code).toMatch(ENDS[language]);
      expect(sentence(code), code).not.toBe(sentence("NO_SUCH_CODE"));
    }
  });

  it("say what a prompt was refused for, and when to try again", async () => {
    await speak(language);
    const refused = (category: string) => words(new ApiFailure(400, { error: "INAPPROPRIATE_CONTENT", message: "m", correlationId: "c", category }));
    const said = ["sexual-minors", "hate", "self-harm", "violence", "harassment", "sexual"].map(refused);
    expect(new Set(said).size).toBe(6);
    expect(words(failure("RATE_LIMIT_EXCEEDED", 12))).toMatch(/12/);
  });
});

describe("the words for an error", () => {
  it("say when to try again", () => {
    expect(words(failure("RATE_LIMIT_EXCEEDED", 12))).toBe("You are faster than this server allows. Try again in 12 seconds.");
    expect(sentence("RATE_LIMITED", null, 1)).toBe("The model is busy. Try again in 1 second.");
  });

  it("are the server's own where it knows more, and for codes that are new", () => {
    expect(words(failure("INVALID_REQUEST"))).toBe("server words");
    expect(words(failure("SOMETHING_NEW"))).toBe("server words");
    expect(sentence(null)).toBe("Something went wrong.");
  });

  it("quote the server's English after a sentence of the language", async () => {
    await speak("de");
    expect(words(failure("INVALID_REQUEST"))).toBe("Der Server hat eine der Einstellungen nicht angenommen. Der Server sagt: „server words“");
    expect(words(failure("SOMETHING_NEW"))).toBe("Der Server sagt: „server words“");
    await speak("zh");
    expect(words(failure("RATE_LIMIT_EXCEEDED", 12))).toBe("操作太快，超过了服务器的限制。请在 12 秒后重试。");
  });

  it("say what a prompt was refused for, by a name that is new, too", () => {
    const refused = (category: string) => words(new ApiFailure(400, { error: "INAPPROPRIATE_CONTENT", message: "m", correlationId: "c", category }));
    expect(refused("violence")).toMatch(/Try other words\. \(It was taken for: violence\.\)$/);
    expect(refused("mischief")).toMatch(/\(It was taken for: mischief\.\)$/);
  });

  it("never show what a fault of the page says", () => {
    expect(words(new TypeError("x is undefined"))).toBe("Something went wrong in this page.");
  });

  it("tell time as people do", () => {
    expect([0.2, 1, 30, 100, 7_200].map(wait)).toEqual(["1 second", "1 second", "30 seconds", "2 minutes", "2 hours"]);
  });
});
