import type { Job, Result } from "@/api/types";
import { Refusal } from "./refusal";

type Fault = Pick<Result, "error" | "errorCode" | "outcome" | "mayHaveBeenBilled">;

const FAULTS: Record<string, Fault> = {
  "rate-limited": { errorCode: "RATE_LIMITED", error: "The model is busy.", outcome: "refused", mayHaveBeenBilled: false },
  "timed-out": { errorCode: "TIMED_OUT", error: "The model took too long.", outcome: "unknown", mayHaveBeenBilled: true },
  unauthorized: { errorCode: "UNAUTHORIZED", error: "The model's key was not accepted.", outcome: "refused", mayHaveBeenBilled: false },
  refused: { errorCode: "CONTENT_REJECTED", error: "The model refused this content.", outcome: "refused", mayHaveBeenBilled: false },
  quota: { errorCode: "QUOTA_EXHAUSTED", error: "The account has no credit left.", outcome: "refused", mayHaveBeenBilled: false },
};

/**
 * What a run fails with because its prompt asks for it: `fail:rate-limited` fails the second model the first
 * time, `fail:rate-limited:all` every model every time.
 */
export function faultOf({ prompt }: Job, { index, attempts }: Result): Fault | undefined {
  const [, name = "", all] = /fail:([a-z-]+)(:all)?/.exec(prompt) ?? [];
  return all || (index === 1 && attempts <= 1) ? FAULTS[name] : undefined;
}

/** Refuses a request whose prompt asks for it: `refuse:RATE_LIMIT_EXCEEDED`, or another code. */
export function refuseOnDemand(prompt: string): void {
  const code = /refuse:([A-Z_]+)/.exec(prompt)?.[1];
  if (!code) return;
  if (code === "RATE_LIMIT_EXCEEDED") throw new Refusal(429, code, "Too many requests.", { retryAfter: 12 });
  if (code === "INAPPROPRIATE_CONTENT") throw new Refusal(400, code, "Refused on demand.", { category: "violence" });
  throw new Refusal(code === "MODERATION_UNAVAILABLE" ? 503 : 400, code, "Refused on demand.");
}
