import type { Model } from "@/api/types";
import { characters } from "@/ui/text";
import { canBeAsked } from "./askable";
import { type Ignored, ignoredSettings } from "./choices";
import type { Draft } from "./draft";
import { ModelName } from "./model-name";
import { text } from "./settings-text";

interface ModelBoxProps {
  model: Model;
  draft: Draft;
  price: string;
  on: boolean;
  /** Whether no more can be chosen. */
  full: boolean;
  onToggle: () => void;
}

/** One model to tick: its name, its price, and what people should know before they choose it. */
export function ModelBox({ model, draft, price, on, full, onToggle }: ModelBoxProps) {
  const askable = canBeAsked(model);
  const notes = notesOf(model, draft);
  const ignored = on ? ignoredSettings(model, draft) : [];
  return (
    <label
      title={model.description}
      className={
        "flex h-full min-h-11 items-start gap-2.5 rounded-md border px-3 py-2 text-sm text-muted has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-accent " +
        (askable ? "border-line hover:border-edge has-checked:border-edge has-checked:bg-paper has-checked:text-ink" : "cursor-not-allowed! border-dashed border-line")
      }
    >
      <input type="checkbox" checked={on} disabled={!askable || (full && !on)} onChange={onToggle} className="mt-0.5 size-4 shrink-0 accent-accent" />
      <span className="min-w-0 flex-1">
        <span className="block leading-snug font-medium wrap-anywhere">
          <ModelName name={model.name} />
        </span>
        <span className="block text-xs text-muted tabular-nums">{price}</span>
        {notes.map((note) => (
          <span key={note} className="mt-0.5 block text-xs wrap-anywhere text-accent">
            {note}
          </span>
        ))}
        {ignored.length > 0 && <span className="mt-0.5 block text-xs text-muted">{text().ignores(ignored.map(nameOf))}</span>}
      </span>
    </label>
  );
}

/** How a model stands with its provider, with this server, and with the prompt. */
function notesOf({ standing, notice, state, missingKey, capability }: Model, draft: Draft): string[] {
  const t = text();
  return [
    standing === "current" ? notice : [t.standing[standing], notice].filter(Boolean).join(": "),
    state === "resting" && t.resting,
    capability.promptCharacters !== null && characters(draft.prompt.trim()) > capability.promptCharacters && t.readsUpTo(capability.promptCharacters),
    state === "keyMissing" && t.keyMissing(missingKey ?? ""),
  ].filter((note): note is string => Boolean(note));
}

/** A setting as the form calls it. */
function nameOf(setting: Ignored): string {
  const t = text();
  return t[setting];
}
