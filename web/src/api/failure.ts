import type { ApiError } from "./types";

/** The codes that the page makes itself, beside those of the server. */
export type OwnCode = "NETWORK" | "OFFLINE" | "TIMED_OUT" | "BAD_ANSWER";

/** A request that did not give what was asked: an answer of the server, or no answer at all. */
export class ApiFailure extends Error {
  override readonly name = "ApiFailure";
  readonly code: string;
  /** The HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly correlationId: string;
  /** Seconds to wait before the next attempt. */
  readonly retryAfter: number | undefined;
  /** What the filter or the moderation refused the prompt for. */
  readonly category: string | undefined;

  /** Whether the server itself said nothing: the network failed, or something before the server answered in its place. */
  readonly silent: boolean;

  constructor(status: number, error: ApiError, cause?: unknown, silent = false) {
    super(error.message, { cause });
    this.silent = silent;
    this.code = error.error;
    this.status = status;
    this.correlationId = error.correlationId;
    this.retryAfter = error.retryAfter ?? undefined;
    this.category = error.category;
  }

  /** Whether the same request may succeed when it is sent again. */
  get passing(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

/** A failure that never reached the server, or came back unreadable. */
export function ownFailure(code: OwnCode, correlationId: string, cause?: unknown): ApiFailure {
  return new ApiFailure(0, { error: code, message: code, correlationId }, cause, code !== "BAD_ANSWER");
}

/** Reads the server's error; anything that is not one (a proxy's page) keeps its status. */
export async function failureOf(response: Response, correlationId: string): Promise<ApiFailure> {
  const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
  const fallback: ApiError = {
    error: response.status >= 500 ? "UNAVAILABLE" : "BAD_ANSWER",
    message: `The server answered ${response.status}.`,
    correlationId: response.headers.get("X-Correlation-ID") ?? correlationId,
  };
  let error = fallback;
  let silent = [502, 503, 504].includes(response.status);
  try {
    const body: unknown = await response.json();
    if (isApiError(body)) {
      error = body;
      silent = false;
    }
  } catch {
    // Not JSON: the fallback says what is known.
  }
  if (error.retryAfter == null && Number.isFinite(seconds)) error = { ...error, retryAfter: seconds };
  return new ApiFailure(response.status, error, undefined, silent);
}

function isApiError(body: unknown): body is ApiError {
  return (
    typeof body === "object" &&
    body !== null &&
    "error" in body &&
    typeof body.error === "string" &&
    "message" in body &&
    typeof body.message === "string" &&
    "correlationId" in body
  );
}
