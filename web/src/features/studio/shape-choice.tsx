import { useId } from "react";
import { text } from "./settings-text";
import type { Shape } from "./shapes";

/** The sides of a drawn frame, in classes. */
const FRAMES: Record<Shape | "own", string> = {
  own: "size-4 border-dashed",
  square: "size-4",
  landscape: "h-3 w-5",
  portrait: "h-5 w-3",
};

interface ShapeChoiceProps {
  shapes: readonly Shape[];
  value: Shape | undefined;
  onChange: (shape: Shape | undefined) => void;
}

/** How the pictures should lie, as small frames to press; the models' own if nobody chose. */
export function ShapeChoice({ shapes, value, onChange }: ShapeChoiceProps) {
  const t = text();
  const name = useId();
  return (
    <fieldset className="col-span-full text-sm sm:col-span-1">
      <legend className="font-medium">{t.shape}</legend>
      <div className="mt-1 flex flex-wrap gap-1">
        {(["own", ...shapes] as const).map((shape) => (
          <label
            key={shape}
            className="relative flex min-h-11 min-w-14 flex-1 flex-col items-center justify-end gap-1 rounded-md border border-line px-1.5 pt-2 pb-1 text-center text-xs text-muted hover:border-edge has-checked:border-accent has-checked:bg-accent-soft has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={name}
              checked={(value ?? "own") === shape}
              onChange={() => onChange(shape === "own" ? undefined : shape)}
              className="absolute opacity-0"
            />
            <span className="grid h-5 place-items-center" aria-hidden="true">
              <span className={`rounded-[2px] border-2 border-current ${FRAMES[shape]}`} />
            </span>
            {t.shapes[shape]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
