import { beforeEach, describe, expect, it, vi } from "vitest";
import { type Draft, EMPTY_DRAFT } from "./draft";
import { forget, forgetAll, keep, remember, remembered } from "./prompt-history";

const draft = (prompt: string, more: Partial<Draft> = {}): Draft => ({ ...EMPTY_DRAFT, prompt, ...more });
const prompts = () => remembered().map((one) => one.draft.prompt);

beforeEach(() => keep([]));

describe("the history of prompts", () => {
  it("has the newest first, with its settings, each once", () => {
    remember(draft("a fox", { steps: 20 }));
    remember(draft("an owl"));
    remember(draft("a fox", { steps: 20 }));
    expect(prompts()).toEqual(["a fox", "an owl"]);
    expect(remembered()[0]?.draft.steps).toBe(20);
    remember(draft("a fox", { steps: 21 }));
    expect(prompts()).toEqual(["a fox", "a fox", "an owl"]);
  });

  it("keeps fifty", () => {
    for (let at = 1; at <= 53; at++) remember(draft(`prompt ${at}`));
    expect(prompts()).toHaveLength(50);
    expect(prompts()[0]).toBe("prompt 53");
    expect(prompts().at(-1)).toBe("prompt 4");
    expect(new Set(remembered().map((one) => one.at)).size).toBe(50);
  });

  it("forgets one, or all, and takes them back", () => {
    for (const prompt of ["a fox", "an owl", "a bee"]) remember(draft(prompt));
    const [, owl] = remembered();
    if (owl) forget(owl);
    expect(prompts()).toEqual(["a bee", "a fox"]);
    const before = forgetAll();
    expect(prompts()).toEqual([]);
    expect(localStorage.getItem("prompts")).toBe("[]");
    keep(before);
    expect(prompts()).toEqual(["a bee", "a fox"]);
  });

  it("hears what another tab keeps, and shrugs at what nobody can read", () => {
    remember(draft("a fox"));
    const told = (written: string) => {
      localStorage.setItem("prompts", written);
      dispatchEvent(new StorageEvent("storage", { key: "prompts" }));
    };
    told(JSON.stringify([{ at: 5, draft: { prompt: "an owl" } }, { at: "now", draft: { prompt: "a bee" } }, { at: 6, draft: { prompt: 7 } }, null, 3]));
    expect(remembered()).toEqual([{ at: 5, draft: draft("an owl") }]);
    told("{");
    expect(prompts()).toEqual([]);
    told(JSON.stringify({ at: 5 }));
    expect(prompts()).toEqual([]);
    dispatchEvent(new StorageEvent("storage", { key: "theme" }));
    expect(prompts()).toEqual([]);
  });

  it("lives as long as the page where storage is switched off", () => {
    for (const method of ["setItem", "getItem"] as const) {
      vi.spyOn(Storage.prototype, method).mockImplementation(() => {
        throw new Error("off");
      });
    }
    remember(draft("a fox"));
    remember(draft("an owl"));
    expect(prompts()).toEqual(["an owl", "a fox"]);
  });
});
