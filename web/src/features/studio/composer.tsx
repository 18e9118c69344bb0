import { useMutation, useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useRef, useState } from "react";
import { enhance } from "@/api/enhance";
import { ApiFailure } from "@/api/failure";
import { modelsQuery } from "@/api/models";
import type { Model } from "@/api/types";
import { Button } from "@/ui/button";
import { ErrorNotice } from "@/ui/notice";
import { characters } from "@/ui/text";
import { canBeAsked } from "./askable";
import { text } from "./composer-text";
import { chosenModels, type Draft } from "./draft";
import { NOT_SAID, type Price } from "./price";
import { PromptBox } from "./prompt-box";
import { settingsWords } from "./summary";
import { Toolbar } from "./toolbar";

const EnhancePanel = lazy(() => import("./enhance-panel").then((module) => ({ default: module.EnhancePanel })));
const Knobs = lazy(() => import("./knobs").then((module) => ({ default: module.Knobs })));
const Purse = lazy(() => import("./purse").then((module) => ({ default: module.Purse })));
const MorePanel = lazy(() => import("./more-panel").then((module) => ({ default: module.MorePanel })));

interface ComposerProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  onGenerate: () => void;
  /** Sends once more what failed. */
  onAgain: () => void;
  busy: boolean;
  error: unknown;
}

/** The form: a prompt, and how to paint it. */
export function Composer({ draft, change, onGenerate, onAgain, busy, error }: ComposerProps) {
  const t = text();
  const models = useQuery(modelsQuery);
  const enhancing = useMutation({ mutationFn: enhance });
  const [more, setMore] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);

  const all = models.data?.models ?? [];
  const limits = models.data?.limits ?? { promptCharacters: 1_000, enhanceCharacters: 500, modelsPerJob: 20 };
  const chosen = chosenModels(draft, all);
  const [said, setSaid] = useState<Price>(NOT_SAID);
  const paid = chosen.some((model) => model.price.kind !== "free");
  const price = paid ? said : chosen.length > 0 ? { ...NOT_SAID, text: t.free } : NOT_SAID;

  const length = characters(draft.prompt.trim());
  const obstacle = obstacleOf(length, limits.promptCharacters, all, chosen.length) ?? price.obstacle;
  const enhanceObstacle =
    length === 0
      ? t.enhanceEmpty
      : length > limits.enhanceCharacters
        ? t.enhanceTooLong(limits.enhanceCharacters)
        : undefined;

  const submit = () => {
    if (obstacle || busy) return;
    enhancing.reset();
    onGenerate();
  };

  const leaveProposals = () => {
    enhancing.reset();
    box.current?.focus();
  };

  const recall = () =>
    void import("./prompt-history").then(
      ({ remembered }) => change(remembered()[0]?.draft ?? {}),
      () => undefined,
    );

  return (
    <form
      aria-label={t.form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      className="grid gap-3"
    >
      <div className="grid rounded-lg border border-line bg-raised shadow-float focus-within:border-edge lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col justify-between">
          <PromptBox
            value={draft.prompt}
            onChange={(prompt) => change({ prompt })}
            onSubmit={submit}
            onRecall={recall}
            limit={limits.promptCharacters}
            ref={box}
          />
          <Toolbar
            box={box}
            change={change}
            onEnhance={() => enhancing.mutate(draft.prompt.trim())}
            enhancing={enhancing.isPending}
            enhanceObstacle={enhanceObstacle}
            paint={buttonText(chosen.length, price.text)}
            busy={busy}
            obstacle={obstacle}
          />
        </div>
        {/* As high as what comes into it, so that nothing jumps. */}
        <div className="grid min-h-37 content-start gap-3 border-t border-line p-4 lg:border-t-0 lg:border-l">
          {models.data && (
            <Suspense>
              <Knobs draft={draft} chosen={chosen} change={change} />
            </Suspense>
          )}
        </div>
      </div>

      {Boolean(error) && <ErrorNotice error={error} onRetry={mayPass(error) ? onAgain : undefined} />}
      {/* Proposals for another prompt would take the place of this one. */}
      {!enhancing.isIdle && enhancing.variables === draft.prompt.trim() && (
        <Suspense>
          <EnhancePanel
            answer={enhancing.data}
            error={enhancing.error}
            prompt={draft.prompt}
            onAccept={(prompt) => {
              change({ prompt });
              leaveProposals();
            }}
            onKeep={leaveProposals}
            onRetry={() => enhancing.mutate(draft.prompt.trim())}
          />
        </Suspense>
      )}
      {models.error && <ErrorNotice error={models.error} onRetry={() => void models.refetch()} />}

      <div>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted">
          <button
            type="button"
            aria-expanded={more}
            aria-keyshortcuts="Alt+M"
            aria-controls="more"
            onClick={() => setMore(!more)}
            className="-mx-2 inline-flex min-h-9 items-center gap-2 rounded-md px-2 font-medium hover:text-ink pointer-coarse:min-h-11"
          >
            {summary(draft, chosen.length, all.filter(canBeAsked).length)}
            <span className="text-accent">{more ? t.less : t.more}</span>
          </button>
          {obstacle && length > 0 && <p className="text-accent">{obstacle}</p>}
          {price.unpriced && (
            <Button look="quiet" className="text-accent" onClick={() => change({ models: chosen.filter(isPriced).map((model) => model.id) })}>
              {t.leaveOut}
            </Button>
          )}
          {paid && (
            <Suspense>
              <Purse draft={draft} models={all} onPrice={setSaid} />
            </Suspense>
          )}
        </div>
        {/* The room is there before the panel is, so that the button controls something at once. */}
        <div id="more">
          {more && (
            <Suspense>
              <MorePanel draft={draft} models={all} offers={models.data?.offers ?? []} chosen={chosen} most={limits.modelsPerJob} estimate={price.estimate} change={change} />
            </Suspense>
          )}
        </div>
      </div>
    </form>
  );
}

const isPriced = (model: Model) => model.price.kind !== "unknown";

/** Whether the same may be painted another time: what was wrong with the prompt stays wrong. */
const mayPass = (error: unknown) => error instanceof ApiFailure && (error.passing || error.retryAfter !== undefined);

/** "Paint with 5 models · free". */
function buttonText(chosen: number, price: string | undefined): string {
  const t = text();
  if (chosen === 0) return t.paint;
  return [t.paintWith(chosen), price].filter(Boolean).join(" · ");
}

/** Why nothing can be generated now. */
function obstacleOf(length: number, limit: number, all: readonly Model[], chosen: number): string | undefined {
  const t = text();
  if (length === 0) return t.promptEmpty;
  if (length > limit) return t.promptTooLong(length - limit);
  if (all.length > 0 && chosen === 0) return all.some(canBeAsked) ? t.noModel : t.noKey;
  return undefined;
}

/** What is set behind "More", in one line. */
function summary(draft: Draft, chosen: number, all: number): string {
  const t = text();
  return [
    all === 0 ? t.models : chosen === all ? t.allModels(all) : t.someModels(chosen, all),
    ...settingsWords(draft),
  ].join(" · ");
}
