import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { report, reportUncaught } from "@/api/report";
import { App } from "@/app/app";
import { makeQueryClient } from "@/app/query-client";
import { ErrorBoundary } from "@/ui/error-boundary";
import { applyTheme } from "@/ui/theme";
import "@/ui/base.css";

applyTheme();
reportUncaught();

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no element with the id root");

createRoot(root, { onUncaughtError: (error) => report(error, "root") }).render(
  <StrictMode>
    <QueryClientProvider client={makeQueryClient()}>
      <ErrorBoundary where="shell">
        <App />
      </ErrorBoundary>
    </QueryClientProvider>
  </StrictMode>,
);
