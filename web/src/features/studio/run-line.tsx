import type { Progress, Result } from "@/api/types";
import { seconds } from "@/ui/format";
import { costText } from "@/ui/money";
import { text } from "./board-text";
import { hasEnded, outcomeUnknown } from "./job-state";
import { useNow } from "./use-now";

/** What is happening to a run, or how long it took and what it cost. */
export function RunLine({ run, progress }: { run: Result; progress: Progress | undefined }) {
  const running = run.status === "in_progress";
  const again = run.status === "pending" && Boolean(run.retryAt);
  const now = useNow(running || again);
  return <p>{lineOf(run, progress, now)}</p>;
}

function lineOf(run: Result, progress: Progress | undefined, now: number): string {
  const t = text();
  if (run.stopping && !hasEnded(run)) return t.stopping;
  switch (run.status) {
    case "pending":
      if (run.retryAt) return t.triesAgain(seconds(Math.max(0, (Date.parse(run.retryAt) - now) / 1_000)));
      return run.ahead ? t.inLine(run.ahead) : t.waiting;
    case "in_progress": {
      const done = progress && progress.steps > 0 ? t.step(progress.step, progress.steps) : t.atWork;
      return run.startedAt ? `${done} · ${seconds(Math.max(0, (now - Date.parse(run.startedAt)) / 1_000))}` : done;
    }
    case "completed":
      return [run.duration == null ? t.painted : seconds(run.duration), costText(run.cost)].join(" · ");
    case "error":
      return outcomeUnknown(run) ? t.outcomeUnknown : t.notPainted;
    case "cancelled":
      return t.wasStopped;
  }
}
