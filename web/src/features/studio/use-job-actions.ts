import { useMutation } from "@tanstack/react-query";
import { cancelJob, cancelRun } from "@/api/cancel";
import { retryRun } from "@/api/retry";
import type { Job } from "@/api/types";
import { words } from "@/api/words";
import { toast } from "@/ui/toaster";

/** What can be done to a job and its runs; a failure is told in a toast. */
export function useJobActions(jobId: string, update: (job: Job) => void) {
  const told = { onSuccess: update, onError: (error: unknown) => toast(words(error)) };
  const stopAll = useMutation({ mutationFn: () => cancelJob(jobId), ...told });
  const stop = useMutation({ mutationFn: (index: number) => cancelRun(jobId, index), ...told });
  const retry = useMutation({ mutationFn: (index: number) => retryRun(jobId, index), ...told });
  return { stopAll, stop, retry };
}
