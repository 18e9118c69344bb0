import type { Model } from "@/api/types";
import { Segmented } from "@/ui/segmented";
import { Slider } from "@/ui/slider";
import type { Draft } from "./draft";
import { seemsEnglish } from "./english";
import { PRESETS, type PresetName, presetOf, settingsOf } from "./presets";
import { ignoredBy, rangeOf } from "./ranges";
import { text } from "./settings-text";

interface KnobsProps {
  draft: Draft;
  chosen: readonly Model[];
  change: (part: Partial<Draft>) => void;
}

/** Presets and sliders, as far as the chosen models have something to turn. */
export function Knobs({ draft, chosen, change }: KnobsProps) {
  const t = text();
  const steps = rangeOf(chosen, "steps");
  const guidance = rangeOf(chosen, "guidance");
  const preset = presetOf(draft, steps, guidance);
  const presets = PRESETS.map((value) => ({ value, label: t.presets[value], hint: t.presetHints[value] }));
  // The one that holds lets go when it is pressed again.
  const setPreset = (wanted: PresetName) =>
    change(wanted === preset ? { steps: undefined, guidance: undefined } : settingsOf(wanted, steps, guidance, draft.seed));
  return (
    <>
      <div>
        <Segmented label={t.preset} options={presets} value={preset} onChange={setPreset} />
      </div>
      <div className="flex gap-5">
        {steps && (
          <Slider label={t.steps} {...steps} step={1} value={draft.steps} onChange={(value) => change({ steps: value })} note={ignoredBy(steps.without)} />
        )}
        {guidance && (
          <Slider
            label={t.guidance}
            {...guidance}
            step={0.5}
            value={draft.guidance}
            onChange={(value) => change({ guidance: value })}
            note={ignoredBy(guidance.without)}
          />
        )}
      </div>
      {onlyBuiltIn(chosen) && !seemsEnglish(draft.prompt) && (
        <p role="status" className="text-xs text-muted">
          {t.englishOnly}
        </p>
      )}
    </>
  );
}

const onlyBuiltIn = (chosen: readonly Model[]) => chosen.length > 0 && chosen.every((model) => model.provider === "painter");
