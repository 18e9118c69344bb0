import type { EnhanceAnswer, GenerateRequest, Job, LogRequest, Result } from "@/api/types";
import type { FakeApi } from "../fake-api";
import { detailOf, list } from "./gallery";
import { archive, picture, thumbnail } from "./pictures";
import { budgetOf } from "./prices";
import { Refusal } from "./refusal";
import { cancel, generate, retry } from "./work";

/** A request on its way to its answer. */
export interface Call {
  api: FakeApi;
  request: Request;
  query: URLSearchParams;
  /** What stands in the path where the route has a star. */
  stars: readonly string[];
}

type Handler = (call: Call) => Response | Promise<Response>;

const ROUTES: readonly (readonly [route: string, handler: Handler])[] = [
  ["GET /healthz", () => Response.json({ status: "ok", version: "0" })],
  ["GET /readyz", () => Response.json({ status: "ready" })],
  ["GET /models", ({ api }) => Response.json(api.modelsNow())],
  ["GET /budget", ({ api }) => Response.json(budgetOf(api))],
  ["GET /openapi.json", async ({ api }) => Response.json(await api.document())],
  ["POST /log", log],
  ["POST /generate", async ({ api, request }) => generate(api, await json<GenerateRequest>(request), request.headers.get("Idempotency-Key"))],
  ["POST /enhance", enhance],
  ["GET /status/*", (call) => Response.json(jobOf(call))],
  ["GET /jobs/*/events", watch],
  ["GET /jobs/*/download", (call) => archive(jobOf(call), call.query)],
  ["POST /jobs/*/cancel", (call) => cancel(call.api, jobOf(call))],
  ["POST /jobs/*/runs/*/cancel", (call) => cancel(call.api, jobOf(call), Number(call.stars[1]))],
  ["POST /jobs/*/runs/*/retry", (call) => retry(call.api, jobOf(call), Number(call.stars[1]))],
  ["GET /gallery/list", ({ api, query }) => Response.json(list(api.shelf, query))],
  ["GET /gallery/*", (call) => Response.json(detailOf(jobOf(call)))],
  ["DELETE /gallery/*", trash],
  ["POST /gallery/*/restore", restore],
  ["PUT /gallery/*/favourite", favourite],
  ["GET /images/*", (call) => picture(...painted(call), call.query)],
  ["GET /images/*/thumbnail", (call) => thumbnail(...painted(call))],
];

/** Finds who answers a request. Throws a {@link Refusal} where the server would refuse it. */
export async function route(api: FakeApi, request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const asked = [request.method, ...pathname.split("/").slice(1)];
  for (const [pattern, handler] of ROUTES) {
    const wanted = pattern.split(/ \/|\//);
    const fits = wanted.length === asked.length && wanted.every((part, at) => part === "*" || part === asked[at]);
    if (!fits) continue;
    const stars = asked.filter((_, at) => wanted[at] === "*").map(decodeURIComponent);
    return handler({ api, request, query: searchParams, stars });
  }
  throw new Refusal(404, "NOT_FOUND", "There is nothing here.");
}

const json = async <T>(request: Request) => (await request.json()) as T;

function jobOf({ api, stars }: Call): Job {
  const job = api.shelf.find(stars[0] ?? "");
  if (!job) throw new Refusal(404, "NOT_FOUND", "There is no such job.");
  return job;
}

/** The run of a picture is named after its job and its place in it. */
function painted({ api, stars }: Call): [Job, Result] {
  const [, jobId = "", index] = /^(.+)-(\d+)$/.exec(stars[0] ?? "") ?? [];
  const job = api.shelf.find(jobId);
  const run = job?.results[Number(index)];
  if (!job || run?.status !== "completed") throw new Refusal(404, "NOT_FOUND", "There is no such picture.");
  return [job, run];
}

async function log({ api, request }: Call): Promise<Response> {
  api.logs.push(await json<LogRequest>(request));
  return Response.json({ success: true, message: "Log received successfully" });
}

function watch(call: Call): Response {
  if (call.api.withoutEvents) throw new Refusal(503, "UNAVAILABLE", "Events are held back.");
  return call.api.events.open(jobOf(call), call.request.signal);
}

async function enhance({ request }: Call): Promise<Response> {
  const { prompt } = await json<{ prompt: string }>(request);
  if (prompt.includes("refuse:")) throw new Refusal(503, "UNAVAILABLE", "No language model answers.");
  const proposals = [`${prompt}, bold colours, on a yellow background`, `${prompt}, soft light, on a pink background`];
  const source: EnhanceAnswer["source"] = { name: "the word smith", builtIn: true };
  if (prompt.includes("instead:")) source.insteadOf = { name: "the poet", error: "TIMED_OUT", message: "It took too long." };
  const answer: EnhanceAnswer = { original: prompt, enhanced: proposals[0] ?? prompt, proposals, source };
  return Response.json(answer);
}

function trash(call: Call): Response {
  const job = jobOf(call);
  if (call.query.get("permanently") === "true") {
    call.api.shelf.remove(job.jobId);
    return new Response(null, { status: 204 });
  }
  job.trashedAt = new Date().toISOString();
  return Response.json({ id: job.jobId, trashedAt: job.trashedAt });
}

function restore(call: Call): Response {
  const job = jobOf(call);
  delete job.trashedAt;
  return Response.json({ id: job.jobId });
}

async function favourite(call: Call): Promise<Response> {
  const job = jobOf(call);
  job.favourite = (await json<{ favourite: boolean }>(call.request)).favourite;
  return Response.json({ id: job.jobId, favourite: job.favourite });
}
