import { useState } from "react";
import type { Progress, Result, Size, Warning } from "@/api/types";
import { sentence } from "@/api/words";
import { Button, IconButton, buttonClass } from "@/ui/button";
import { seconds } from "@/ui/format";
import { Icon } from "@/ui/icon";
import { costText, money } from "@/ui/money";
import { Noise } from "@/ui/noise";
import { placeholder } from "@/ui/thumbhash";
import { text } from "./board-text";
import { hasEnded } from "./job-state";
import { useNow } from "./use-now";

/** Two of them leave room for the model's name on a telephone. */
const CARD_BUTTON = "size-7 min-h-7! px-0! sm:size-8";

interface RunCardProps {
  run: Result;
  prompt: string;
  progress: Progress | undefined;
  onOpen: () => void;
  onStop: () => void;
  onRetry: () => void;
  onKeepSeed: (seed: number) => void;
  busy: boolean;
}

/** One model's part of a job, from waiting to picture. */
export function RunCard({ run, prompt, progress, onOpen, onStop, onRetry, onKeepSeed, busy }: RunCardProps) {
  const t = text();
  const seed = run.image?.seed ?? undefined;
  return (
    <article aria-label={run.model} className="flex min-w-0 animate-rise flex-col overflow-hidden rounded-lg border border-line bg-raised">
      <Frame run={run} prompt={prompt} progress={progress} onOpen={onOpen} />
      <div className="flex items-center py-1.5 pr-1 pl-3">
        <div className="min-w-0 flex-1">
          <h3 className="truncate text-sm font-semibold">{run.model}</h3>
          <Line run={run} progress={progress} />
        </div>
        {!hasEnded(run) && (
          <IconButton icon="stop" label={t.stop(run.model)} onClick={onStop} disabled={run.stopping || busy} className={CARD_BUTTON} />
        )}
        {run.status === "completed" && run.imageUrl && (
          <>
            {seed !== undefined && (
              <IconButton icon="seed" label={t.keepSeed(seed)} onClick={() => onKeepSeed(seed)} className={CARD_BUTTON} />
            )}
            <a
              href={`${run.imageUrl}?download=1`}
              download
              aria-label={t.downloadBy(run.model)}
              title={t.download}
              className={buttonClass("quiet", CARD_BUTTON)}
            >
              <Icon name="download" />
            </a>
          </>
        )}
      </div>
      {(run.status === "error" || run.status === "cancelled") && (
        <div className="grid gap-2 px-3 pb-3 text-sm">
          {run.status === "error" && <p role="alert">{sentence(run.errorCode, run.error)}</p>}
          {run.mayHaveBeenBilled ? (
            <p className="text-xs text-muted">
              {run.cost.microUsd > 0 ? t.mayHaveCost(money(run.cost.microUsd)) : t.mayBeBilled} {t.billedAgain}
            </p>
          ) : (
            run.cost.microUsd > 0 && <p className="text-xs text-muted tabular-nums">{t.costAllTheSame(costText(run.cost))}</p>
          )}
          <Button icon="retry" onClick={onRetry} disabled={busy}>
            {t.tryAgain}
          </Button>
        </div>
      )}
      <Notes warnings={run.warnings} reading={run.image?.reading ?? undefined} />
    </article>
  );
}

/** The square in which the picture comes into being. */
function Frame({ run, prompt, progress, onOpen }: Pick<RunCardProps, "run" | "prompt" | "progress" | "onOpen">) {
  const t = text();
  const [loaded, setLoaded] = useState(false);
  const [missing, setMissing] = useState(false);
  const size: Size = run.image ?? run.parameters.size ?? { width: 1, height: 1 };
  const url = run.status === "completed" ? (run.thumbnailUrl ?? run.imageUrl) : undefined;
  const before = progress?.preview ?? placeholder(run.image?.thumbhash);
  const waiting = !hasEnded(run);
  return (
    <div className="relative w-full overflow-hidden bg-sunken" style={{ aspectRatio: `${size.width} / ${size.height}` }}>
      {waiting && !before && <Noise moving={run.status === "in_progress"} />}
      {before && (waiting || url) && <img src={before} alt="" className="pixelated absolute inset-0 size-full object-cover" />}
      {url && !missing && (
        <button type="button" onClick={onOpen} aria-label={t.enlarge(run.model)} className="absolute inset-0 size-full cursor-zoom-in focus-visible:-outline-offset-2">
          <img
            src={url}
            alt={t.paintedBy(prompt, run.model)}
            onLoad={() => setLoaded(true)}
            onError={() => setMissing(true)}
            className={`size-full object-cover ${loaded ? "animate-resolve" : "opacity-0"}`}
          />
        </button>
      )}
      {(missing || run.status === "error" || run.status === "cancelled") && (
        <div className="absolute inset-0 grid place-items-center text-muted">
          {missing ? (
            <p className="p-3 text-center text-sm">{t.missing}</p>
          ) : (
            <Icon name={run.status === "error" ? "alert" : "stop"} className="size-8!" />
          )}
        </div>
      )}
      {run.status === "in_progress" && progress && progress.steps > 0 && (
        <div
          role="progressbar"
          aria-label={t.stepsOf(run.model)}
          aria-valuemin={0}
          aria-valuemax={progress.steps}
          aria-valuenow={progress.step}
          className="absolute inset-x-0 bottom-0 h-1 bg-shade"
        >
          <div className="h-full bg-accent" style={{ width: `${(100 * progress.step) / progress.steps}%` }} />
        </div>
      )}
    </div>
  );
}

/** What is happening, or how long it took. */
function Line({ run, progress }: { run: Result; progress: Progress | undefined }) {
  const t = text();
  const running = run.status === "in_progress";
  const again = run.status === "pending" && Boolean(run.retryAt);
  const now = useNow(running || again);
  const line = () => {
    if (run.stopping && !hasEnded(run)) return t.stopping;
    switch (run.status) {
      case "pending":
        return run.retryAt ? t.triesAgain(seconds(Math.max(0, (Date.parse(run.retryAt) - now) / 1_000))) : t.waiting;
      case "in_progress": {
        const elapsed = run.startedAt ? seconds(Math.max(0, (now - Date.parse(run.startedAt)) / 1_000)) : "";
        return `${progress && progress.steps > 0 ? t.step(progress.step, progress.steps) : t.atWork} · ${elapsed}`;
      }
      case "completed":
        return [run.duration == null ? t.painted : seconds(run.duration), costText(run.cost)].join(" · ");
      case "error":
        return t.notPainted;
      case "cancelled":
        return t.wasStopped;
    }
  };
  return <p className="truncate text-xs text-muted tabular-nums">{line()}</p>;
}

/** How the model read the prompt, and which settings it did not use as asked. */
function Notes({ warnings, reading }: { warnings: readonly Warning[]; reading: string | undefined }) {
  if (warnings.length === 0 && !reading) return null;
  return (
    <ul className="grid gap-1 border-t border-line px-3 py-2 text-xs text-muted">
      {reading && <li>{text().understoodAs(reading)}</li>}
      {warnings.map((warning) => (
        <li key={`${warning.parameter} ${warning.kind}`} className="flex gap-1.5">
          <Icon name="info" className="size-3! translate-y-0.5" />
          <span>
            <span className="sr-only">{text().note}</span>
            {warning.message}
          </span>
        </li>
      ))}
    </ul>
  );
}
