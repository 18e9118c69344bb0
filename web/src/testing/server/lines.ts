import type { Job, Result } from "@/api/types";
import { goesOn } from "./jobs";

/** A run that wants to paint. */
interface Place {
  job: Job;
  run: Result;
  /** Lets it begin; absent once it has. */
  begin?: () => void;
}

/** One line for each model: so many runs paint at once, the others wait and know how many are ahead of them. */
export class Lines {
  private readonly lines = new Map<string, Place[]>();

  /** `moved` hears of every run whose place in line has changed. */
  constructor(
    private readonly atOnce: number,
    private readonly moved: (job: Job, run: Result) => void,
  ) {}

  /** Resolves when it is this run's turn, or when it needs none any more. */
  turn(job: Job, run: Result): Promise<void> {
    return new Promise((begin) => {
      const line = this.lines.get(run.modelId) ?? [];
      this.lines.set(run.modelId, [...line, { job, run, begin }]);
      this.advance(run.modelId);
    });
  }

  /** Takes a run out that paints or waits no longer. */
  leave(run: Result): void {
    const line = this.lines.get(run.modelId) ?? [];
    const kept = line.filter((place) => place.run !== run);
    if (kept.length === line.length) return;
    this.lines.set(run.modelId, kept);
    for (const place of line) if (place.run === run) place.begin?.();
    this.advance(run.modelId);
  }

  /** How many wait for a model, and how many it paints. */
  busy(modelId: string): { waiting: number; running: number } {
    const line = this.lines.get(modelId) ?? [];
    const waiting = line.filter((place) => place.begin).length;
    return { waiting, running: line.length - waiting };
  }

  private advance(modelId: string): void {
    const line = this.lines.get(modelId) ?? [];
    let free = this.atOnce - line.filter((place) => !place.begin).length;
    let ahead = 0;
    for (const place of line) {
      const { begin, job, run } = place;
      if (!begin || !goesOn(run)) continue;
      if (free > 0) {
        free -= 1;
        delete run.ahead;
        delete place.begin;
        begin();
      } else {
        if (run.ahead !== ahead) {
          run.ahead = ahead;
          this.moved(job, run);
        }
        ahead += 1;
      }
    }
  }
}
