import type { Model, Quality } from "@/api/types";
import { qualitiesOf } from "./choices";
import type { Draft } from "./draft";
import { type Range, rangeOf } from "./ranges";

export type PresetName = "fast" | "quality" | "creative";

export const PRESETS: readonly PresetName[] = ["fast", "quality", "creative"];

/** What the chosen models have to turn. */
export interface Turnable {
  steps: Range | undefined;
  guidance: Range | undefined;
  /** From the lowest to the highest that any of them takes. */
  qualities: readonly Quality[];
}

export function turnableOf(chosen: readonly Model[]): Turnable {
  return { steps: rangeOf(chosen, "steps"), guidance: rangeOf(chosen, "guidance"), qualities: qualitiesOf(chosen)?.values ?? [] };
}

type Settings = Pick<Draft, "steps" | "guidance" | "quality" | "seed">;

const within = (range: Range, value: number) => Math.min(range.max, Math.max(range.min, value));

/** What a preset sets, from what the chosen models can do. The seed stays, except for the creative one. */
export function settingsOf(preset: PresetName, { steps, guidance, qualities }: Turnable, seed: number | undefined): Settings {
  const times = (factor: number) => steps && within(steps, Math.round(steps.fallback * factor));
  switch (preset) {
    case "fast":
      return { steps: times(0.5), guidance: undefined, quality: qualities[0], seed };
    case "quality":
      return { steps: times(2), guidance: undefined, quality: qualities.at(-1), seed };
    case "creative":
      return {
        steps: undefined,
        guidance: guidance && Math.round((guidance.min + (guidance.fallback - guidance.min) / 2) * 2) / 2,
        quality: undefined,
        seed: undefined,
      };
  }
}

/** Whether a preset would change what the chosen models do. */
export function isOfUse(preset: PresetName, turnable: Turnable): boolean {
  const { steps, guidance, quality } = settingsOf(preset, turnable, undefined);
  return steps !== undefined || guidance !== undefined || quality !== undefined;
}

/** The preset that the draft is set to, if it is one. */
export function presetOf(draft: Draft, turnable: Turnable): PresetName | undefined {
  return PRESETS.filter((preset) => isOfUse(preset, turnable)).find((preset) => {
    const settings = settingsOf(preset, turnable, draft.seed);
    return settings.steps === draft.steps && settings.guidance === draft.guidance && settings.quality === draft.quality && settings.seed === draft.seed;
  });
}
