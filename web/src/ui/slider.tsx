import { useId } from "react";
import { uiText } from "./ui-text";

interface SliderProps {
  label: string;
  min: number;
  max: number;
  step: number;
  /** What the models take when nothing is asked. */
  fallback: number;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  note?: string | undefined;
}

/** A number between two ends. At the models' own default nothing is asked. */
export function Slider({ label, min, max, step, fallback, value, onChange, note }: SliderProps) {
  const id = useId();
  const shown = value ?? fallback;
  return (
    <div className="min-w-0 flex-1">
      <div className="flex items-baseline justify-between gap-2 text-sm">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        <output htmlFor={id} className={`font-mono text-xs tabular-nums ${value === undefined ? "text-muted" : "font-bold"}`}>
          {shown}
          {value === undefined && <span className="sr-only"> ({uiText().byDefault})</span>}
        </output>
      </div>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={shown}
        aria-describedby={note ? `${id}-note` : undefined}
        onChange={(event) => {
          const next = event.target.valueAsNumber;
          onChange(next === fallback ? undefined : next);
        }}
        className="mt-1 block h-6 w-full"
      />
      {note && (
        <p id={`${id}-note`} className="text-xs text-muted">
          {note}
        </p>
      )}
    </div>
  );
}
