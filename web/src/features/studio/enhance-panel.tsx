import type { EnhanceAnswer } from "@/api/types";
import { sentence } from "@/api/words";
import { Button } from "@/ui/button";
import { ErrorNotice } from "@/ui/notice";
import { characters } from "@/ui/text";
import { toast } from "@/ui/toaster";
import { proposalDiff } from "./proposal-diff";
import { text } from "./settings-text";

interface EnhancePanelProps {
  answer: EnhanceAnswer | undefined;
  error: unknown;
  /** What stands in the prompt box now. */
  prompt: string;
  onAccept: (prompt: string) => void;
  onKeep: () => void;
  onRetry: () => void;
}

/** What each proposal would change of the prompt. Nothing changes until somebody chooses. */
export function EnhancePanel({ answer, error, prompt, onAccept, onKeep, onRetry }: EnhancePanelProps) {
  if (error) return <ErrorNotice error={error} onRetry={onRetry} />;
  if (!answer) return null;
  const t = text();
  const proposals = answer.proposals.length > 0 ? answer.proposals : [answer.enhanced];
  const accept = (proposal: string) => {
    onAccept(proposal);
    toast(t.accepted, { label: t.undo, act: () => onAccept(prompt) });
  };
  return (
    <section aria-labelledby="proposals" className="animate-rise rounded-lg border border-line bg-raised p-4 text-sm">
      <header className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 id="proposals" className="font-semibold">
          {t.proposals}
        </h2>
        <p className="min-w-0 flex-1 text-xs text-muted max-sm:order-last max-sm:basis-full" role="status">
          {sourceText(answer.source)}
        </p>
        <Button look="quiet" onClick={onKeep} className="-my-2 -mr-3">
          {t.keepMine}
        </Button>
      </header>
      <ol className="mt-3 grid gap-3 md:auto-cols-fr md:grid-flow-col">
        {proposals.map((proposal, at) => (
          <li key={proposal} className="flex flex-col gap-3 rounded-md border border-line bg-paper p-3">
            <div className="flex items-baseline justify-between gap-3 text-xs text-muted">
              <h3 className="font-semibold">{proposals.length > 1 ? [t.concise, t.rich][at] ?? t.another : t.rich}</h3>
              <p className="tabular-nums">{t.characters(characters(proposal))}</p>
            </div>
            <Diff prompt={answer.original} proposal={proposal} />
            <Button className="mt-auto self-start" onClick={() => accept(proposal)} aria-label={t.useThis(proposal)}>
              {t.use}
            </Button>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** A proposal with what it adds underlined and what it removes struck out; spoken, both are announced. */
function Diff({ prompt, proposal }: { prompt: string; proposal: string }) {
  const t = text();
  return (
    <p className="leading-relaxed wrap-anywhere whitespace-pre-wrap">
      {proposalDiff(prompt, proposal).map(({ kind, text: words }, at) => {
        switch (kind) {
          case "kept":
            return <span key={at}>{words}</span>;
          case "added":
            return (
              <ins key={at} className="rounded-sm bg-accent-soft decoration-accent underline-offset-4">
                <span className="sr-only">{t.added}</span>
                {words}
                <span className="sr-only">{t.changeEnd}</span>
              </ins>
            );
          case "removed":
            return (
              <del key={at} className="text-muted">
                <span className="sr-only">{t.removed}</span>
                {words}
                <span className="sr-only">{t.changeEnd}</span>
              </del>
            );
        }
      })}
    </p>
  );
}

/** Who made the proposals, and who was asked in vain. */
function sourceText({ name, builtIn, insteadOf }: EnhanceAnswer["source"]): string {
  const t = text();
  if (insteadOf) return t.fromInstead(name, insteadOf.name, sentence(insteadOf.error, insteadOf.message));
  return builtIn ? t.fromBuiltIn(name) : t.from(name);
}
