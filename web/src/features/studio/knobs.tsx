import type { Model } from "@/api/types";
import { Segmented } from "@/ui/segmented";
import { Slider } from "@/ui/slider";
import type { Draft } from "./draft";
import { seemsEnglish } from "./english";
import { isOfUse, PRESETS, type PresetName, presetOf, settingsOf, turnableOf } from "./presets";
import { ignoredBy } from "./ranges";
import { text } from "./settings-text";

interface KnobsProps {
  draft: Draft;
  chosen: readonly Model[];
  change: (part: Partial<Draft>) => void;
}

/** Presets and sliders, as far as the chosen models have something to turn. */
export function Knobs({ draft, chosen, change }: KnobsProps) {
  const t = text();
  const turnable = turnableOf(chosen);
  const { steps, guidance } = turnable;
  const preset = presetOf(draft, turnable);
  const presets = PRESETS.map((value) => {
    const disabled = !isOfUse(value, turnable);
    return { value, disabled, label: t.presets[value], hint: disabled ? t.presetNone : t.presetHints[value] };
  });
  // The one that holds lets go when it is pressed again.
  const setPreset = (wanted: PresetName) =>
    change(wanted === preset ? { steps: undefined, guidance: undefined, quality: undefined } : settingsOf(wanted, turnable, draft.seed));
  const names = chosen.map((model) => model.name);
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
      {!steps && <Idle label={t.steps} value={draft.steps} names={names} onClear={() => change({ steps: undefined })} />}
      {!guidance && <Idle label={t.guidance} value={draft.guidance} names={names} onClear={() => change({ guidance: undefined })} />}
      {onlyBuiltIn(chosen) && !seemsEnglish(draft.prompt) && (
        <p role="status" className="text-xs text-muted">
          {t.englishOnly}
        </p>
      )}
    </>
  );
}

interface IdleProps {
  label: string;
  value: number | undefined;
  names: readonly string[];
  onClear: () => void;
}

/** A setting that stays while no chosen model has it: it is there again with the next one that has. */
function Idle({ label, value, names, onClear }: IdleProps) {
  if (value === undefined || names.length === 0) return null;
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 text-xs text-muted">
      <span className="font-medium">
        {label} {value}
      </span>
      {ignoredBy(names)}
      <button type="button" onClick={onClear} className="text-accent underline">
        {text().leaveOff}
      </button>
    </p>
  );
}

const onlyBuiltIn = (chosen: readonly Model[]) => chosen.length > 0 && chosen.every((model) => model.provider === "painter");
