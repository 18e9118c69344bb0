import type {
  ApiError,
  Budget,
  Cost,
  EnhanceAnswer,
  Estimate,
  Gallery,
  GalleryDetail,
  GalleryImage,
  GenerateRequest,
  Job,
  LogRequest,
  Model,
  Models,
  Progress,
  Result,
} from "@/api/types";
import { MODELS } from "./fake-models";
import { png } from "./png";
import { dataUri, sprite, thumbhash } from "./sprite";

const SIDE = 512;
const MAX_PAGE = 100;

/** What a run fails with when the prompt asks for it: `fail:rate-limited`. */
const FAULTS: Record<string, Pick<Result, "error" | "errorCode" | "outcome" | "mayHaveBeenBilled">> = {
  "rate-limited": { errorCode: "RATE_LIMITED", error: "The model is busy.", outcome: "refused", mayHaveBeenBilled: false },
  "timed-out": { errorCode: "TIMED_OUT", error: "The model took too long.", outcome: "unknown", mayHaveBeenBilled: true },
  unauthorized: { errorCode: "UNAUTHORIZED", error: "The model's key was not accepted.", outcome: "refused", mayHaveBeenBilled: false },
};

interface Options {
  /** Milliseconds between two steps of a run. */
  pace?: number;
  /** The latest OpenAPI document, for the page about the API. */
  openapi?: unknown;
  models?: Models;
}

type Listener = (event: string, data: unknown) => void;

/** A refusal, thrown by a handler and answered as the server would. */
class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly error: string,
    message: string,
    readonly retryAfter?: number,
    readonly category?: string,
  ) {
    super(message);
  }
}

/**
 * The API in memory, typed by the generated schema: it paints small creatures step by step. Prompts
 * make it fail on demand: `fail:rate-limited` fails one run so, `refuse:RATE_LIMIT_EXCEEDED` the request.
 */
export class FakeApi {
  readonly jobs = new Map<string, Job>();
  readonly logs: LogRequest[] = [];
  /** Every request that came, as "POST /generate". */
  readonly calls: string[] = [];
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

  private held: Promise<void> = Promise.resolve();
  private letGo: () => void = () => undefined;
  private readonly pace: number;
  private readonly openapi: unknown;
  private readonly models: Models;
  private readonly keys = new Map<string, string>();
  private readonly listeners = new Map<string, Set<Listener>>();
  private count = 0;

  constructor({ pace = 1, openapi, models = MODELS }: Options = {}) {
    this.pace = pace;
    this.openapi = openapi;
    this.models = models;
  }

  /** Every run waits halfway from now on, so that a test can look and act there, however slow it is. */
  hold(): void {
    this.held = new Promise((resolve) => (this.letGo = resolve));
  }

  /** The runs that were held go on. */
  release(): void {
    this.letGo();
  }

