import type { Model, Quality } from "@/api/types";
import { sizeText } from "./draft";
import { QUALITIES } from "./prices";

/** The range of a slider over several models. */
export interface Range {
  min: number;
  max: number;
  fallback: number;
  /** The models that have no such knob. */
  without: string[];
}

/** From the smallest value that any model takes to the largest; undefined if none has the knob. */
export function rangeOf(models: readonly Model[], knob: "steps" | "guidance"): Range | undefined {
  const knobs = models.flatMap((model) => model.capability[knob] ?? []);
  const first = knobs[0];
  if (!first) return undefined;
  return {
    min: Math.min(...knobs.map((one) => one.min)),
    max: Math.max(...knobs.map((one) => one.max)),
    fallback: first.default,
    without: models.filter((model) => !model.capability[knob]).map((model) => model.name),
  };
}

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

/** So many are named; more are counted. */
const NAMED = 2;

/** Says which models do without a setting; undefined if none does. */
export function ignoredBy(names: readonly string[] | undefined): string | undefined {
  if (!names?.length) return undefined;
  if (names.length <= NAMED) return `Ignored by ${names.join(", ")}`;
  return `Ignored by ${names.length} models`;
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
