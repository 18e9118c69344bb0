import type { GenerateRequest, Job, LogRequest, Model, Models } from "@/api/types";
import { MODELS } from "./fake-models";
import { Events } from "./server/events";
import { goesOn, newJob } from "./server/jobs";
import { Easel } from "./server/painting";
import { Past } from "./server/past";
import { Refusal } from "./server/refusal";
import { route } from "./server/routes";
import { Shelf } from "./server/shelf";
import { chosen } from "./server/work";

const JOB = "job-";

interface Options {
  /** Milliseconds between two steps of a run. */
  pace?: number;
  /** How many runs a model paints at the same time; the others wait in line. */
  atOnce?: number;
  /** How many jobs there were before; each is made when somebody looks at it. */
  past?: number;
  /** The latest OpenAPI document, for the page about the API, or how to get it. */
  openapi?: unknown;
  models?: Models;
}

/** How a job of before was. */
interface Before {
  favourite?: boolean;
  trashed?: boolean;
  /** Milliseconds since 1970. */
  at?: number;
  /** The ids of the models; all of them if absent. */
  models?: string[];
}

/**
 * The API in memory, typed by the generated schema: it paints small creatures step by step. Prompts
 * make it fail on demand: `fail:rate-limited` fails one run so, `fail:rate-limited:all` every run,
 * `refuse:RATE_LIMIT_EXCEEDED` the request. Its parts are in `./server`.
 */
export class FakeApi {
  readonly jobs = new Map<string, Job>();
  readonly logs: LogRequest[] = [];
  /** Every request that came, as "POST /generate". */
  readonly calls: string[] = [];
  /** The same with what they asked for: "GET /gallery/list?q=fox". */
  readonly asked: string[] = [];
  /** While true, connections are refused. */
  down = false;
  /** While true, events are not served, as behind a proxy that holds them back. */
  withoutEvents = false;
  /** Micro-dollars that may be spent in a day. */
  ceiling: number | null = null;
  /** Micro-dollars that are spent. */
  spent = 0;
  /** While true, nobody can say what anything costs. */
  withoutEstimates = false;
  /** Whether models without a price are refused while there is a ceiling. */
  refusesUnknown = false;

  // For the handlers.
  readonly models: Models;
  readonly shelf: Shelf;
  readonly events = new Events();
  readonly easel: Easel;
  /** What was started under which idempotency key. */
  readonly keys = new Map<string, Job>();

  private readonly openapi: unknown;
  private count = 0;

  constructor({ pace = 1, atOnce = Number.POSITIVE_INFINITY, past = 0, openapi, models = MODELS }: Options = {}) {
    this.openapi = openapi;
    this.models = models;
    this.shelf = new Shelf(this.jobs, new Past(past, chosen(this, {})));
    this.easel = new Easel(this.events, pace, atOnce, (microUsd) => (this.spent += microUsd));
  }

  /** Every run waits halfway from now on, so that a test can look and act there, however slow it is. */
  hold(): void {
    this.easel.hold();
  }

  /** The runs that were held go on. */
  release(): void {
    this.easel.release();
  }

  readonly fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = input instanceof Request ? new Request(input, init) : new Request(new URL(String(input), location.origin), init);
    return this.handle(request);
  };

  async handle(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    this.calls.push(`${request.method} ${pathname}`);
    this.asked.push(`${request.method} ${pathname}${search}`);
    if (this.down) throw new TypeError("fetch failed");
    const correlationId = request.headers.get("X-Correlation-ID") ?? "fake";
    try {
      const response = await route(this, request);
      response.headers.set("X-Correlation-ID", correlationId);
      return response;
    } catch (refusal) {
      if (refusal instanceof Refusal) return refusal.answer(correlationId);
      throw refusal;
    }
  }

  /** A job that was painted before, with the faults that its prompt asks for. */
  addJob(prompt: string, { favourite = false, trashed = false, at = Date.now(), models }: Before = {}): Job {
    const job = this.createJob({ prompt }, chosen(this, { models: models ?? null }), at);
    job.favourite = favourite;
    if (trashed) job.trashedAt = new Date().toISOString();
    this.easel.paintAtOnce(job);
    return job;
  }

  /** Jobs that another one had; what had not ended begins anew. */
  restore(jobs: readonly Job[]): void {
    for (const job of jobs) {
      this.jobs.set(job.jobId, job);
      this.count = Math.max(this.count, Number(job.jobId.slice(JOB.length)));
      for (const run of job.results.filter(goesOn)) {
        run.status = "pending";
        void this.easel.paint(job, run);
      }
    }
  }

  createJob(asked: GenerateRequest, models: readonly Model[], at = Date.now()): Job {
    this.count += 1;
    const job = newJob(asked, models, { jobId: `${JOB}${this.count}`, at, seed: this.count * 7 });
    this.jobs.set(job.jobId, job);
    return job;
  }

  /** The models, as busy as they are. */
  modelsNow(): Models {
    return { ...this.models, models: this.models.models.map((model) => ({ ...model, ...this.easel.busy(model.id) })) };
  }

  /** The OpenAPI document. */
  async document(): Promise<unknown> {
    const document: unknown = await (typeof this.openapi === "function" ? (this.openapi as () => unknown)() : this.openapi);
    if (!document) throw new Refusal(404, "NOT_FOUND", "There is nothing here.");
    return document;
  }
}
