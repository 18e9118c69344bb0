import { useEffect, useRef } from "react";
import type { Job } from "@/api/types";
import { play } from "@/ui/sound";
import { jobHasEnded } from "./job-state";

/** Lets those who want sounds hear that a job has ended. One that had ended before is no news, nor one that they stopped. */
export function useJobSound(job: Job | undefined): void {
  const worked = useRef(false);
  useEffect(() => {
    if (!job) return;
    if (!jobHasEnded(job)) worked.current = true;
    else if (worked.current) {
      worked.current = false;
      if (job.results.some((run) => run.status === "completed")) play("done");
      else if (job.results.some((run) => run.status === "error")) play("failed");
    }
  }, [job]);
}
