import { useMutation, useQueryClient } from "@tanstack/react-query";
import { budgetQuery } from "@/api/budget";
import { estimateKey } from "@/api/estimate";
import { ApiFailure } from "@/api/failure";
import { generate } from "@/api/generate";
import { randomId } from "@/api/ids";
import type { GenerateRequest } from "@/api/types";
import { navigate } from "@/ui/route";

/** Attempts after the first. */
const RETRIES = 2;

/**
 * Starts a job and shows it. An answer that never came is asked for again under the same key, which
 * cannot start a second job.
 */
export function useSubmit() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ request, key }: { request: GenerateRequest; key: string }) => generate(request, key),
    retry: (failures, error) => failures < RETRIES && error instanceof ApiFailure && error.status === 0,
    retryDelay: (failures) => 400 * 2 ** failures,
    onSuccess: ({ jobId }) => navigate({ view: "studio", job: jobId }),
    // What is left of a budget is another now, or was another than this page believed.
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: estimateKey });
      void queryClient.invalidateQueries({ queryKey: budgetQuery.queryKey });
    },
  });
}

/** The variables of one submission: a key of its own, so that asking again on purpose starts a new job. */
export const submission = (request: GenerateRequest) => ({ request, key: randomId() });
