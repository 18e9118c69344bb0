import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { ErrorBoundary } from "@/ui/error-boundary";
import { App } from "./app";

/** The whole page, the same in the browser and where its first paint is made. */
export function Root({ queryClient }: { queryClient: QueryClient }) {
  return (
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <ErrorBoundary where="shell">
          <App />
        </ErrorBoundary>
      </QueryClientProvider>
    </StrictMode>
  );
}
