import { queryOptions } from "@tanstack/react-query";
import { call } from "./client";

/** The state of a job, for when its events cannot be watched; what was answered before they were lost says nothing about now. */
export const jobQuery = (jobId: string, losses: number) =>
  queryOptions({
    queryKey: ["job", jobId, losses],
    queryFn: ({ signal }) => call("get", "/status/{jobId}", { path: { jobId }, signal }),
  });

/** Where the originals of a job and a manifest are packed into one file. */
export const downloadUrl = (jobId: string) => `/jobs/${encodeURIComponent(jobId)}/download`;
