import { describe, expect, it } from "vitest";
import type { Model } from "@/api/types";
import { MODELS } from "@/testing/fake-models";
import { EMPTY_DRAFT } from "./draft";
import { isOfUse, presetOf, PRESETS, settingsOf, type Turnable, turnableOf } from "./presets";
import { randomPrompt } from "./random-prompt";
import { sizesOf } from "./choices";
import { rangeOf } from "./ranges";

const [painter] = MODELS.models as [Model];
const plain: Model = {
  ...painter,
  id: "cloud/plain",
  name: "Plain",
  capability: {
    ...painter.capability,
    steps: { min: 4, max: 80, default: 30 },
    guidance: null,
    sizes: { kind: "listed", default: { width: 1024, height: 1024 }, others: [{ width: 1536, height: 1024 }] },
  },
};

describe("the range of a slider", () => {
  it("covers every model and names those without the knob", () => {
    expect(rangeOf([painter, plain], "steps")).toEqual({ min: 1, max: 80, fallback: 12, without: [] });
    expect(rangeOf([painter, plain], "guidance")).toMatchObject({ max: 10, without: ["Plain"] });
    expect(rangeOf([plain], "guidance")).toBeUndefined();
  });

  it("offers listed sizes, and usual squares of a grid", () => {
    expect(sizesOf([painter, plain])).toEqual(["64x64", "256x256", "512x512", "768x768", "1024x1024", "1536x1024"]);
  });
});

describe("a preset", () => {
  const built = turnableOf([painter]);
  const cloud = turnableOf([{ ...plain, capability: { ...plain.capability, steps: null, quality: { min: "medium", max: "high", default: "medium" } } }]);
  const none = turnableOf([]);

  it("follows the models' own defaults", () => {
    expect(settingsOf("fast", built, 7)).toEqual({ steps: 6, seed: 7 });
    expect(settingsOf("quality", built, 7)).toEqual({ steps: 24, seed: 7 });
    expect(settingsOf("creative", built, 7)).toEqual({ guidance: 2.5 });
  });

  it("takes the quality of models that have no steps", () => {
    expect(settingsOf("fast", cloud, 7)).toEqual({ quality: "medium", seed: 7 });
    expect(settingsOf("quality", cloud, 7)).toEqual({ quality: "high", seed: 7 });
  });

  it("is of use where there is something to turn", () => {
    const useful = (turnable: Turnable) => PRESETS.filter((preset) => isOfUse(preset, turnable));
    expect(useful(built)).toEqual(["fast", "quality", "creative"]);
    expect(useful(cloud)).toEqual(["fast", "quality"]);
    expect(useful(none)).toEqual([]);
  });

  it("is shown only while it holds", () => {
    expect(presetOf({ ...EMPTY_DRAFT, steps: 24 }, built)).toBe("quality");
    expect(presetOf({ ...EMPTY_DRAFT, steps: 25 }, built)).toBeUndefined();
    expect(presetOf({ ...EMPTY_DRAFT, quality: "high" }, cloud)).toBe("quality");
    expect(presetOf(EMPTY_DRAFT, none)).toBeUndefined();
  });
});

describe("a random prompt", () => {
  it("reads like one that somebody typed", () => {
    for (let at = 0; at < 100; at++) expect(randomPrompt()).toMatch(/^an? [a-z ]+?( on an? [a-z ]+ background)?$/);
    expect(randomPrompt(() => 0)).toBe("an apple");
  });
});
