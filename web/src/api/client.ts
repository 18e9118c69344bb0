import { noteServerDate } from "./clock";
import { changeConnection, noteSign } from "./connection";
import { takeEarly } from "./early";
import { ApiFailure, failureOf, ownFailure } from "./failure";
import { randomId } from "./ids";
import { KEPT_HEADER } from "./kept";
import type { paths } from "./schema";

/** Milliseconds after which an answer is no longer expected. */
const PATIENCE = 30_000;

type Method = "get" | "post" | "put" | "delete";
type Operation<P extends keyof paths, M extends Method> = NonNullable<paths[P][M]>;
/** The paths that have such a method. */
type PathOf<M extends Method> = { [P in keyof paths]: paths[P][M] extends undefined ? never : P }[keyof paths];
type ParametersOf<O> = O extends { parameters: infer Q } ? Pick<Q, keyof Q & ("path" | "query" | "header")> : never;
type BodyOf<O> = O extends { requestBody: { content: { "application/json": infer B } } } ? { body: B } : { body?: never };
type AnswerOf<O> = O extends { responses: { 200: { content: { "application/json": infer A } } } } ? A : undefined;
type Given<O> = ParametersOf<O> & BodyOf<O> & Pick<RequestInit, "keepalive"> & { signal?: AbortSignal; correlationId?: string };

/**
 * Calls an operation of the OpenAPI document, which gives the types of what goes in and comes out.
 * Throws an {@link ApiFailure} for every answer that is not a success, and for none.
 */
export async function call<M extends Method, P extends PathOf<M>>(
  method: M,
  path: P,
  given: Given<Operation<P, M>>,
): Promise<AnswerOf<Operation<P, M>>> {
  const { path: inPath, query, header, body, signal, keepalive, correlationId } = given as Loose;
  const headers = new Headers(texts(header));
  if (body !== undefined) headers.set("Content-Type", "application/json");
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(inPath?.[name])));
  const search = new URLSearchParams(texts(query)).toString();
  const response = await send(search ? `${filled}?${search}` : filled, {
    method: method.toUpperCase(),
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(keepalive && { keepalive }),
    ...(signal && { signal }),
    ...(correlationId && { correlationId }),
  });
  if (response.status === 204) return undefined as AnswerOf<Operation<P, M>>;
  try {
    return (await response.json()) as AnswerOf<Operation<P, M>>;
  } catch (cause) {
    throw ownFailure("BAD_ANSWER", response.headers.get("X-Correlation-ID") ?? "", cause);
  }
}

/** What any operation may be given. */
interface Loose {
  path?: Values;
  query?: Values;
  header?: Values;
  body?: unknown;
  signal?: AbortSignal;
  keepalive?: boolean;
  correlationId?: string;
}
type Values = Readonly<Record<string, string | number | boolean | null | undefined>>;

function texts(values: Values = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value == null ? [] : [[name, String(value)]])));
}

interface Sending extends RequestInit {
  /** Names the request in the server's log. */
  correlationId?: string;
}

/** Fetches with a correlation id and a time limit. Throws an {@link ApiFailure}, or the abort that the caller asked for. */
export async function send(url: string, { headers, signal, correlationId = randomId(), ...init }: Sending = {}): Promise<Response> {
  const sent = new Headers(headers);
  sent.set("X-Correlation-ID", correlationId);
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  const leave = () => stop.abort();
  signal?.addEventListener("abort", leave);
  try {
    const response = await (takeEarly(url, init.method) ?? fetch(url, { ...init, headers: sent, signal: stop.signal }));
    if (!response.headers.has(KEPT_HEADER)) noteServerDate(response.headers.get("Date"));
    if (!response.ok) throw await failureOf(response, correlationId);
    noteKept(url, response.headers.get(KEPT_HEADER));
    return response;
  } catch (cause) {
    if (signal?.aborted) throw cause;
    const failure =
      cause instanceof ApiFailure ? cause : ownFailure(stop.signal.aborted ? "TIMED_OUT" : navigator.onLine ? "NETWORK" : "OFFLINE", correlationId, cause);
    noteSign(failure.silent ? "silence" : "answer");
    throw failure;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", leave);
  }
}

/** Notes whether an answer came from the server, or was kept by the service worker. */
function noteKept(url: string, since: string | null): void {
  if (url.startsWith("/gallery/")) changeConnection({ keptSince: since ?? undefined });
  noteSign(since ? "kept" : "answer");
}
