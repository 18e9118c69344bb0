import { describe, expect, it } from "vitest";
import { ApiFailure, failureOf, ownFailure } from "./failure";

const error = { error: "RATE_LIMIT_EXCEEDED", message: "Too many.", correlationId: "theirs" };

describe("a failure", () => {
  it("is what the server says of it", async () => {
    const failure = await failureOf(Response.json({ ...error, retryAfter: 12, category: "violence" }, { status: 429 }), "ours");
    expect(failure).toMatchObject({ code: "RATE_LIMIT_EXCEEDED", status: 429, correlationId: "theirs", retryAfter: 12, category: "violence" });
  });

  it("takes the time to wait from the header where the body has none", async () => {
    const failure = await failureOf(Response.json(error, { status: 429, headers: { "Retry-After": "7" } }), "ours");
    expect(failure.retryAfter).toBe(7);
  });

  it("is told from a proxy's page by the status alone", async () => {
    const page = (status: number) => failureOf(new Response("<h1>Bad gateway</h1>", { status }), "ours");
    expect(await page(502)).toMatchObject({ code: "UNAVAILABLE", correlationId: "ours", passing: true });
    expect(await page(404)).toMatchObject({ code: "BAD_ANSWER", passing: false });
    expect(await failureOf(Response.json({ detail: "no" }, { status: 400 }), "ours")).toMatchObject({ code: "BAD_ANSWER" });
  });

  it("may pass where nobody answered", () => {
    expect(ownFailure("NETWORK", "ours").passing).toBe(true);
    expect(new ApiFailure(400, error).passing).toBe(false);
  });
});
