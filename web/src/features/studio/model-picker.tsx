import type { Estimate, Model } from "@/api/types";
import { Button } from "@/ui/button";
import type { Draft } from "./draft";
import { priceOf, priceText } from "./prices";
import { text } from "./settings-text";

interface ModelPickerProps {
  models: readonly Model[];
  chosen: readonly Model[];
  /** The most models of one job. */
  most: number;
  draft: Draft;
  /** What the server says about the chosen ones. */
  estimate: Estimate | undefined;
  onChange: (ids: string[] | undefined) => void;
}

/** Every model as a box to tick, with what it costs and how it stands. */
export function ModelPicker({ models, chosen, most, draft, estimate, onChange }: ModelPickerProps) {
  const t = text();
  const ids = new Set(chosen.map((model) => model.id));
  const change = (next: Set<string>) => onChange(next.size === models.length ? undefined : [...next]);
  const toggle = (id: string) => {
    const next = new Set(ids);
    if (!next.delete(id)) next.add(id);
    change(next);
  };
  const all = ids.size === models.length;
  const free = models.filter((model) => model.price.kind === "free");
  return (
    <fieldset>
      <legend className="sr-only">{t.models}</legend>
      <ul className="grid gap-2 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">
        {models.map((model) => {
          const estimated = estimate?.models.find((one) => one.modelId === model.id);
          const price = estimated && ids.has(model.id) ? (estimated.microUsd ?? undefined) : priceOf(model, draft);
          const on = ids.has(model.id);
          return (
            <li key={model.id}>
              <ModelBox model={model} price={priceText(price)} on={on} disabled={!on && ids.size >= most} onToggle={() => toggle(model.id)} />
            </li>
          );
        })}
      </ul>
      {models.length > 3 && (
        <div className="mt-2 -ml-3 flex flex-wrap">
          <Button look="quiet" onClick={() => onChange(all ? [] : undefined)}>
            {all ? t.none : t.all}
          </Button>
          {free.length > 0 && free.length < models.length && (
            <Button look="quiet" onClick={() => onChange(free.map((model) => model.id))}>
              {t.onlyFree}
            </Button>
          )}
        </div>
      )}
    </fieldset>
  );
}

interface ModelBoxProps {
  model: Model;
  price: string;
  on: boolean;
  disabled: boolean;
  onToggle: () => void;
}

function ModelBox({ model, price, on, disabled, onToggle }: ModelBoxProps) {
  const note = noteOf(model);
  return (
    <label
      title={model.description}
      className="flex h-full items-start gap-2.5 rounded-md border border-line px-3 py-2 text-sm text-muted has-checked:border-edge has-checked:bg-paper has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent"
    >
      <input type="checkbox" checked={on} disabled={disabled} onChange={onToggle} className="mt-1 accent-accent" />
      <span className="min-w-0">
        <span className="block leading-snug font-medium wrap-anywhere">{model.name}</span>
        <span className="block text-xs text-muted tabular-nums">{price}</span>
        {note && <span className="block text-xs text-accent">{note}</span>}
      </span>
    </label>
  );
}

/** What people should know before they choose it. */
function noteOf({ standing, notice, state }: Model): string | undefined {
  const t = text();
  const parts = [
    standing === "current" ? notice : [t.standing[standing], notice].filter(Boolean).join(": "),
    state === "resting" && t.resting,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join("; ") : undefined;
}
