import type { Draft } from "./draft";
import type { Range } from "./ranges";

export type PresetName = "fast" | "quality" | "creative";

export const PRESETS: readonly PresetName[] = ["fast", "quality", "creative"];

type Settings = Pick<Draft, "steps" | "guidance" | "seed">;

const within = (range: Range, value: number) => Math.min(range.max, Math.max(range.min, value));

/** What a preset sets, from what the chosen models can do. The seed stays, except for the creative one. */
export function settingsOf(preset: PresetName, steps: Range | undefined, guidance: Range | undefined, seed: number | undefined): Settings {
  const times = (factor: number) => steps && within(steps, Math.round(steps.fallback * factor));
  switch (preset) {
    case "fast":
      return { steps: times(0.5), guidance: undefined, seed };
    case "quality":
      return { steps: times(2), guidance: undefined, seed };
    case "creative":
      return {
        steps: undefined,
        guidance: guidance && Math.round((guidance.min + (guidance.fallback - guidance.min) / 2) * 2) / 2,
        seed: undefined,
      };
  }
}

/** The preset that the draft is set to, if it is one. */
export function presetOf(draft: Draft, steps: Range | undefined, guidance: Range | undefined): PresetName | undefined {
  return PRESETS.find((preset) => {
    const settings = settingsOf(preset, steps, guidance, draft.seed);
    const same = settings.steps === draft.steps && settings.guidance === draft.guidance && settings.seed === draft.seed;
    return same && (settings.steps !== undefined || settings.guidance !== undefined);
  });
}
