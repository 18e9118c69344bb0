import { QueryClient } from "@tanstack/react-query";
import { ApiFailure } from "@/api/failure";

/** Reads are asked again when the fault may pass; writes never by themselves. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 2 && error instanceof ApiFailure && error.passing,
      },
      mutations: { retry: false },
    },
  });
}
