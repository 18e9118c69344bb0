import type { GenerateRequest, Job, Model } from "@/api/types";
import type { FakeApi } from "../fake-api";
import { refuseOnDemand } from "./faults";
import { goesOn, settle } from "./jobs";
import { ANEW, estimateOf } from "./prices";
import { Refusal } from "./refusal";

/** Accepts a job and begins to paint it; only says what it would cost where that is all that is asked. */
export function generate(api: FakeApi, asked: GenerateRequest, key: string | null): Response {
  refuseOnDemand(asked.prompt);
  if (asked.prompt.trim() === "") throw new Refusal(400, "PROMPT_EMPTY", "Type a prompt first.");
  if (asked.dryRun && api.withoutEstimates) throw new Refusal(500, "INTERNAL", "Out of order.");
  const models = chosen(api, asked);
  const estimate = estimateOf(asked, models, api);
  if (asked.dryRun) return Response.json(estimate);
  if (!estimate.withinBudget) {
    throw new Refusal(402, "BUDGET_EXCEEDED", "This would cost more than the daily budget has left.", { retryAfter: ANEW / 1_000 });
  }
  const before = key ? api.keys.get(key) : undefined;
  const job = before ?? api.createJob(asked, models);
  if (!before) {
    if (key) api.keys.set(key, job);
    for (const run of job.results) void api.easel.paint(job, run);
  }
  return Response.json({ jobId: job.jobId, message: "Job created successfully", totalModels: job.totalModels });
}

/** The models that are asked for, or all that can be asked. */
export function chosen(api: FakeApi, { models }: Pick<GenerateRequest, "models">): Model[] {
  const able = api.models.models.filter((model) => model.state !== "keyMissing");
  const unknown = models?.find((id) => !able.some((model) => model.id === id));
  if (unknown) throw new Refusal(400, "UNKNOWN_MODEL", `There is no model ${unknown}.`);
  return able.filter((model) => !models || models.includes(model.id));
}

/** Stops one run, or all that have not ended. */
export function cancel(api: FakeApi, job: Job, index?: number): Response {
  for (const run of job.results) {
    if ((index !== undefined && run.index !== index) || !goesOn(run)) continue;
    run.status = "cancelled";
    api.easel.changed(job, run);
  }
  return Response.json(job);
}

/** Lets a run try again. */
export function retry(api: FakeApi, job: Job, index: number): Response {
  const run = job.results[index];
  if (!run || run.status === "completed") throw new Refusal(409, "NOT_ALLOWED", "This run is completed.");
  run.status = "pending";
  delete run.error;
  delete run.errorCode;
  delete run.mayHaveBeenBilled;
  settle(job);
  job.updatedAt = new Date().toISOString();
  const answer = Response.json(job);
  void api.easel.paint(job, run);
  return answer;
}
