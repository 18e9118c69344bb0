import type { GenerateRequest, Job, Model, Result, Size } from "@/api/types";
import { thumbhash } from "../sprite";
import { fit, parametersOf } from "./fit";
import { NOTHING, costOf, priceOf, sumOf } from "./prices";

/** How a job begins. */
interface Start {
  jobId: string;
  /** Milliseconds since 1970. */
  at: number;
  /** For models that are not given one. */
  seed: number;
}

/** A job of which nothing is painted yet. */
export function newJob(asked: GenerateRequest, models: readonly Model[], { jobId, at, seed }: Start): Job {
  const time = new Date(at).toISOString();
  const parameters = parametersOf(asked, asked.seed ?? seed);
  const results = models.map((model, index): Result => {
    const { used, warnings } = fit(parameters, asked, model.capability, index);
    return {
      runId: `${jobId}-${index}`,
      index,
      model: model.name,
      modelId: model.id,
      status: "pending",
      stopping: false,
      attempts: 0,
      cost: NOTHING,
      estimateMicroUsd: priceOf(model, asked),
      parameters: used,
      warnings,
    };
  });
  return {
    jobId,
    status: "pending",
    createdAt: time,
    updatedAt: time,
    totalModels: results.length,
    completedModels: 0,
    prompt: asked.prompt,
    parameters,
    correlationId: `fake-${jobId}`,
    favourite: false,
    cost: NOTHING,
    results,
  };
}

/** Models differ: each gets a seed of its own, and one without seeds another for each job. */
export const seedOf = ({ parameters, runId, index }: Result) => (parameters.seed ?? Number(/(\d+)-\d+$/.exec(runId)?.[1])) + index * 1_000;

/** As large as its picture will be. */
export const sizeOf = (run: Result): Size => run.parameters.size ?? { width: 512, height: 512 };

/** Whether a run waits or is at work. */
export const goesOn = ({ status }: Result) => status === "pending" || status === "in_progress";

export const ended = (job: Job) => !job.results.some(goesOn);

/** The picture is there. */
export function complete(job: Job, run: Result, now = Date.now()): void {
  run.status = "completed";
  run.startedAt ??= job.createdAt;
  run.completedAt = new Date(now).toISOString();
  run.duration = (now - Date.parse(run.startedAt)) / 1_000;
  run.imageKey = run.runId;
  run.imageUrl = `/images/${run.runId}`;
  run.thumbnailUrl = `/images/${run.runId}/thumbnail`;
  run.image = {
    mediaType: "image/png",
    ...sizeOf(run),
    bytes: 123_456,
    sha256: "0".repeat(64),
    thumbhash: thumbhash(job.prompt, seedOf(run), sizeOf(run)),
    seed: run.parameters.seed ?? 0,
    reading: job.prompt,
  };
  run.cost = costOf(run.estimateMicroUsd);
  settle(job);
}

/** Brings the job's own fields to what its runs say. */
export function settle(job: Job): void {
  const painted = job.results.filter((run) => run.status === "completed").length;
  job.completedModels = painted;
  job.cost = sumOf(job.results.map((run) => run.cost));
  if (!ended(job)) job.status = job.results.every((run) => run.status === "pending") ? "pending" : "in_progress";
  else if (painted === job.totalModels) job.status = "completed";
  else if (painted > 0) job.status = "partial";
  else job.status = job.results.some((run) => run.status === "error") ? "failed" : "cancelled";
}
