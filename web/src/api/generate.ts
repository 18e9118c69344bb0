import { call } from "./client";
import { ownFailure } from "./failure";
import type { Accepted, GenerateRequest } from "./types";

/** Starts a job. The same key never starts a second one, so a lost answer can be asked for again. */
export async function generate(request: GenerateRequest, idempotencyKey: string): Promise<Accepted> {
  const answer = await call("post", "/generate", { body: request, header: { "Idempotency-Key": idempotencyKey } });
  if ("dryRun" in answer) throw ownFailure("BAD_ANSWER", "");
  return answer;
}
