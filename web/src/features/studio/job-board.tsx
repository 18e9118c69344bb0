import { useEffect, useState } from "react";
import { downloadUrl, imageOf } from "@/api/job";
import type { Job } from "@/api/types";
import { Button, buttonClass } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { Lightbox } from "@/ui/lightbox";
import { Link } from "@/ui/link";
import { spentText } from "@/ui/money";
import { ErrorNotice, Notice } from "@/ui/notice";
import { toast } from "@/ui/toaster";
import { text } from "./board-text";
import { hasEnded, jobHasEnded } from "./job-state";
import { RunCard } from "./run-card";
import { useJobActions } from "./use-job-actions";
import { useWatchedJob } from "./use-watched-job";

interface JobBoardProps {
  jobId: string;
  /** Is told the job when it is there. */
  onLoaded: (job: Job) => void;
  onKeepSeed: (seed: number) => void;
}

/** The pictures of one job, side by side, as they come. */
export function JobBoard({ jobId, onLoaded, onKeepSeed }: JobBoardProps) {
  const t = text();
  const { job, progress, link, error, update } = useWatchedJob(jobId);
  const { stopAll, stop, retry } = useJobActions(jobId, update);
  const [open, setOpen] = useState<string>();

  const loaded = job !== undefined;
  useEffect(() => {
    if (job) onLoaded(job);
    // Once for each job, not for each of its changes.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [loaded]);

  if (!job) return error ? <div className="mt-8"><ErrorNotice error={error} /></div> : <Waiting />;

  const pictures = job.results.flatMap((run) => imageOf(job, run) ?? []);
  const ended = jobHasEnded(job);

  return (
    <section aria-labelledby="job" className="mt-8">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-60">
          <h2 id="job" className="truncate font-semibold" title={job.prompt}>
            {job.prompt}
          </h2>
          <p role="status" className="text-sm text-muted">
            {[headline(job), spentText(job.cost)].filter(Boolean).join(" · ")}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          {!ended && (
            <Button icon="stop" onClick={() => stopAll.mutate()} disabled={stopAll.isPending}>
              {t.stopAll}
            </Button>
          )}
          {ended && pictures.length > 0 && (
            <>
              {pictures.length > 1 && (
                <Link to={{ view: "compare", pictures: pictures.slice(0, 2).map((picture) => picture.runId), mode: "side" }} className={buttonClass()}>
                  <Icon name="compare" />
                  {t.compare}
                </Link>
              )}
              <Link to={{ view: "detail", gallery: jobId }} className={buttonClass()}>
                {t.gallery}
              </Link>
              <a href={downloadUrl(jobId)} download className={buttonClass()}>
                <Icon name="download" />
                {t.zip}
              </a>
            </>
          )}
        </div>
      </header>
      {job.trashedAt && (
        <div className="mt-3">
          <Notice icon="trash">{t.trashed}</Notice>
        </div>
      )}
      {link === "polling" && Boolean(error) && (
        <div className="mt-3">
          <ErrorNotice error={error} />
        </div>
      )}
      <div
        className="mt-4 grid grid-cols-[repeat(auto-fit,minmax(9.5rem,1fr))] gap-3 sm:grid-cols-[repeat(auto-fit,minmax(13rem,1fr))] sm:gap-4"
        style={{ maxWidth: `${job.results.length * 27}rem` }}
      >
        {job.results.map((run) => (
          <RunCard
            key={run.runId}
            run={run}
            prompt={job.prompt}
            progress={progress[run.runId]}
            onOpen={() => setOpen(run.runId)}
            onStop={() => stop.mutate(run.index)}
            onRetry={() => retry.mutate(run.index)}
            onKeepSeed={(seed) => {
              onKeepSeed(seed);
              toast(t.seedKept(seed));
            }}
            busy={stop.isPending || retry.isPending || stopAll.isPending}
          />
        ))}
      </div>
      {open && (
        <Lightbox
          images={pictures}
          start={Math.max(0, pictures.findIndex((picture) => picture.runId === open))}
          onClose={() => setOpen(undefined)}
        />
      )}
    </section>
  );
}

function Waiting() {
  return (
    <p role="status" className="mt-8 text-sm text-muted">
      {text().looking}
    </p>
  );
}

/** How far the job is, in one line. */
function headline({ results, totalModels }: Job): string {
  const t = text();
  const painted = results.filter((run) => run.status === "completed").length;
  if (!results.every(hasEnded)) return painted === 0 ? t.painting(totalModels) : t.paintedOf(painted, totalModels);
  if (painted === totalModels) return t.allPainted(totalModels);
  const failed = results.filter((run) => run.status === "error").length;
  const stopped = results.length - painted - failed;
  const others = [failed > 0 && t.failed(failed), stopped > 0 && t.stopped(stopped)].filter(Boolean).join(", ");
  return `${painted > 0 ? t.paintedOf(painted, totalModels) : t.nonePainted}; ${others}`;
}
