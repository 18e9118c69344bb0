import { QueryClient } from "@tanstack/react-query";
import { ApiFailure } from "@/api/failure";

/**
 * Reads are asked again when the fault may pass; writes never by themselves. Without a network both fail at once, so
 * that people are told.
 */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        refetchOnWindowFocus: false,
        networkMode: "always",
        retry: (failures, error) => failures < 2 && error instanceof ApiFailure && error.passing,
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
