import { useState } from "react";
import type { Estimate, Model, Models } from "@/api/types";
import { Button } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { canBeAsked } from "./askable";
import type { Draft } from "./draft";
import { ModelBox } from "./model-box";
import { priceOf, priceText } from "./prices";
import { text } from "./settings-text";

/** More models than this can be searched. */
const MANY = 8;

interface ModelPickerProps {
  models: readonly Model[];
  /** Providers that nobody has configured here. */
  offers: NonNullable<Models["offers"]>;
  chosen: readonly Model[];
  /** The most models of one job. */
  most: number;
  draft: Draft;
  /** What the server says about the chosen ones. */
  estimate: Estimate | undefined;
  onChange: (ids: string[] | undefined) => void;
}

/** Every model as a box to tick, with what it costs and how it stands. */
export function ModelPicker({ models, offers, chosen, most, draft, estimate, onChange }: ModelPickerProps) {
  const t = text();
  const [query, setQuery] = useState("");
  const ids = new Set(chosen.map((model) => model.id));
  const askable = models.filter(canBeAsked);
  const found = models.filter((model) => matches(model, query));
  const within = found.filter(canBeAsked);

  /** All of them at once means also those that are added later. */
  const choose = (next: ReadonlySet<string>) => {
    const wanted = askable.map((model) => model.id).filter((id) => next.has(id));
    onChange(wanted.length === askable.length && wanted.length <= most ? undefined : wanted.slice(0, most));
  };
  const add = (some: readonly Model[]) => choose(new Set([...ids, ...some.map((model) => model.id)]));
  const drop = (some: readonly Model[]) => choose(new Set([...ids].filter((id) => !some.some((model) => model.id === id))));
  const toggle = (model: Model) => (ids.has(model.id) ? drop([model]) : add([model]));

  return (
    <fieldset>
      <legend className="sr-only">{t.models}</legend>
      <div className="mb-2 flex flex-wrap items-center gap-x-4 gap-y-1 empty:hidden">
        {models.length > MANY && (
          <input
            type="search"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={(event) => {
              // In a form, which this key would send.
              if (event.key === "Enter") event.preventDefault();
            }}
            placeholder={t.modelSearch}
            aria-label={t.modelSearch}
            className="block min-h-11 w-full rounded-md border border-edge bg-paper px-3 text-sm sm:min-h-9 sm:w-60"
          />
        )}
        {models.length > 3 && (
          <Shortcuts models={within} ids={ids} onAll={() => add(within)} onNone={() => drop(within)} onAdd={add} onDrop={drop} onOnly={(some) => choose(new Set(some.map((model) => model.id)))} />
        )}
      </div>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,10.5rem),1fr))] gap-2 sm:grid-cols-[repeat(auto-fill,minmax(14rem,1fr))]">
        {found.map((model) => {
          const estimated = estimate?.models.find((one) => one.modelId === model.id);
          const on = ids.has(model.id);
          const price = estimated && on ? (estimated.microUsd ?? undefined) : priceOf(model, draft);
          return (
            <li key={model.id}>
              <ModelBox model={model} draft={draft} price={priceText(price)} on={on} full={ids.size >= most} onToggle={() => toggle(model)} />
            </li>
          );
        })}
      </ul>
      {found.length === 0 && <p className="py-4 text-sm text-muted">{t.modelNone(query)}</p>}
      {ids.size >= most && models.length > most && <p className="mt-2 text-xs text-muted">{t.modelsFull(most)}</p>}
      {(askable.length < models.length || offers.length > 0) && <Keys offers={offers} missing={askable.length < models.length} />}
    </fieldset>
  );
}

interface ShortcutsProps {
  /** The models that they act on. */
  models: readonly Model[];
  ids: ReadonlySet<string>;
  onAll: () => void;
  onNone: () => void;
  onAdd: (models: readonly Model[]) => void;
  onDrop: (models: readonly Model[]) => void;
  onOnly: (models: readonly Model[]) => void;
}

/** Many models with one press: all, none, the free ones, those of a provider. */
function Shortcuts({ models, ids, onAll, onNone, onAdd, onDrop, onOnly }: ShortcutsProps) {
  const t = text();
  const free = models.filter((model) => model.price.kind === "free");
  const providers = [...new Set(models.map((model) => model.provider))];
  return (
    <>
      <div className="-mx-3 flex flex-wrap">
        <Button look="quiet" onClick={onAll}>
          {t.all}
        </Button>
        <Button look="quiet" onClick={onNone}>
          {t.none}
        </Button>
        {free.length > 0 && free.length < models.length && (
          <Button look="quiet" onClick={() => onOnly(free)}>
            {t.onlyFree}
          </Button>
        )}
      </div>
      {providers.length > 1 && (
        <div role="group" aria-label={t.byProvider} className="flex flex-wrap gap-1 sm:ml-auto">
          {providers.map((provider) => {
            const some = models.filter((model) => model.provider === provider);
            const on = some.filter((model) => ids.has(model.id)).length;
            return (
              <button
                key={provider}
                type="button"
                aria-pressed={on === some.length ? true : on > 0 ? "mixed" : false}
                onClick={() => (on === some.length ? onDrop(some) : onAdd(some))}
                className="min-h-9 rounded-md border border-line px-2.5 text-xs text-muted tabular-nums hover:border-edge aria-[pressed=mixed]:border-dashed aria-[pressed=mixed]:border-edge aria-pressed:border-edge aria-pressed:bg-paper aria-pressed:text-ink"
              >
                {provider} {on === 0 || on === some.length ? some.length : `${on}/${some.length}`}
              </button>
            );
          })}
        </div>
      )}
    </>
  );
}

/** How models that nobody can ask yet are woken, and which more there are. */
function Keys({ offers, missing }: { offers: NonNullable<Models["offers"]>; missing: boolean }) {
  const t = text();
  return (
    <div className="mt-3 text-xs text-muted">
      {missing && <p>{t.keyHow}</p>}
      {offers.length > 0 && (
        <details className="group mt-1">
          <summary className="-mx-2 inline-flex min-h-9 items-center gap-2 rounded-md px-2 font-medium hover:text-ink">
            {t.offers(offers.length)}
            <Icon name="chevron" className="size-2.5! group-open:rotate-180" />
          </summary>
          {!missing && <p className="mb-2">{t.keyHow}</p>}
          <ul className="grid gap-x-6 gap-y-1.5 sm:grid-cols-2 lg:grid-cols-3">
            {offers.map(({ provider, title, variable }) => (
              <li key={provider} className="flex flex-wrap items-baseline justify-between gap-x-3">
                <span className="text-ink">{title}</span>
                <code className="font-mono wrap-anywhere">{variable}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

/** Whether all words are in the model's name, id or provider. */
function matches({ name, id, provider }: Model, query: string): boolean {
  const all = `${name} ${id} ${provider}`.toLowerCase();
  return query.toLowerCase().split(/\s+/).every((word) => all.includes(word));
}
