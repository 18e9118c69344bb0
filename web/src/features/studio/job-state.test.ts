import { describe, expect, it } from "vitest";
import type { Job, Result, RunStatus } from "@/api/types";
import { INITIAL_STATE, type JobAction, type JobState, jobReducer } from "./job-state";

function run(index: number, status: RunStatus, more: Partial<Result> = {}): Result {
  return {
    runId: `j-${index}`,
    index,
    model: `Model ${index}`,
    modelId: `m/${index}`,
    status,
    stopping: false,
    attempts: 1,
    parameters: {},
    warnings: [],
    cost: { microUsd: 0, certainty: "exact" },
    estimateMicroUsd: 0,
    ...more,
  };
}

function job(results: Result[], second = 0): Job {
  return {
    jobId: "j",
    status: "in_progress",
    createdAt: "2026-11-23T15:00:00.000Z",
    updatedAt: `2026-11-23T15:00:0${second}.000Z`,
    totalModels: results.length,
    completedModels: 0,
    prompt: "a fox",
    parameters: {},
    correlationId: "c",
    favourite: false,
    cost: { microUsd: 0, certainty: "exact" },
    results,
  };
}

const play = (actions: JobAction[], from: JobState = INITIAL_STATE) => actions.reduce(jobReducer, from);

describe("the state of a watched job", () => {
  it("takes in job, run, progress and end", () => {
    const state = play([
      { type: "job", job: job([run(0, "pending"), run(1, "pending")]) },
      { type: "run", run: run(0, "in_progress") },
      { type: "progress", progress: { runId: "j-0", step: 3, steps: 12, preview: "data:a" } },
      { type: "run", run: run(0, "completed") },
      { type: "run", run: run(1, "error", { errorCode: "RATE_LIMITED" }) },
      { type: "end", status: "partial" },
    ]);
    expect(state.job?.results.map((one) => one.status)).toEqual(["completed", "error"]);
    expect(state.job?.status).toBe("partial");
    expect(state.job?.completedModels).toBe(1);
    expect(state.link).toBe("ended");
  });

  it("keeps the last preview when the picture is done, so that one comes out of the other", () => {
    const state = play([
      { type: "job", job: job([run(0, "in_progress")]) },
      { type: "progress", progress: { runId: "j-0", step: 11, steps: 12, preview: "data:a" } },
      { type: "progress", progress: { runId: "j-0", step: 12, steps: 12 } },
      { type: "run", run: run(0, "completed") },
    ]);
    expect(state.progress["j-0"]).toEqual({ runId: "j-0", step: 12, steps: 12, preview: "data:a" });
  });

  it("never steps back, and hears nothing of a run that is over", () => {
    const state = play([
      { type: "job", job: job([run(0, "in_progress")]) },
      { type: "progress", progress: { runId: "j-0", step: 5, steps: 12 } },
      { type: "progress", progress: { runId: "j-0", step: 4, steps: 12 } },
      { type: "run", run: run(0, "cancelled") },
      { type: "progress", progress: { runId: "j-0", step: 6, steps: 12 } },
      { type: "progress", progress: { runId: "of another job", step: 6, steps: 12 } },
    ]);
    expect(state.progress).toEqual({ "j-0": { runId: "j-0", step: 5, steps: 12 } });
  });

  it("lets no older answer overwrite newer news", () => {
    const state = play([
      { type: "job", job: job([run(0, "completed")], 5) },
      { type: "job", job: job([run(0, "in_progress")], 4) },
    ]);
    expect(state.job?.results[0]?.status).toBe("completed");
  });

  it("keeps the end of a run that overtook the answer to its stop", () => {
    const stopping = { ...run(0, "in_progress"), stopping: true };
    const state = play([
      { type: "job", job: job([run(0, "in_progress")], 4) },
      { type: "run", run: run(0, "cancelled") },
      { type: "end", status: "cancelled" },
      { type: "job", job: job([stopping], 5) },
    ]);
    expect(state.job?.results[0]?.status).toBe("cancelled");
    expect([state.job?.status, state.link]).toEqual(["cancelled", "ended"]);
    const again = play([{ type: "job", job: job([run(0, "pending")], 6) }], state);
    expect([again.job?.results[0]?.status, again.link]).toEqual(["pending", "watching"]);
  });

  it("resumes: a new connection sends the job again and nothing is lost", () => {
    const before = play([
      { type: "job", job: job([run(0, "in_progress"), run(1, "pending")]) },
      { type: "progress", progress: { runId: "j-0", step: 5, steps: 12, preview: "data:a" } },
    ]);
    const after = play([{ type: "job", job: job([run(0, "in_progress"), run(1, "completed")], 1) }], before);
    expect(after.job?.results[1]?.status).toBe("completed");
    expect(after.progress["j-0"]?.preview).toBe("data:a");
    expect(after.link).toBe("watching");
  });

  it("watches again when a run is retried, and forgets what the failed attempt looked like", () => {
    const ended = play([
      { type: "job", job: job([run(0, "in_progress")]) },
      { type: "progress", progress: { runId: "j-0", step: 5, steps: 12, preview: "data:a" } },
      { type: "run", run: run(0, "error") },
      { type: "end", status: "failed" },
    ]);
    const retried = play([{ type: "job", job: job([run(0, "pending")], 3) }], ended);
    expect(retried.link).toBe("watching");
    expect(retried.progress).toEqual({});
  });

  it("falls back to polling once, and ends from there", () => {
    const polling = play([{ type: "job", job: job([run(0, "in_progress")]) }, { type: "lost", heard: false }]);
    expect(polling.link).toBe("polling");
    const ended = play([{ type: "job", job: job([run(0, "completed")], 2) }, { type: "lost", heard: false }], polling);
    expect(ended.link).toBe("ended");
  });

  it("watches again after one answer where events came through before", () => {
    const lost = play([{ type: "job", job: job([run(0, "in_progress")]) }, { type: "lost", heard: true }]);
    expect(lost.link).toBe("polling");
    expect(play([{ type: "job", job: job([run(0, "in_progress")], 1) }], lost).link).toBe("watching");
  });
});
