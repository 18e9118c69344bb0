import { report, reportUncaught } from "@/api/report";
import { makeQueryClient } from "@/app/query-client";
import { start } from "@/app/start";
import { viewOf } from "@/app/views";
import { preferredLanguage, speak } from "@/text/language";
import { applyTheme } from "@/ui/theme";
import "@/ui/base.css";

applyTheme();
reportUncaught();

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no element with the id root");

const queryClient = makeQueryClient();

/** What the first paint speaks. */
const painted = document.documentElement.lang;

/** A language that cannot be loaded leaves English. */
async function speakPreferred() {
  const language = preferredLanguage();
  if (language !== "en") await speak(language).catch((error: unknown) => report(error, "language"));
}

// No top-level await: it would have every shared module built into a file of its own.
void Promise.all([speakPreferred(), viewOf(location.search, queryClient)]).then(() => start(root, queryClient, painted));
