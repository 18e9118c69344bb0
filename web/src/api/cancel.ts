import { call } from "./client";
import type { Job } from "./types";

/** Stops what has not ended of a job. */
export async function cancelJob(jobId: string): Promise<Job> {
  return call("post", "/jobs/{jobId}/cancel", { path: { jobId } });
}

/** Stops one run. */
export async function cancelRun(jobId: string, index: number): Promise<Job> {
  return call("post", "/jobs/{jobId}/runs/{index}/cancel", { path: { jobId, index } });
}
