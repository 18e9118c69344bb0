import { queryOptions } from "@tanstack/react-query";
import { call } from "./client";

/** What was spent today and this month, and what may be. */
export const budgetQuery = queryOptions({
  queryKey: ["budget"],
  queryFn: ({ signal }) => call("get", "/budget", { signal }),
  staleTime: 30_000,
});
