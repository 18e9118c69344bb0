import { queryOptions } from "@tanstack/react-query";
import { failureOf, ownFailure } from "./failure";
import { randomId } from "./ids";

/** The document that describes the API. Read as it comes: the page shows what the server says of itself. */
export const openapiQuery = queryOptions({
  queryKey: ["openapi"],
  queryFn: async ({ signal }): Promise<unknown> => {
    const correlationId = randomId();
    const response = await fetch("/openapi.json", { signal, headers: { "X-Correlation-ID": correlationId } });
    if (!response.ok) throw await failureOf(response, correlationId);
    try {
      return (await response.json()) as unknown;
    } catch (cause) {
      throw ownFailure("BAD_ANSWER", correlationId, cause);
    }
  },
  staleTime: Number.POSITIVE_INFINITY,
});
