import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { report, reportUncaught } from "@/api/report";
import { App } from "@/app/app";
import { makeQueryClient } from "@/app/query-client";
import { preferredLanguage, speak } from "@/text/language";
import { ErrorBoundary } from "@/ui/error-boundary";
import { applyTheme } from "@/ui/theme";
import "@/ui/base.css";

applyTheme();
reportUncaught();

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no element with the id root");

/** A language that cannot be loaded leaves English. */
async function speakPreferred() {
  const language = preferredLanguage();
  if (language !== "en") await speak(language).catch((error: unknown) => report(error, "language"));
}

// No top-level await: it would have every shared module built into a file of its own.
void speakPreferred().then(() =>
  createRoot(root, { onUncaughtError: (error) => void report(error, "root") }).render(
    <StrictMode>
      <QueryClientProvider client={makeQueryClient()}>
        <ErrorBoundary where="shell">
          <App />
        </ErrorBoundary>
      </QueryClientProvider>
    </StrictMode>,
  ),
);