  readonly fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = input instanceof Request ? new Request(input, init) : new Request(new URL(String(input), location.origin), init);
    return this.handle(request);
  };

  async handle(request: Request): Promise<Response> {
    const url = new URL(request.url);
    this.calls.push(`${request.method} ${url.pathname}`);
    if (this.down) throw new TypeError("fetch failed");
    const correlationId = request.headers.get("X-Correlation-ID") ?? "fake";
    try {
      const response = await this.route(request, url);
      response.headers.set("X-Correlation-ID", correlationId);
      return response;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      const { status, error, message, retryAfter, category } = refusal;
      const body: ApiError = { error, message, correlationId, ...(retryAfter && { retryAfter }), ...(category && { category }) };
      return Response.json(body, { status, headers: retryAfter ? { "Retry-After": String(retryAfter) } : {} });
    }
  }

  /** A job that was painted before. */
  addJob(prompt: string, { favourite = false, at = Date.now() } = {}): Job {
    const job = this.createJob({ prompt }, at);
    job.favourite = favourite;
    for (const run of job.results) this.complete(job, run);
    return job;
  }

  private async route(request: Request, url: URL): Promise<Response> {
    const parts = url.pathname.split("/").slice(1).map(decodeURIComponent);
    const method = request.method;
    const is = (...pattern: string[]) =>
      parts.length === pattern.length - 1 && method === pattern[0] && pattern.slice(1).every((part, at) => part === "*" || part === parts[at]);

    if (is("GET", "models")) return Response.json(this.models);
    if (is("GET", "budget")) return Response.json(this.budget());
    if (is("GET", "openapi.json") && this.openapi) return Response.json(this.openapi);
    if (is("POST", "generate")) return this.generate(request);
    if (is("POST", "enhance")) return this.enhance(request);
    if (is("POST", "log")) {
      this.logs.push((await request.json()) as LogRequest);
      return Response.json({ success: true, message: "Log received successfully" });
    }
    if (is("GET", "status", "*")) return Response.json(this.job(parts[1]));
    if (is("GET", "jobs", "*", "events")) return this.events(this.job(parts[1]), request.signal);
    if (is("POST", "jobs", "*", "cancel")) return this.cancel(this.job(parts[1]));
    if (is("POST", "jobs", "*", "runs", "*", "cancel")) return this.cancel(this.job(parts[1]), Number(parts[3]));
    if (is("POST", "jobs", "*", "runs", "*", "retry")) return this.retry(this.job(parts[1]), Number(parts[3]));
    if (is("GET", "gallery", "list")) return this.list(url.searchParams);
    if (is("GET", "gallery", "*")) return Response.json(detailOf(this.job(parts[1])));
    if (is("DELETE", "gallery", "*")) return this.trash(this.job(parts[1]), url.searchParams.get("permanently") === "true");
    if (is("POST", "gallery", "*", "restore")) {
      const job = this.job(parts[1]);
      delete job.trashedAt;
      return Response.json({ id: job.jobId });
    }
    if (is("PUT", "gallery", "*", "favourite")) {
      const job = this.job(parts[1]);
      job.favourite = ((await request.json()) as { favourite: boolean }).favourite;
      return Response.json({ id: job.jobId, favourite: job.favourite });
    }
    if (is("GET", "images", "*") || is("GET", "images", "*", "thumbnail")) return this.image(parts[1] ?? "", parts.length === 3 ? 192 : SIDE);
    throw new Refusal(404, "NOT_FOUND", "There is nothing here.");
  }

  private job(id = ""): Job {
    const job = this.jobs.get(id);
    if (!job) throw new Refusal(404, "NOT_FOUND", "There is no such job.");
    return job;
  }

  private async generate(request: Request): Promise<Response> {
    const asked = (await request.json()) as GenerateRequest;
    const refused = /refuse:([A-Z_]+)/.exec(asked.prompt)?.[1];
    if (refused === "RATE_LIMIT_EXCEEDED") throw new Refusal(429, refused, "Too many requests.", 12);
    if (refused === "INAPPROPRIATE_CONTENT") throw new Refusal(400, refused, "Refused on demand.", undefined, "violence");
    if (refused === "MODERATION_UNAVAILABLE") throw new Refusal(503, refused, "Refused on demand.");
    if (refused) throw new Refusal(400, refused, "Refused on demand.");
    if (asked.prompt.trim() === "") throw new Refusal(400, "PROMPT_EMPTY", "Type a prompt first.");
    if (asked.dryRun && this.withoutEstimates) throw new Refusal(500, "INTERNAL", "Out of order.");
    const estimate = this.estimate(asked);
    if (asked.dryRun) return Response.json(estimate);
    if (!estimate.withinBudget) {
      throw new Refusal(402, "BUDGET_EXCEEDED", "This would cost more than the daily budget has left.", 7_200);
    }

    const key = request.headers.get("Idempotency-Key") ?? "";
    const before = this.keys.get(key);
    const job = before ? this.job(before) : this.createJob(asked);
    if (!before) {
      if (key) this.keys.set(key, job.jobId);
      for (const run of job.results) void this.paint(job, run);
    }
    return Response.json({ jobId: job.jobId, message: "Job created successfully", totalModels: job.totalModels });
  }

  private chosen(asked: GenerateRequest): Model[] {
    return this.models.models.filter((model) => !asked.models || asked.models.includes(model.id));
  }

  private estimate(asked: GenerateRequest): Estimate {
    const models = this.chosen(asked).map((model) => ({
      modelId: model.id,
      microUsd: priceOf(model, asked),
      parameters: {},
      warnings: [],
    }));
    const unknown = models.filter((model) => model.microUsd === null);
    if (this.ceiling !== null && this.refusesUnknown && unknown.length > 0) {
      throw new Refusal(402, "PRICE_UNKNOWN", `Nobody knows what ${unknown.map((model) => model.modelId).join(", ")} costs.`);
    }
    const microUsd = models.reduce((sum, model) => sum + (model.microUsd ?? 0), 0);
    return {
      dryRun: true,
      totalModels: models.length,
      microUsd,
      unknownPrices: unknown.length,
      withinBudget: this.ceiling === null || microUsd === 0 || this.spent + microUsd <= this.ceiling,
      models,
    };
  }

  private budget(): Budget {
    const resetsAt = new Date(Date.now() + 7_200_000).toISOString();
    return {
      spending: [
        { scope: "daily", spentMicroUsd: this.spent, limitMicroUsd: this.ceiling, resetsAt },
        { scope: "monthly", spentMicroUsd: this.spent, limitMicroUsd: null, resetsAt },
      ],
    };
  }

  private createJob(asked: GenerateRequest, at = Date.now()): Job {
    this.count += 1;
    const jobId = `job-${this.count}`;
    const time = new Date(at).toISOString();
    const chosen = this.chosen(asked);
    const { steps, guidance, negativePrompt, quality } = asked;
    const seed = asked.seed ?? this.count * 7;
    const parameters = {
      ...(steps != null && { steps }),
      ...(guidance != null && { guidance }),
      ...(negativePrompt != null && { negativePrompt }),
      ...(quality != null && { quality }),
      seed,
    };
    const results = chosen.map(
      (model, index): Result => ({
        runId: `${jobId}-${index}`,
        index,
        model: model.name,
        modelId: model.id,
        status: "pending",
        stopping: false,
        attempts: 0,
        cost: NOTHING,
        estimateMicroUsd: priceOf(model, asked),
        parameters: { steps: 12, guidance: 4, ...parameters, size: { width: SIDE, height: SIDE } },
        warnings:
          steps != null && steps > 40 && index === 2
            ? [{ kind: "adapted", parameter: "steps", asked: String(steps), used: "40", reason: "this model takes 1 to 40", message: `steps 40 used instead of ${steps}: this model takes 1 to 40` }]
            : [],
      }),
    );
    const job: Job = {
      jobId,
      status: "pending",
      createdAt: time,
      updatedAt: time,
      totalModels: results.length,
      completedModels: 0,
      prompt: asked.prompt,
      parameters,
      correlationId: `fake-${this.count}`,
      favourite: false,
      cost: NOTHING,
      results,
    };
    this.jobs.set(jobId, job);
    return job;
  }

  /** Paints step by step until something else has happened to the run. */
  private async paint(job: Job, run: Result): Promise<void> {
    run.attempts += 1;
    const attempt = run.attempts;
    const stale = () => run.attempts !== attempt || run.status !== "in_progress";
    await this.rest();
    if (run.attempts !== attempt || run.status !== "pending") return;
    run.status = "in_progress";
    run.startedAt = new Date().toISOString();
    this.changed(job, run);
    const fault = run.index === 1 && attempt === 1 ? FAULTS[/fail:([a-z-]+)/.exec(job.prompt)?.[1] ?? ""] : undefined;
    const steps = run.parameters.steps ?? 12;
    for (let step = 1; step <= steps; step++) {
      await this.rest(1 + run.index * 0.15);
      if (step === Math.ceil(steps / 2) + 1) await this.held;
      if (stale()) return;
      if (fault && step > steps / 2) {
        const cost: Cost = fault.mayHaveBeenBilled && run.estimateMicroUsd !== 0 ? { microUsd: run.estimateMicroUsd ?? 0, certainty: "unknown" } : NOTHING;
        Object.assign(run, fault, { status: "error", completedAt: new Date().toISOString(), cost });
        this.changed(job, run);
        return;
      }
      const preview = dataUri(sprite(job.prompt, seedOf(run), 64, step / steps));
      const progress: Progress = { runId: run.runId, step, steps, preview };
      this.tell(job, "progress", progress);
    }
    this.complete(job, run);
    this.changed(job, run);
  }

  private complete(job: Job, run: Result): void {
    const seed = seedOf(run);
    run.status = "completed";
    run.startedAt ??= job.createdAt;
    run.completedAt = new Date().toISOString();
    run.duration = (Date.parse(run.completedAt) - Date.parse(run.startedAt)) / 1_000;
    run.imageKey = run.runId;
    run.imageUrl = `/images/${run.runId}`;
    run.thumbnailUrl = `/images/${run.runId}/thumbnail`;
    run.image = {
      mediaType: "image/png",
      width: SIDE,
      height: SIDE,
      bytes: 123_456,
      sha256: "0".repeat(64),
      thumbhash: thumbhash(job.prompt, seed),
      seed: run.parameters.seed ?? 0,
      reading: job.prompt,
    };
    run.cost = costOf(run.estimateMicroUsd);
    this.spent += run.cost.microUsd;
    settle(job);
  }

  private changed(job: Job, run: Result): void {
    settle(job);
    job.updatedAt = new Date().toISOString();
    this.tell(job, "run", run);
    if (ended(job)) this.tell(job, "end", { status: job.status });
  }

  private tell(job: Job, event: string, data: unknown): void {
    for (const listener of this.listeners.get(job.jobId) ?? []) listener(event, data);
  }

  private rest(times = 1): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, this.pace * times));
  }

  private events(job: Job, signal: AbortSignal): Response {
    if (this.withoutEvents) throw new Refusal(503, "UNAVAILABLE", "Events are held back.");
    const encoder = new TextEncoder();
    const listeners = this.listeners.get(job.jobId) ?? new Set();
    this.listeners.set(job.jobId, listeners);
    let stop: () => void = () => undefined;
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        const send: Listener = (event, data) => {
          const id = event === "progress" ? "" : `id: ${job.results.map((run) => run.attempts).join(".")}\n`;
          controller.enqueue(encoder.encode(`${id}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
        };
        stop = () => void listeners.delete(send);
        listeners.add(send);
        send("job", job);
        if (ended(job)) send("end", { status: job.status });
        signal.addEventListener("abort", () => stop());
      },
      cancel: () => stop(),
    });
    return new Response(stream, { headers: { "Content-Type": "text/event-stream" } });
  }

  private cancel(job: Job, index?: number): Response {
    for (const run of job.results) {
      if ((index === undefined || run.index === index) && (run.status === "pending" || run.status === "in_progress")) {
        run.status = "cancelled";
        this.changed(job, run);
      }
    }
    return Response.json(job);
  }

  private retry(job: Job, index: number): Response {
    const run = job.results[index];
    if (!run || run.status === "completed") throw new Refusal(409, "NOT_ALLOWED", "This run is completed.");
    run.status = "pending";
    delete run.error;
    delete run.errorCode;
    delete run.mayHaveBeenBilled;
    settle(job);
    job.updatedAt = new Date().toISOString();
    const answer = Response.json(job);
    void this.paint(job, run);
    return answer;
  }

  private async enhance(request: Request): Promise<Response> {
    const { prompt } = (await request.json()) as { prompt: string };
    if (prompt.includes("refuse:")) throw new Refusal(503, "UNAVAILABLE", "No language model answers.");
    const proposals = [`${prompt}, bold colours, on a yellow background`, `${prompt}, soft light, on a pink background`];
    const source: EnhanceAnswer["source"] = { name: "the word smith", builtIn: true };
    if (prompt.includes("instead:")) source.insteadOf = { name: "the poet", error: "TIMED_OUT", message: "It took too long." };
    const answer: EnhanceAnswer = { original: prompt, enhanced: proposals[0] ?? prompt, proposals, source };
    return Response.json(answer);
  }

  private list(query: URLSearchParams): Response {
    const limit = Math.min(Number(query.get("limit") ?? 24), MAX_PAGE);
    const found = [...this.jobs.values()]
      .filter((job) => (query.get("trashed") === "true") === Boolean(job.trashedAt))
      .filter((job) => query.get("favourite") !== "true" || job.favourite)
      .filter((job) => job.prompt.toLowerCase().includes((query.get("q") ?? "").toLowerCase()))
      .reverse();
    const from = Number(query.get("cursor") ?? 0);
    const galleries = found.slice(from, from + limit).map(galleryOf);
    return Response.json({ galleries, total: galleries.length, nextCursor: from + limit < found.length ? String(from + limit) : null });
  }

  private trash(job: Job, permanently: boolean): Response {
    if (permanently) {
      this.jobs.delete(job.jobId);
      return new Response(null, { status: 204 });
    }
    job.trashedAt = new Date().toISOString();
    return Response.json({ id: job.jobId, trashedAt: job.trashedAt });
  }

  private image(runId: string, side: number): Response {
    const run = [...this.jobs.values()].flatMap((job) => job.results.map((one) => ({ job, run: one }))).find((one) => one.run.runId === runId);
    if (run?.run.status !== "completed") throw new Refusal(404, "NOT_FOUND", "There is no such picture.");
    return new Response(png(sprite(run.job.prompt, seedOf(run.run), side)), { headers: { "Content-Type": "image/png" } });
  }
}

/** Models differ: each gets a seed of its own. */
const seedOf = (run: Result) => (run.parameters.seed ?? 0) + run.index * 1_000;

const NOTHING: Cost = { microUsd: 0, certainty: "exact" };

function costOf(microUsd: number | null): Cost {
  if (microUsd === null) return { microUsd: 0, certainty: "unknown" };
  return { microUsd, certainty: microUsd === 0 ? "exact" : "estimated" };
}

/** Of one megapixel at the quality that is asked, or the model's own. */
function priceOf({ price, capability }: Model, { quality }: GenerateRequest): number | null {
  if (price.kind === "free") return 0;
  if (price.kind === "unknown") return null;
  const wanted = quality ?? capability.quality?.default;
  const rate = price.rates.find((one) => one.quality == null || one.quality === wanted);
  return rate ? rate.pictureMicroUsd + rate.megapixelMicroUsd : null;
}

const ended = (job: Job) => job.results.every((run) => run.status !== "pending" && run.status !== "in_progress");

function settle(job: Job): void {
  const painted = job.results.filter((run) => run.status === "completed").length;
  job.completedModels = painted;
  job.cost = {
    microUsd: job.results.reduce((sum, run) => sum + run.cost.microUsd, 0),
    certainty: (["unknown", "estimated"] as const).find((one) => job.results.some((run) => run.cost.certainty === one)) ?? "exact",
  };
  if (!ended(job)) job.status = job.results.every((run) => run.status === "pending") ? "pending" : "in_progress";
  else if (painted === job.totalModels) job.status = "completed";
  else if (painted > 0) job.status = "partial";
  else job.status = job.results.some((run) => run.status === "error") ? "failed" : "cancelled";
}

function galleryOf(job: Job): Gallery {
  const first = job.results.find((run) => run.status === "completed");
  return {
    id: job.jobId,
    timestamp: job.createdAt,
    preview: first?.thumbnailUrl ?? null,
    imageCount: job.completedModels,
    prompt: job.prompt,
    status: job.status,
    totalModels: job.totalModels,
    favourite: job.favourite,
    cost: job.cost,
    ...(first?.image && { thumbhash: first.image.thumbhash, width: SIDE, height: SIDE }),
  };
}

function detailOf(job: Job): GalleryDetail {
  const images = job.results.flatMap((run): GalleryImage[] =>
    run.image && run.imageUrl && run.thumbnailUrl
      ? [
          {
            ...run.image,
            ...run.parameters,
            key: run.runId,
            url: run.imageUrl,
            thumbnailUrl: run.thumbnailUrl,
            model: run.model,
            modelId: run.modelId,
            prompt: job.prompt,
            timestamp: run.completedAt ?? job.updatedAt,
            runId: run.runId,
            warnings: run.warnings,
            cost: run.cost,
            ...(run.duration != null && { duration: run.duration }),
          },
        ]
      : [],
  );
  return {
    galleryId: job.jobId,
    timestamp: job.createdAt,
    prompt: job.prompt,
    status: job.status,
    favourite: job.favourite,
    cost: job.cost,
    parameters: job.parameters,
    total: images.length,
    images,
    ...(job.trashedAt && { trashedAt: job.trashedAt }),
  };
}
