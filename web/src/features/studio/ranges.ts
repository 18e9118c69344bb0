import type { Model } from "@/api/types";
import { text } from "./settings-text";

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

/** Says which models do without a setting; undefined if none does. */
export function ignoredBy(names: readonly string[] | undefined): string | undefined {
  return names?.length ? text().ignoredBy(names) : undefined;
}
