import { queryOptions } from "@tanstack/react-query";
import { send } from "./client";

/** The document that describes the API. Read as it comes: the page shows what the server says of itself. */
export const openapiQuery = queryOptions({
  queryKey: ["openapi"],
  queryFn: async ({ signal }): Promise<unknown> => (await send("/openapi.json", { signal })).json(),
  staleTime: Number.POSITIVE_INFINITY,
});
