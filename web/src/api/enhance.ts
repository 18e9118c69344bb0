import { body, client } from "./client";
import type { EnhanceAnswer } from "./types";

/** Turns a short prompt into richer ones. */
export async function enhance(prompt: string): Promise<EnhanceAnswer> {
  return body(await client.POST("/enhance", { body: { prompt } }));
}
