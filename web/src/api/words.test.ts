import { describe, expect, it } from "vitest";
import { ApiFailure, failureOf } from "./failure";
import { sentence, wait, words } from "./words";

const failure = (error: string, retryAfter?: number) =>
  new ApiFailure(429, { error, message: "server words", correlationId: "c", ...(retryAfter && { retryAfter }) });

describe("the words for an error", () => {
  it("have a sentence for every code of the API", () => {
    const codes = [
      "NOT_FOUND", "METHOD_NOT_ALLOWED", "INVALID_JSON", "BODY_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE", "RATE_LIMIT_EXCEEDED",
      "IDEMPOTENCY_CONFLICT", "TIMED_OUT", "INTERNAL", "UNAVAILABLE", "PROMPT_EMPTY", "PROMPT_TOO_LONG",
      "INAPPROPRIATE_CONTENT", "CONTENT_REJECTED", "UNAUTHORIZED", "QUOTA_EXHAUSTED", "RATE_LIMITED", "REQUEST_REJECTED",
      "BUDGET_EXCEEDED", "PRICE_UNKNOWN", "MODERATION_UNAVAILABLE", "BAD_RESPONSE", "CANCELLED", "INTERRUPTED",
    ];
    for (const code of codes) {
      expect(sentence(code), code).toMatch(/^[A-Z].*\.$/);
      expect(sentence(code), code).not.toBe("Something went wrong.");
    }
  });

  it("say when to try again", () => {
    expect(words(failure("RATE_LIMIT_EXCEEDED", 12))).toBe("You are faster than this server allows. Try again in 12 seconds.");
  });

  it("are the server's own where it knows more, and for codes that are new", () => {
    expect(words(failure("INVALID_REQUEST"))).toBe("server words");
    expect(words(failure("SOMETHING_NEW"))).toBe("server words");
  });

  it("say what a prompt was refused for", () => {
    const error = new ApiFailure(400, { error: "INAPPROPRIATE_CONTENT", message: "m", correlationId: "c", category: "violence" });
    expect(words(error)).toMatch(/Try other words\. \(It was taken for: violence\.\)$/);
  });

  it("never show what a fault of the page says", () => {
    expect(words(new TypeError("x is undefined"))).toBe("Something went wrong in this page.");
  });

  it("tell time as people do", () => {
    expect([0.2, 1, 30, 100, 7_200].map(wait)).toEqual(["1 second", "1 second", "30 seconds", "2 minutes", "2 hours"]);
  });
});

describe("an answer that is not a success", () => {
  it("keeps code, correlation id and Retry-After", async () => {
    const body = { error: "RATE_LIMIT_EXCEEDED", message: "m", correlationId: "abc" };
    const read = await failureOf(Response.json(body, { status: 429, headers: { "Retry-After": "7" } }), "mine");
    expect(read).toMatchObject({ code: "RATE_LIMIT_EXCEEDED", correlationId: "abc", retryAfter: 7, status: 429 });
  });

  it("may be a proxy's page", async () => {
    const read = await failureOf(new Response("<h1>Bad gateway</h1>", { status: 502 }), "mine");
    expect(read).toMatchObject({ code: "UNAVAILABLE", correlationId: "mine", passing: true });
  });
});
