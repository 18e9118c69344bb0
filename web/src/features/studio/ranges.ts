import type { Model } from "@/api/types";
import { sizeText } from "./draft";

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
