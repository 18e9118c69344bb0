import type { Warning } from "@/api/types";
import { Icon } from "@/ui/icon";
import { text } from "./board-text";

interface RunNotesProps {
  prompt: string;
  /** How the model read the prompt, where it tells. */
  reading: string | undefined;
  warnings: readonly Warning[];
}

/** What the model made of the prompt if that is something else, and which settings it did not use as asked. */
export function RunNotes({ prompt, reading, warnings }: RunNotesProps) {
  const t = text();
  const differs = reading !== undefined && plain(reading) !== plain(prompt);
  if (warnings.length === 0 && !differs) return null;
  const ignored = warnings.filter(isPlain);
  const notes = [
    ...(ignored.length > 0 ? [t.ignores(ignored.map((warning) => warning.parameter))] : []),
    ...warnings.filter((warning) => !isPlain(warning)).map(t.warning),
  ];
  return (
    <ul className="grid gap-1 border-t border-line px-3 py-2 text-xs text-muted">
      {differs && <li>{t.understoodAs(reading)}</li>}
      {notes.map((note) => (
        <li key={note} className="flex gap-1.5">
          <Icon name="info" className="size-3! translate-y-0.5" />
          <span className="min-w-0 wrap-anywhere">
            <span className="sr-only">{t.note}</span>
            {note}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Whether it says no more than that the model has no such setting. */
const isPlain = ({ kind, reason }: Warning) => kind === "ignored" && reason.startsWith("this model");

/** Without what makes no difference. */
const plain = (words: string) => words.toLowerCase().replace(/\b(an?|the)\b|\p{P}/gu, "").replace(/\s+/g, " ").trim();
