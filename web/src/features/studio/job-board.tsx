import { useEffect, useRef, useState } from "react";
import { ApiFailure } from "@/api/failure";
import { imageOf } from "@/api/job";
import type { Job } from "@/api/types";
import { buttonClass } from "@/ui/button";
import { Lightbox } from "@/ui/lightbox";
import { Link } from "@/ui/link";
import { ErrorNotice, Notice } from "@/ui/notice";
import { pictureInfo } from "@/ui/reuse";
import { useTitle } from "@/ui/title";
import { toast } from "@/ui/toaster";
import { text } from "./board-text";
import { headline, JobHeader } from "./job-header";
import { RunCard } from "./run-card";
import { useJobActions } from "./use-job-actions";
import { useWatchedJob } from "./use-watched-job";

interface JobBoardProps {
  jobId: string;
  /** The run whose picture is looked at first. */
  picture?: string | undefined;
  /** Somebody has just started it here. */
  isNew?: boolean;
  /** Is told the job when it is there. */
  onLoaded: (job: Job) => void;
  onKeepSeed: (seed: number) => void;
}

/** The pictures of one job, side by side, as they come. */
export function JobBoard({ jobId, picture, isNew = false, onLoaded, onKeepSeed }: JobBoardProps) {
  const t = text();
  const { job, progress, link, error, update } = useWatchedJob(jobId);
  const { stopAll, stop, retry } = useJobActions(jobId, update);
  const [open, setOpen] = useState(picture);
  useTitle(job && `${headline(job)} · ${job.prompt}`);

  const loaded = job !== undefined;
  useEffect(() => {
    if (job) onLoaded(job);
    // Once for each job, not for each of its changes.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [loaded]);

  const board = useRef<HTMLElement>(null);
  useEffect(() => {
    const top = board.current?.getBoundingClientRect().top ?? 0;
    // On a phone the form may fill the window: whoever has just asked for pictures wants to see them come.
    if (isNew && loaded && top > innerHeight * 0.6) board.current?.scrollIntoView({ block: "start" });
  }, [isNew, loaded]);

  if (!job) return <div className="mt-8">{error ? <NotHere jobId={jobId} error={error} /> : <Waiting />}</div>;

  const keepSeed = (seed: number) => {
    onKeepSeed(seed);
    toast(t.seedKept(seed));
  };
  const busy = stop.isPending || retry.isPending || stopAll.isPending;
  const pictures = job.results.flatMap((run) => imageOf(job, run) ?? []).map((image) => pictureInfo(image, job.parameters));

  return (
    <section ref={board} aria-labelledby="job" className="mt-8 scroll-mt-4">
      <JobHeader
        job={job}
        progress={progress}
        busy={busy}
        onStopAll={() => stopAll.mutate()}
        onRetry={(indexes) => {
          for (const index of indexes) retry.mutate(index);
        }}
      />
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
        className="mt-4 grid grid-cols-[repeat(auto-fit,minmax(9.5rem,1fr))] items-start gap-3 sm:grid-cols-[repeat(auto-fit,minmax(13rem,1fr))] sm:gap-4"
        style={{ maxWidth: `${job.results.length * 27}rem` }}
      >
        {job.results.map((run) => (
          <RunCard
            key={run.runId}
            job={job}
            run={run}
            progress={progress[run.runId]}
            onOpen={() => setOpen(run.runId)}
            onStop={() => stop.mutate(run.index)}
            onRetry={() => retry.mutate(run.index)}
            onKeepSeed={keepSeed}
            busy={busy}
          />
        ))}
      </div>
      <Lightbox images={pictures} open={open} onClose={() => setOpen(undefined)} />
    </section>
  );
}

/** What the gallery has of it may have been kept here. */
function NotHere({ jobId, error }: { jobId: string; error: unknown }) {
  return (
    <>
      <ErrorNotice error={error} />
      {error instanceof ApiFailure && error.silent && (
        <p className="mt-3">
          <Link to={{ view: "detail", gallery: jobId }} className={buttonClass()}>
            {text().gallery}
          </Link>
        </p>
      )}
    </>
  );
}

function Waiting() {
  return (
    <p role="status" className="text-sm text-muted">
      {text().looking}
    </p>
  );
}
