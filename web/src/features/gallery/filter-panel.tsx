import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { serverNow } from "@/api/clock";
import { modelsQuery } from "@/api/models";
import type { GalleryChoice } from "@/ui/route";
import { dayOf } from "./dates";
import { SPANS, type Span, choose, isModelId, spanFrom, spanOf } from "./filters";
import { text } from "./text";

/** In the chooser: an id that is typed. No model can be called so. */
const TYPED = "*";

const FIELD = "min-h-10 w-full rounded-md border border-line bg-raised px-3 hover:border-edge pointer-coarse:min-h-11";

/** By which model and when. What is chosen holds at once. */
export function FilterPanel({ choice }: { choice: GalleryChoice }) {
  return (
    <div className="grid gap-4 text-sm">
      <ModelChooser choice={choice} />
      <SpanChooser choice={choice} />
    </div>
  );
}

function ModelChooser({ choice }: { choice: GalleryChoice }) {
  const t = text().filter;
  const { data } = useQuery(modelsQuery);
  const id = useId();
  const models = data?.models ?? [];
  const known = !choice.model || models.some((model) => model.id === choice.model);
  const [typing, setTyping] = useState(false);
  return (
    <div className="grid gap-2">
      <label htmlFor={id} className="font-medium">
        {t.model}
      </label>
      <select
        id={id}
        className={FIELD}
        value={typing || !known ? TYPED : (choice.model ?? "")}
        onChange={({ target: { value } }) => {
          setTyping(value === TYPED);
          if (value !== TYPED) choose({ ...choice, model: value || undefined });
        }}
      >
        <option value="">{t.anyModel}</option>
        {models.map((model) => (
          <option key={model.id} value={model.id}>
            {model.name}
          </option>
        ))}
        <option value={TYPED}>{t.otherModel}</option>
      </select>
      {(typing || !known) && <ModelId choice={choice} />}
    </div>
  );
}

/** The id of a model that may not be here any more. */
function ModelId({ choice }: { choice: GalleryChoice }) {
  const t = text().filter;
  const [typed, setTyped] = useState(choice.model ?? "");
  const hint = useId();
  const wrong = typed !== "" && !isModelId(typed);
  const take = () => {
    if (!wrong) choose({ ...choice, model: typed || undefined });
  };
  return (
    <form
      className="grid gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
    >
      <input
        aria-label={t.modelId}
        aria-describedby={hint}
        aria-invalid={wrong}
        placeholder="painter/noto"
        value={typed}
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => setTyped(event.target.value.trim())}
        onBlur={take}
        className={`${FIELD} font-mono aria-invalid:border-accent`}
      />
      <p id={hint} className="text-xs text-muted">
        {wrong ? t.modelWrong : t.modelHint}
      </p>
    </form>
  );
}

function SpanChooser({ choice }: { choice: GalleryChoice }) {
  const t = text().filter;
  const today = dayOf(serverNow());
  const name = useId();
  const span = spanOf(choice, today);
  const [custom, setCustom] = useState(!span && Boolean(choice.from ?? choice.to));
  const pill = (label: string, checked: boolean, act: () => void): ReactNode => (
    <label
      key={label}
      className="relative inline-flex min-h-9 items-center rounded-md border border-line px-3 font-medium text-muted transition-colors hover:border-edge hover:text-ink has-checked:border-accent has-checked:bg-accent-soft has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:min-h-11"
    >
      <input type="radio" name={name} checked={checked} onChange={act} className="absolute opacity-0" />
      {label}
    </label>
  );
  const days = (next: Pick<GalleryChoice, "from" | "to">) => choose({ ...choice, from: choice.from, to: choice.to, ...next });
  return (
    <div className="grid gap-3">
      <fieldset>
        <legend className="mb-2 font-medium">{t.painted}</legend>
        <div className="flex flex-wrap gap-2">
          {pill(t.anyTime, !custom && !span, () => {
            setCustom(false);
            days({ from: undefined, to: undefined });
          })}
          {(Object.keys(SPANS) as Span[]).map((one) =>
            pill(t.spans[one], !custom && span === one, () => {
              setCustom(false);
              days(spanFrom(one, today));
            }),
          )}
          {pill(t.custom, custom, () => setCustom(true))}
        </div>
      </fieldset>
      {custom && (
        <div className="grid grid-cols-2 gap-2">
          <Day label={t.from} value={choice.from} max={choice.to ?? today} onChange={(from) => days({ from })} />
          <Day label={t.to} value={choice.to} min={choice.from} max={today} onChange={(to) => days({ to })} />
        </div>
      )}
    </div>
  );
}

interface DayProps {
  label: string;
  value: string | undefined;
  min?: string | undefined;
  max?: string | undefined;
  onChange: (day: string | undefined) => void;
}

function Day({ label, value, min, max, onChange }: DayProps) {
  return (
    <label className="grid gap-1">
      <span className="text-xs text-muted">{label}</span>
      <input
        type="date"
        value={value ?? ""}
        min={min}
        max={max}
        onChange={(event) => onChange(event.target.value || undefined)}
        className={`${FIELD} px-2!`}
      />
    </label>
  );
}
