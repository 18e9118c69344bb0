import { act, renderHook } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Model } from "@/api/types";
import { KEYLESS, MODELS } from "@/testing/fake-models";
import { navigate, parseRoute, type Prefill, useSearch } from "@/ui/route";
import { chosenModels, draftOf, EMPTY_DRAFT, requestOf, useDraft } from "./draft";

const followed = vi.fn();
const goTo = (prefill?: Prefill) => act(() => navigate({ view: "studio", prefill }));

beforeEach(() => {
  followed.mockClear();
  goTo();
});

/** The draft of who is at the present address. */
const show = () =>
  renderHook(() => {
    const route = parseRoute(useSearch());
    return useDraft(route.view === "studio" ? route.prefill : undefined, followed);
  });

describe("the draft", () => {
  it("outlives a reload", () => {
    const before = show();
    act(() => before.result.current[1]({ prompt: "a fox", seed: 5 }));
    before.unmount();
    expect(show().result.current[0]).toEqual({ ...EMPTY_DRAFT, prompt: "a fox", seed: 5 });
  });

  it("is what a link brings, also one that is followed later, or again", () => {
    sessionStorage.setItem("draft", JSON.stringify({ prompt: "kept" }));
    goTo({ prompt: "a fox", steps: 20 });
    const { result } = show();
    expect(result.current[0]).toEqual({ ...EMPTY_DRAFT, prompt: "a fox", steps: 20 });
    act(() => result.current[1]({ prompt: "typed" }));
    goTo();
    expect(result.current[0].prompt).toBe("typed");
    const owl = { prompt: "an owl", negativePrompt: "snow" };
    goTo(owl);
    expect(result.current[0]).toEqual({ ...EMPTY_DRAFT, ...owl });
    act(() => result.current[1]({ prompt: "typed" }));
    goTo(owl);
    expect(result.current[0].prompt).toBe("an owl");
    expect(followed).toHaveBeenCalledTimes(3);
  });

  it("is what was typed last, for who loads a link again or comes back to it", () => {
    goTo({ prompt: "a fox" });
    const before = show();
    act(() => before.result.current[1]({ prompt: "a fox in the snow" }));
    before.unmount();
    expect(show().result.current[0].prompt).toBe("a fox in the snow");
    expect(followed).toHaveBeenCalledOnce();
  });

  it("is empty where storage holds nothing that can be read", () => {
    for (const kept of ["{", "null", "7"]) {
      sessionStorage.setItem("draft", kept);
      expect(show().result.current[0]).toEqual(EMPTY_DRAFT);
    }
  });

  it("lives without storage", () => {
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new Error("off");
    });
    vi.spyOn(Storage.prototype, "getItem").mockImplementation(() => {
      throw new Error("off");
    });
    const { result } = show();
    act(() => result.current[1]({ prompt: "a fox" }));
    expect(result.current[0].prompt).toBe("a fox");
  });
});

describe("what is asked", () => {
  const [painter] = MODELS.models as [Model];

  it("holds only what somebody set", () => {
    expect(requestOf({ ...EMPTY_DRAFT, prompt: " a fox " }, MODELS.models)).toEqual({ prompt: "a fox" });
    const all = { prompt: "a fox", models: [painter.id], seed: 0, negativePrompt: "blue", steps: 3, guidance: 2, quality: "low", size: "64x64" } as const;
    expect(requestOf({ ...EMPTY_DRAFT, ...all, models: [painter.id] }, MODELS.models)).toEqual(all);
  });

  it("asks no model whose key is missing, and then names the others", () => {
    expect(chosenModels(EMPTY_DRAFT, KEYLESS.models).map((model) => model.id)).toEqual(["painter/noto"]);
    expect(requestOf({ ...EMPTY_DRAFT, prompt: "a fox" }, KEYLESS.models)).toEqual({ prompt: "a fox", models: ["painter/noto"] });
    expect(chosenModels({ ...EMPTY_DRAFT, models: ["cloud/mirror"] }, KEYLESS.models)).toEqual([]);
  });

  it("is what a job asked, with a new seed", () => {
    expect(draftOf("a fox", { steps: 9, seed: 4, size: { width: 64, height: 64 } })).toEqual({ ...EMPTY_DRAFT, prompt: "a fox", steps: 9, size: "64x64" });
    expect(draftOf("a fox", { guidance: 3, quality: "max", negativePrompt: "snow" })).toEqual({ ...EMPTY_DRAFT, prompt: "a fox", guidance: 3, quality: "max", negativePrompt: "snow" });
  });
});
