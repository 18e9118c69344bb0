import type { ApiError } from "@/api/types";

/** More of a refusal: when asking again can help, in seconds, and what the filter took the prompt for. */
interface More {
  retryAfter?: number;
  category?: string;
}

/** What a handler throws to have it answered as the server would. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly error: string,
    message: string,
    readonly more: More = {},
  ) {
    super(message);
  }

  answer(correlationId: string): Response {
    const body: ApiError = { error: this.error, message: this.message, correlationId, ...this.more };
    const { retryAfter } = this.more;
    return Response.json(body, { status: this.status, headers: retryAfter ? { "Retry-After": String(retryAfter) } : {} });
  }
}
