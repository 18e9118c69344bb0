import { call } from "./client";
import type { GenerateAnswer, GenerateRequest } from "./types";

/** Starts a job. The same key never starts a second one, so a lost answer can be asked for again. */
export async function generate(request: GenerateRequest, idempotencyKey: string): Promise<GenerateAnswer> {
  return call("post", "/generate", { body: request, header: { "Idempotency-Key": idempotencyKey } });
}
