import { queryOptions } from "@tanstack/react-query";
import { call } from "./client";
import { type FileChoice, withChoice } from "./picture";
import type { GalleryImage, Job, Result } from "./types";

/** The state of a job, for when its events cannot be watched; what was answered before they were lost says nothing about now. */
export const jobQuery = (jobId: string, losses: number) =>
  queryOptions({
    queryKey: ["job", jobId, losses],
    queryFn: ({ signal }) => call("get", "/status/{jobId}", { path: { jobId }, signal }),
  });

/** Where the pictures of a job and a manifest are packed into one file. */
export const downloadUrl = (jobId: string, choice: FileChoice = {}) => withChoice(`/jobs/${encodeURIComponent(jobId)}/download`, choice);

/** The job that a run belongs to: the run's id is the job's, a hyphen and a number. */
export const jobOf = (runId: string) => runId.replace(/-\d+$/, "");

/** A painted run as the gallery tells of it; undefined while there is no picture. */
export function imageOf(job: Job, run: Result): GalleryImage | undefined {
  if (run.status !== "completed" || !run.image || !run.imageUrl) return undefined;
  const { steps, guidance, quality, seed } = run.parameters;
  return {
    ...(steps != null && { steps }),
    ...(guidance != null && { guidance }),
    ...(quality != null && { quality }),
    ...(seed != null && { seed }),
    ...run.image,
    key: run.imageKey ?? run.runId,
    runId: run.runId,
    url: run.imageUrl,
    thumbnailUrl: run.thumbnailUrl ?? run.imageUrl,
    model: run.model,
    modelId: run.modelId,
    prompt: job.prompt,
    timestamp: run.completedAt ?? job.updatedAt,
    warnings: run.warnings,
    cost: run.cost,
    ...(run.duration != null && { duration: run.duration }),
  };
}
