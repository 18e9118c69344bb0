import { body, client } from "./client";
import type { Job } from "./types";

/** Stops what has not ended of a job. */
export async function cancelJob(jobId: string): Promise<Job> {
  return body(await client.POST("/jobs/{jobId}/cancel", { params: { path: { jobId } } }));
}

/** Stops one run. */
export async function cancelRun(jobId: string, index: number): Promise<Job> {
  return body(await client.POST("/jobs/{jobId}/runs/{index}/cancel", { params: { path: { jobId, index } } }));
}
