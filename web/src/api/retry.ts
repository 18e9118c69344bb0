import { body, client } from "./client";
import type { Job } from "./types";

/** Lets one model try again. */
export async function retryRun(jobId: string, index: number): Promise<Job> {
  return body(await client.POST("/jobs/{jobId}/runs/{index}/retry", { params: { path: { jobId, index } } }));
}
