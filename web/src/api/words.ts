import { ApiFailure } from "./failure";

/** What people read for each error code, of a request or of a run. */
const SENTENCES: Record<string, string> = {
  NETWORK: "The server cannot be reached. Check the connection; nothing you typed is lost.",
  BAD_ANSWER: "The server's answer could not be understood.",
  NOT_FOUND: "There is nothing here. It may have been deleted for good.",
  METHOD_NOT_ALLOWED: "The page and the server do not agree. Load the page again.",
  INVALID_JSON: "The page and the server do not agree. Load the page again.",
  INVALID_REQUEST: "The server did not accept one of the settings.",
  BODY_TOO_LARGE: "That is more than the server takes at once.",
  UNSUPPORTED_MEDIA_TYPE: "The page and the server do not agree. Load the page again.",
  RATE_LIMIT_EXCEEDED: "You are faster than this server allows.",
  IDEMPOTENCY_CONFLICT: "This request was already sent with other settings. Try once more.",
  NOT_ALLOWED: "That is not possible any more; things have moved on.",
  TIMED_OUT: "That took too long.",
  INTERNAL: "Something went wrong on the server's side.",
  UNAVAILABLE: "This is out of order at the moment.",
  PROMPT_EMPTY: "Type a prompt first.",
  PROMPT_TOO_LONG: "The prompt is too long; shorten it.",
  INAPPROPRIATE_CONTENT: "The prompt seems to ask for something that is not painted here. Try other words.",
  MODERATION_UNAVAILABLE: "Prompts are checked here before they are painted, and the check does not answer now. Nothing was sent to any model.",
  BUDGET_EXCEEDED: "The budget of this server does not have so much left.",
  PRICE_UNKNOWN: "There is a budget to keep, and nobody knows what some of the chosen models cost. Leave them out to go on.",
  PARAMETER_OUT_OF_RANGE: "One of the settings is outside what the chosen models can do.",
  UNKNOWN_MODEL: "One of the chosen models is not there any more.",
  CONTENT_REJECTED: "The model refused this content. Try other words.",
  UNAUTHORIZED: "The model's key was not accepted. Whoever runs this server can mend that.",
  QUOTA_EXHAUSTED: "The account behind this model has no credit left.",
  RATE_LIMITED: "The model is busy.",
  REQUEST_REJECTED: "The model refused the request.",
  BAD_RESPONSE: "The model's answer could not be used.",
  CANCELLED: "Stopped.",
  INTERRUPTED: "The work was interrupted.",
};

/** Codes whose message from the server says more than any fixed sentence: it names the field or the range. */
const SERVER_KNOWS_BETTER = new Set(["INVALID_REQUEST", "PARAMETER_OUT_OF_RANGE", "UNKNOWN_MODEL", "NOT_ALLOWED", "BUDGET_EXCEEDED"]);

/** The sentence for a code; the server's own for a code that this page does not know. */
export function sentence(code: string | null | undefined, message?: string | null, retryAfter?: number): string {
  const known = code ? SENTENCES[code] : undefined;
  const text =
    (code && SERVER_KNOWS_BETTER.has(code) && message) || known || message || "Something went wrong.";
  return retryAfter ? `${text} Try again in ${wait(retryAfter)}.` : text;
}

/** The sentence for whatever was thrown. */
export function words(error: unknown): string {
  if (error instanceof ApiFailure) {
    const text = sentence(error.code, error.message, error.retryAfter);
    return error.category ? `${text} (It was taken for: ${error.category}.)` : text;
  }
  return "Something went wrong in this page.";
}

/** A number of seconds as people say it. */
export function wait(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < 90) return whole === 1 ? "1 second" : `${whole} seconds`;
  const minutes = Math.ceil(whole / 60);
  return minutes < 90 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}
