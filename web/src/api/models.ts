import { queryOptions } from "@tanstack/react-query";
import { call } from "./client";

/** The models, what they honour, and the limits of a request. */
export const modelsQuery = queryOptions({
  queryKey: ["models"],
  queryFn: ({ signal }) => call("get", "/models", { signal }),
  staleTime: 60_000,
});
