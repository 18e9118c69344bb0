import { call } from "./client";
import type { EnhanceAnswer } from "./types";

/** Turns a short prompt into richer ones. */
export async function enhance(prompt: string): Promise<EnhanceAnswer> {
  return call("post", "/enhance", { body: { prompt } });
}
