import createClient from "openapi-fetch";
import { noteServerDate } from "./clock";
import { ApiFailure, failureOf, ownFailure } from "./failure";
import { randomId } from "./ids";
import type { paths } from "./schema";

/** Milliseconds after which an answer is no longer expected. */
const PATIENCE = 30_000;

/** The typed client. Its calls either answer or throw an {@link ApiFailure}. */
export const client = createClient<paths>({ baseUrl: location.origin, fetch: send });

async function send(request: Request): Promise<Response> {
  const correlationId = randomId();
  request.headers.set("X-Correlation-ID", correlationId);
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), PATIENCE);
  const leave = () => late.abort();
  request.signal.addEventListener("abort", leave);
  try {
    const response = await fetch(request, { signal: late.signal });
    noteServerDate(response.headers.get("Date"));
    if (!response.ok) throw await failureOf(response, correlationId);
    return response;
  } catch (cause) {
    if (cause instanceof ApiFailure || request.signal.aborted) throw cause;
    throw ownFailure(late.signal.aborted ? "TIMED_OUT" : "NETWORK", correlationId, cause);
  } finally {
    clearTimeout(timer);
    request.signal.removeEventListener("abort", leave);
  }
}

/** The body of an answer that must have one. */
export function body<T>(answer: { data?: T; response: Response }): NonNullable<T> {
  if (answer.data == null) {
    throw ownFailure("BAD_ANSWER", answer.response.headers.get("X-Correlation-ID") ?? "");
  }
  return answer.data;
}
