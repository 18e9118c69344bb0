import { queryOptions } from "@tanstack/react-query";
import { body, client } from "./client";

/** The models, what they honour, and the limits of a request. */
export const modelsQuery = queryOptions({
  queryKey: ["models"],
  queryFn: async ({ signal }) => body(await client.GET("/models", { signal })),
  staleTime: 60_000,
});
