import type { GenerateRequest, Job, Model, Result } from "@/api/types";
import { thumbhash } from "../sprite";
import { NOTHING, costOf, priceOf, sumOf } from "./prices";

/** Pixels of a picture's side. */
export const SIDE = 512;

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
  const { steps, guidance, negativePrompt, quality } = asked;
  const time = new Date(at).toISOString();
  const parameters = {
    ...(steps != null && { steps }),
    ...(guidance != null && { guidance }),
    ...(negativePrompt != null && { negativePrompt }),
    ...(quality != null && { quality }),
    seed: asked.seed ?? seed,
  };
  const results = models.map(
    (model, index): Result => ({
      runId: `${jobId}-${index}`,
      index,
      model: model.name,
      modelId: model.id,
      status: "pending",
      stopping: false,
      attempts: 0,
      cost: NOTHING,
      estimateMicroUsd: priceOf(model, asked),
      parameters: { steps: 12, guidance: 4, ...parameters, size: { width: SIDE, height: SIDE } },
      warnings: index === 2 ? adapted(steps) : [],
    }),
  );
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

function adapted(steps: number | null | undefined): Result["warnings"] {
  if (steps == null || steps <= 40) return [];
  const reason = "this model takes 1 to 40";
  return [{ kind: "adapted", parameter: "steps", asked: String(steps), used: "40", reason, message: `steps 40 used instead of ${steps}: ${reason}` }];
}

/** Models differ: each gets a seed of its own. */
export const seedOf = (run: Result) => (run.parameters.seed ?? 0) + run.index * 1_000;

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
    width: SIDE,
    height: SIDE,
    bytes: 123_456,
    sha256: "0".repeat(64),
    thumbhash: thumbhash(job.prompt, seedOf(run)),
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
