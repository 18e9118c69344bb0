import { useId } from "react";

interface SegmentedProps<T extends string> {
  label: string;
  options: readonly { value: T; label: string; hint?: string; disabled?: boolean }[];
  value: T | undefined;
  onChange: (value: T) => void;
}

/** A few choices of which one holds: radio buttons, drawn as one bar. */
export function Segmented<T extends string>({ label, options, value, onChange }: SegmentedProps<T>) {
  const name = useId();
  return (
    <fieldset className="inline-flex rounded-md bg-sunken p-0.5">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          title={option.hint}
          className="relative rounded-[4px] px-3 py-1.5 text-sm font-medium text-muted transition-colors hover:text-ink has-disabled:opacity-55 has-checked:bg-raised has-checked:text-ink has-checked:shadow-float has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onChange(option.value)}
            onClick={() => {
              if (option.value === value) onChange(option.value);
            }}
            className="absolute opacity-0"
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
