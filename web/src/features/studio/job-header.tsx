import type { Job, Progress } from "@/api/types";
import { Button, buttonClass } from "@/ui/button";
import { DownloadMenu } from "@/ui/download-menu";
import { Icon } from "@/ui/icon";
import { Link } from "@/ui/link";
import { spentText } from "@/ui/money";
import { MOST_COMPARED } from "@/ui/route";
import { text } from "./board-text";
import { JobPixels } from "./job-pixels";
import { hasEnded, jobHasEnded } from "./job-state";

const ACT = "pointer-coarse:min-h-11";

interface JobHeaderProps {
  job: Job;
  progress: Readonly<Record<string, Progress>>;
  busy: boolean;
  onStopAll: () => void;
  onRetry: (indexes: readonly number[]) => void;
}

/** The prompt of a job, how far it is, and what can be done with all of it. */
export function JobHeader({ job, progress, busy, onStopAll, onRetry }: JobHeaderProps) {
  const t = text();
  const ended = jobHasEnded(job);
  const painted = job.results.filter((run) => run.status === "completed");
  // What may have been billed is tried again one by one, by somebody who has read that.
  const again = job.results.filter((run) => run.status === "error" && !run.mayHaveBeenBilled);
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1 basis-60">
        <h2 id="job" className="line-clamp-2 leading-snug font-semibold wrap-anywhere" title={job.prompt}>
          {job.prompt}
        </h2>
        <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
          <JobPixels runs={job.results} progress={progress} />
          <p role="status" className="tabular-nums">
            {[headline(job), spentText(job.cost)].filter(Boolean).join(" · ")}
          </p>
        </div>
      </div>
      <div className="flex flex-wrap gap-2">
        {!ended && (
          <Button icon="stop" className={ACT} onClick={onStopAll} disabled={busy}>
            {t.stopAll}
          </Button>
        )}
        {ended && again.length > 1 && (
          <Button icon="retry" className={ACT} onClick={() => onRetry(again.map((run) => run.index))} disabled={busy}>
            {t.tryAllAgain(again.length)}
          </Button>
        )}
        {ended && painted.length > 1 && (
          <Link to={{ view: "compare", pictures: painted.slice(0, MOST_COMPARED).map((run) => run.runId), mode: "side" }} className={buttonClass("plain", ACT)}>
            <Icon name="compare" />
            {t.compare}
          </Link>
        )}
        {ended && painted.length > 0 && (
          <>
            <Link to={{ view: "detail", gallery: job.jobId }} className={buttonClass("plain", ACT)}>
              {t.gallery}
            </Link>
            <DownloadMenu jobId={job.jobId} className={ACT} />
          </>
        )}
      </div>
    </header>
  );
}

/** How far the job is, in one line. */
export function headline({ results, totalModels }: Job): string {
  const t = text();
  const painted = results.filter((run) => run.status === "completed").length;
  if (painted === totalModels) return t.allPainted(totalModels);
  const failed = results.filter((run) => run.status === "error").length;
  const stopped = results.filter((run) => run.status === "cancelled").length;
  const others = [failed > 0 && t.failed(failed), stopped > 0 && t.stopped(stopped)].filter(Boolean).join(", ");
  const none = results.every(hasEnded) ? t.nonePainted : t.painting(totalModels);
  return [painted > 0 ? t.paintedOf(painted, totalModels) : none, others].filter(Boolean).join("; ");
}
