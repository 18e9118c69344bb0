import type { EnhanceAnswer } from "@/api/types";
import { sentence } from "@/api/words";
import { Button } from "@/ui/button";
import { ErrorNotice } from "@/ui/notice";
import { text } from "./settings-text";

interface EnhancePanelProps {
  answer: EnhanceAnswer | undefined;
  error: unknown;
  onAccept: (prompt: string) => void;
  onKeep: () => void;
  onRetry: () => void;
}

/** The prompt as it was, beside what it could be. Nothing changes until somebody chooses. */
export function EnhancePanel({ answer, error, onAccept, onKeep, onRetry }: EnhancePanelProps) {
  if (error) return <ErrorNotice error={error} onRetry={onRetry} />;
  if (!answer) return null;
  const t = text();
  const proposals = answer.proposals.length > 0 ? answer.proposals : [answer.enhanced];
  return (
    <section aria-label={t.proposals} className="animate-rise rounded-md border border-line bg-paper p-3 text-sm">
      <div className="flex items-start justify-between gap-3">
        <p className="text-muted">
          <span className="sr-only">{t.yourPrompt}</span>
          {answer.original}
        </p>
        <Button look="quiet" onClick={onKeep} className="-mt-1 -mr-1">
          {t.keepMine}
        </Button>
      </div>
      <ol className="mt-2 grid gap-2">
        {proposals.map((proposal) => (
          <li key={proposal} className="flex items-center justify-between gap-3 border-t border-line pt-2">
            <p>{proposal}</p>
            <Button onClick={() => onAccept(proposal)} aria-label={t.useThis(proposal)}>
              {t.use}
            </Button>
          </li>
        ))}
      </ol>
      <p className="mt-2 text-xs text-muted">
        {sourceText(answer.source)}
      </p>
    </section>
  );
}

/** Who made the proposals, and who was asked in vain. */
function sourceText({ name, builtIn, insteadOf }: EnhanceAnswer["source"]): string {
  const t = text();
  if (insteadOf) return t.fromInstead(name, insteadOf.name, sentence(insteadOf.error, insteadOf.message));
  return builtIn ? t.fromBuiltIn(name) : t.from(name);
}
