import { queryOptions } from "@tanstack/react-query";
import { call } from "./client";
import type { Models } from "./types";

/** The models, what they honour, and the limits of a request. */
export const modelsQuery = queryOptions({
  queryKey: ["models"],
  queryFn: ({ signal }): Promise<Models> => call("get", "/models", { signal }),
  staleTime: 60_000,
});
