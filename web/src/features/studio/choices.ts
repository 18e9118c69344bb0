import type { Model, Quality } from "@/api/types";
import { sizeText } from "./draft";
import { QUALITIES } from "./prices";

/** The qualities that any model takes; undefined if none has the knob. */
export function qualitiesOf(models: readonly Model[]): { values: Quality[]; without: string[] } | undefined {
  const knobs = models.flatMap((model) => model.capability.quality ?? []);
  if (knobs.length === 0) return undefined;
  const rank = (quality: Quality) => QUALITIES.indexOf(quality);
  return {
    values: QUALITIES.filter((one) => knobs.some(({ min, max }) => rank(one) >= rank(min) && rank(one) <= rank(max))),
    without: models.filter((model) => !model.capability.quality).map((model) => model.name),
  };
}

/** Sides that people ask for. */
const USUAL_SIDES = [64, 256, 512, 768, 1024, 1536, 2048];

/** The sizes to offer: what the models list, and the usual squares where a grid has them. */
export function sizesOf(models: readonly Model[]): string[] {
  const sizes = new Map<string, number>();
  const add = (width: number, height: number) => sizes.set(sizeText({ width, height }), width * height);
  for (const { capability } of models) {
    const { sizes: offered } = capability;
    add(offered.default.width, offered.default.height);
    if (offered.kind === "listed") {
      for (const size of offered.others) add(size.width, size.height);
    } else {
      for (const side of USUAL_SIDES) {
        if (side >= offered.min && side <= offered.max && (side - offered.min) % Math.max(1, offered.step) === 0) add(side, side);
      }
    }
  }
  return [...sizes].sort((a, b) => a[1] - b[1]).map(([text]) => text);
}
