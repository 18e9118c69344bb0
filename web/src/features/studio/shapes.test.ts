import { describe, expect, it } from "vitest";
import type { Model } from "@/api/types";
import { MODELS, PAID } from "@/testing/fake-models";
import { ignoredSettings, otherSize, sizesOf } from "./choices";
import { EMPTY_DRAFT } from "./draft";
import { shapeOf, shapesOf, sizeInShape } from "./shapes";

const [painter] = MODELS.models as [Model];
const [, flare] = PAID.models as [Model, Model];
const free: Model = {
  ...painter,
  name: "Free",
  capability: { ...painter.capability, sizes: { kind: "grid", min: 256, max: 1024, step: 64, square: false, default: { width: 512, height: 512 } } },
};

describe("the shape of a picture", () => {
  it("follows its size", () => {
    expect(["64x64", "1536x1024", "768x1344"].map(shapeOf)).toEqual(["square", "landscape", "portrait"]);
    expect(shapesOf(["512x768", "64x64"])).toEqual(["square", "portrait"]);
  });

  it("keeps the area when it changes", () => {
    const sizes = ["512x512", "1024x1024", "768x512", "1344x768", "1536x1024", "512x768"];
    expect(sizeInShape(sizes, "landscape", "1024x1024")).toBe("1344x768");
    expect(sizeInShape(sizes, "landscape", "512x512")).toBe("768x512");
    expect(sizeInShape(sizes, "landscape", undefined)).toBe("1344x768");
    expect(sizeInShape(["512x512"], "portrait", "512x512")).toBeUndefined();
  });
});

describe("the sizes to choose from", () => {
  it("are squares alone where a model paints nothing else", () => {
    expect(shapesOf(sizesOf([painter]))).toEqual(["square"]);
    expect(sizesOf([free])).toContain("768x512");
    expect(sizesOf([free])).toContain("512x768");
    expect(sizesOf([free])).not.toContain("1536x1024");
  });

  it("name the models that paint another size", () => {
    expect(otherSize([painter, free, flare], "768x512").sort()).toEqual(["Flare", painter.name].sort());
    expect(otherSize([flare], "1536x1024")).toEqual([]);
    expect(otherSize([flare], undefined)).toEqual([]);
  });
});

it("a setting is ignored by a model only where somebody set it", () => {
  expect(ignoredSettings(flare, EMPTY_DRAFT)).toEqual([]);
  expect(ignoredSettings(flare, { ...EMPTY_DRAFT, steps: 5, guidance: 2, seed: 0, negativePrompt: "blue", quality: "low" })).toEqual(["steps", "guidance", "seed", "negative"]);
  expect(ignoredSettings(painter, { ...EMPTY_DRAFT, seed: 0, quality: "low" })).toEqual(["quality"]);
});
