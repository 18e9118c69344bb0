import type { Progress, Result } from "@/api/types";
import { outcomeUnknown } from "./job-state";

interface JobPixelsProps {
  runs: readonly Result[];
  progress: Readonly<Record<string, Progress>>;
}

/** The job as a row of pixels, one for each run: they fill as the pictures come. Beside the words that say the same. */
export function JobPixels({ runs, progress }: JobPixelsProps) {
  return (
    <div aria-hidden="true" className="flex flex-wrap gap-1">
      {runs.map((run) => (
        <span key={run.runId} className={`relative size-3 overflow-hidden rounded-[2px] border ${borderOf(run)}`}>
          <span className="absolute inset-x-0 bottom-0 bg-accent transition-[height] duration-150" style={{ height: `${100 * filled(run, progress[run.runId])}%` }} />
        </span>
      ))}
    </div>
  );
}

function borderOf(run: Result): string {
  if (run.status === "error") return outcomeUnknown(run) ? "border-dashed border-accent" : "border-edge bg-edge";
  return run.status === "cancelled" ? "border-edge" : run.status === "pending" ? "border-line bg-sunken" : "border-accent";
}

/** From 0 to 1. What tells nothing on its way stays half empty. */
function filled(run: Result, progress: Progress | undefined): number {
  if (run.status === "completed") return 1;
  if (run.status !== "in_progress") return 0;
  return progress && progress.steps > 0 ? progress.step / progress.steps : 0.5;
}
