import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { cancelJob, cancelRun } from "@/api/cancel";
import { retryRun } from "@/api/retry";
import type { Job } from "@/api/types";
import { words } from "@/api/words";
import { toast } from "@/ui/toaster";
import { onPurpose } from "./slip";

/** What can be done to a job and its runs; a failure is told in a toast. */
export function useJobActions(jobId: string, update: (job: Job) => void) {
  const told = { onSuccess: update, onError: (error: unknown) => toast(words(error)) };
  const stopAll = useMutation({ mutationFn: () => cancelJob(jobId), ...told });
  const stop = useMutation({ mutationFn: (index: number) => cancelRun(jobId, index), ...told });
  const retry = useMutation({ mutationFn: (index: number) => retryRun(jobId, index), ...told });
  const [meant] = useState(onPurpose);
  const retryOnce = (index: number) => {
    if (meant(`${jobId}/${index}`)) retry.mutate(index);
  };
  return { stopAll, stop, retry: { ...retry, mutate: retryOnce } };
}
