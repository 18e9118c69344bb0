import { queryOptions } from "@tanstack/react-query";
import { call } from "./client";
import { ownFailure } from "./failure";
import type { Estimate, GenerateRequest } from "./types";

/** The key of every estimate, for when what is left of a budget changes. */
export const estimateKey = ["estimate"] as const;

/** What a request would cost; nothing is counted, kept or painted. */
export const estimateQuery = (request: GenerateRequest) =>
  queryOptions({
    queryKey: [...estimateKey, request],
    queryFn: async ({ signal }): Promise<Estimate> => {
      const answer = await call("post", "/generate", { body: { ...request, dryRun: true }, signal });
      if ("jobId" in answer) throw ownFailure("BAD_ANSWER", "");
      return answer;
    },
    staleTime: 30_000,
    retry: false,
  });
