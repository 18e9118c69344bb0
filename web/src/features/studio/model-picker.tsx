import type { Model } from "@/api/types";
import { Button } from "@/ui/button";

interface ModelPickerProps {
  models: readonly Model[];
  chosen: readonly Model[];
  /** The most models of one job. */
  most: number;
  onChange: (ids: string[] | undefined) => void;
}

/** Every model as a box to tick. */
export function ModelPicker({ models, chosen, most, onChange }: ModelPickerProps) {
  const ids = new Set(chosen.map((model) => model.id));
  const change = (next: Set<string>) => onChange(next.size === models.length ? undefined : [...next]);
  const toggle = (id: string) => {
    const next = new Set(ids);
    if (!next.delete(id)) next.add(id);
    change(next);
  };
  return (
    <fieldset>
      <legend className="sr-only">Models</legend>
      <div className="flex flex-wrap gap-2">
        {models.map((model) => {
          const on = ids.has(model.id);
          return (
            <label
              key={model.id}
              title={model.description}
              className="inline-flex min-h-9 items-center gap-2 rounded-md border border-line bg-raised px-3 text-sm has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent"
            >
              <input
                type="checkbox"
                checked={on}
                disabled={!on && ids.size >= most}
                onChange={() => toggle(model.id)}
                className="accent-accent"
              />
              {model.name}
              {model.state === "resting" && <span className="text-xs text-muted">resting after failures</span>}
            </label>
          );
        })}
        {models.length > 3 && (
          <Button look="quiet" onClick={() => onChange(ids.size === models.length ? [] : undefined)}>
            {ids.size === models.length ? "None" : "All"}
          </Button>
        )}
      </div>
    </fieldset>
  );
}
