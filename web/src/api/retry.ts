import { call } from "./client";
import type { Job } from "./types";

/** Lets one model try again. */
export async function retryRun(jobId: string, index: number): Promise<Job> {
  return call("post", "/jobs/{jobId}/runs/{index}/retry", { path: { jobId, index } });
}
