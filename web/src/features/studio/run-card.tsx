import { imageOf } from "@/api/job";
import type { Job, Progress, Result } from "@/api/types";
import { IconButton } from "@/ui/button";
import { PictureMenu } from "@/ui/picture-menu";
import { againRoute, pictureInfo, reuseRoute } from "@/ui/reuse";
import type { Route } from "@/ui/route";
import { text } from "./board-text";
import { CompareToggle } from "./compare-toggle";
import { hasEnded } from "./job-state";
import { ModelName } from "./model-name";
import { RunFailure } from "./run-failure";
import { RunFrame } from "./run-frame";
import { RunLine } from "./run-line";
import { RunNotes } from "./run-notes";

/** What can be done stands beside two lines of words without making room for itself. */
const CORNER = "-my-2 size-9 px-0! pointer-coarse:-my-2.5 pointer-coarse:size-11";

interface RunCardProps {
  job: Job;
  run: Result;
  progress: Progress | undefined;
  onOpen: () => void;
  onStop: () => void;
  onRetry: () => void;
  onKeepSeed: (seed: number) => void;
  busy: boolean;
}

/** One model's part of a job, from waiting to picture. */
export function RunCard({ job, run, progress, onOpen, onStop, onRetry, onKeepSeed, busy }: RunCardProps) {
  const t = text();
  const image = imageOf(job, run);
  const seed = image?.seed;
  const info = image && pictureInfo(image, job.parameters);
  // The pictures stay where they are while the form is filled.
  const besides = (route: Route) => (route.view === "studio" ? { ...route, job: job.jobId } : route);
  const failed = run.status === "error" || run.status === "cancelled";
  return (
    <article aria-label={run.model} className="group/card relative flex min-w-0 animate-rise flex-col overflow-hidden rounded-lg border border-line bg-raised">
      {failed ? <RunFailure run={run} onRetry={onRetry} busy={busy} /> : <RunFrame run={run} prompt={job.prompt} progress={progress} onOpen={onOpen} />}
      {image && <CompareToggle image={image} />}
      <div className="px-3 pt-2 pb-1.5">
        <h3 className="text-sm leading-snug font-semibold wrap-anywhere">
          <ModelName name={run.model} />
        </h3>
        <div className="-mr-2 flex min-h-7 items-start gap-1">
          <div className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2 pt-0.5 text-xs text-muted tabular-nums">
            <RunLine run={run} progress={progress} />
            {seed != null && (
              <button
                type="button"
                aria-label={t.keepSeed(seed)}
                title={t.keepSeed(seed)}
                onClick={() => onKeepSeed(seed)}
                className="max-w-full truncate rounded-sm pb-1 underline decoration-line decoration-2 underline-offset-4 hover:text-accent hover:decoration-accent"
              >
                {t.seed(seed)}
              </button>
            )}
          </div>
          {!hasEnded(run) && (
            <IconButton icon="stop" label={t.stop(run.model)} onClick={onStop} disabled={run.stopping || busy} className={CORNER} />
          )}
          {info && <PictureMenu image={info} reuse={besides(reuseRoute(info))} again={besides(againRoute(info))} className={CORNER} />}
        </div>
      </div>
      <RunNotes prompt={job.prompt} warnings={run.warnings} reading={run.image?.reading} />
    </article>
  );
}
