import { text } from "./composer-text";
import type { Draft } from "./draft";

/** The settings of a draft that few prompts need, in words. */
export function settingsWords(draft: Draft): string[] {
  const t = text();
  const without = draft.negativePrompt.trim();
  return [
    draft.size?.replace("x", " × "),
    draft.quality && t.qualities[draft.quality],
    draft.seed !== undefined && t.seed(draft.seed),
    without && t.without(without),
  ].filter((words): words is string => Boolean(words));
}
