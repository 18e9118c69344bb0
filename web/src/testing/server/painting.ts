import type { Job, Progress, Result } from "@/api/types";
import { dataUri, sprite, within } from "../sprite";
import type { Events } from "./events";
import { faultOf } from "./faults";
import { complete, ended, goesOn, seedOf, settle, sizeOf } from "./jobs";
import { Lines } from "./lines";
import { NOTHING } from "./prices";

/** Pixels of a preview's longer side. */
const PREVIEW = 64;

/** Paints runs step by step, and lets them be watched, held and stopped. */
export class Easel {
  private readonly lines: Lines;
  private held: Promise<void> = Promise.resolve();
  private letGo: () => void = () => undefined;

  /** `pace`: milliseconds between two steps; `atOnce`: runs that one model paints at the same time. */
  constructor(
    private readonly events: Events,
    private readonly pace: number,
    atOnce: number,
    private readonly spend: (microUsd: number) => void,
  ) {
    this.lines = new Lines(atOnce, (job, run) => this.events.tell(job, "run", run));
  }

  /** Every run waits halfway from now on. */
  hold(): void {
    this.held = new Promise((resolve) => (this.letGo = resolve));
  }

  /** The runs that were held go on. */
  release(): void {
    this.letGo();
  }

  busy(modelId: string): { waiting: number; running: number } {
    return this.lines.busy(modelId);
  }

  /** Paints until the picture is there, or something else has happened to the run. */
  async paint(job: Job, run: Result): Promise<void> {
    run.attempts += 1;
    const attempt = run.attempts;
    const stale = () => run.attempts !== attempt || run.status !== "in_progress";
    await this.lines.turn(job, run);
    await this.rest();
    if (run.attempts !== attempt || run.status !== "pending") return;
    run.status = "in_progress";
    run.startedAt = new Date().toISOString();
    this.changed(job, run);
    const fault = faultOf(job, run);
    const steps = run.parameters.steps ?? 12;
    for (let step = 1; step <= steps; step++) {
      await this.rest(1 + run.index * 0.15);
      if (step === Math.ceil(steps / 2) + 1) await this.held;
      if (stale()) return;
      if (fault && step > steps / 2) {
        this.fail(run, fault);
        this.changed(job, run);
        return;
      }
      // A model without steps tells nothing on its way.
      if (!run.parameters.steps) continue;
      const preview = dataUri(sprite(job.prompt, seedOf(run), within(sizeOf(run), PREVIEW), step / steps));
      const progress: Progress = { runId: run.runId, step, steps, preview };
      this.events.tell(job, "progress", progress);
    }
    this.finish(job, run);
    this.changed(job, run);
  }

  /** Brings a job to its end at once, as if it had been painted then. */
  paintAtOnce(job: Job): void {
    const at = Date.parse(job.createdAt);
    for (const run of job.results) {
      run.attempts = 1;
      const fault = faultOf(job, run);
      if (fault) this.fail(run, fault, at);
      else this.finish(job, run, at + 900 + run.index * 150);
    }
    job.updatedAt = new Date(at).toISOString();
    settle(job);
  }

  /** Tells everybody that something has happened to a run. */
  changed(job: Job, run: Result): void {
    settle(job);
    if (!goesOn(run)) {
      delete run.ahead;
      this.lines.leave(run);
    }
    job.updatedAt = new Date().toISOString();
    this.events.tell(job, "run", run);
    if (ended(job)) this.events.tell(job, "end", { status: job.status });
  }

  private finish(job: Job, run: Result, at = Date.now()): void {
    complete(job, run, at);
    this.spend(run.cost.microUsd);
  }

  private fail(run: Result, fault: Partial<Result>, at = Date.now()): void {
    const billed = fault.mayHaveBeenBilled && run.estimateMicroUsd !== 0;
    Object.assign(run, fault, {
      status: "error",
      completedAt: new Date(at).toISOString(),
      cost: billed ? { microUsd: run.estimateMicroUsd ?? 0, certainty: "unknown" } : NOTHING,
    });
  }

  private rest(times = 1): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, this.pace * times));
  }
}
