import { useEffect, useLayoutEffect, useState } from "react";
import type { GenerateRequest, Model, Parameters, Quality, Size } from "@/api/types";
import { type Prefill, useVisits } from "@/ui/route";
import { canBeAsked } from "./askable";

/** What the form holds. A setting that is undefined is left to the models. */
export interface Draft {
  prompt: string;
  negativePrompt: string;
  steps: number | undefined;
  guidance: number | undefined;
  quality: Quality | undefined;
  seed: number | undefined;
  /** "512x512". */
  size: string | undefined;
  /** Ids; undefined means all models, also those that are added later. */
  models: string[] | undefined;
}

export const EMPTY_DRAFT: Draft = {
  prompt: "",
  negativePrompt: "",
  steps: undefined,
  guidance: undefined,
  quality: undefined,
  seed: undefined,
  size: undefined,
  models: undefined,
};

const KEY = "draft";

/**
 * The draft, kept for this tab. A link that brings settings of its own wins when it is followed, and only then: who comes
 * back to it, or loads it again, finds what was typed last. `onFollow` hears of it.
 */
export function useDraft(prefill: Prefill | undefined, onFollow: () => void): [Draft, (change: Partial<Draft>) => void] {
  const [draft, setDraft] = useState<Draft>(() => (prefill && !isFollowed() ? draftFrom(prefill) : stored()));
  const visit = useVisits();
  const [here, setHere] = useState(visit);
  if (visit !== here) {
    setHere(visit);
    if (prefill && !isFollowed()) setDraft(draftFrom(prefill));
  }
  useLayoutEffect(() => {
    if (!prefill || isFollowed()) return;
    history.replaceState({ ...(history.state as object | null), followed: true }, "");
    onFollow();
  });
  useEffect(() => {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(draft));
    } catch {
      // Storage may be switched off; the draft then lives as long as the page.
    }
  }, [draft]);
  return [draft, (part) => setDraft((before) => ({ ...before, ...part }))];
}

/** Whether the settings of the address were taken over already, at this place in the history. */
const isFollowed = () => Boolean((history.state as { followed?: unknown } | null)?.followed);

function draftFrom({ prompt = "", negativePrompt = "", ...settings }: Prefill): Draft {
  return { ...EMPTY_DRAFT, ...settings, prompt, negativePrompt };
}

function stored(): Draft {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    return typeof kept === "object" && kept !== null ? { ...EMPTY_DRAFT, ...kept } : EMPTY_DRAFT;
  } catch {
    return EMPTY_DRAFT;
  }
}

/** Whether the form is as everybody finds it at first. */
export const isUntouched = (): boolean => JSON.stringify(stored()) === JSON.stringify(EMPTY_DRAFT);

export const sizeText = (size: Size) => `${size.width}x${size.height}`;

/** The draft that asks the same again. */
export function draftOf(prompt: string, parameters: Parameters): Draft {
  return {
    ...EMPTY_DRAFT,
    prompt,
    negativePrompt: parameters.negativePrompt ?? "",
    steps: parameters.steps ?? undefined,
    guidance: parameters.guidance ?? undefined,
    quality: parameters.quality ?? undefined,
    size: parameters.size ? sizeText(parameters.size) : undefined,
  };
}

/** The models that the draft asks, in the server's order. */
export function chosenModels(draft: Draft, models: readonly Model[]): Model[] {
  return models.filter((model) => canBeAsked(model) && (draft.models === undefined || draft.models.includes(model.id)));
}

/** What is sent: only what somebody set. */
export function requestOf(draft: Draft, models: readonly Model[]): GenerateRequest {
  const chosen = chosenModels(draft, models);
  return {
    prompt: draft.prompt.trim(),
    ...(draft.steps !== undefined && { steps: draft.steps }),
    ...(draft.guidance !== undefined && { guidance: draft.guidance }),
    ...(draft.quality && { quality: draft.quality }),
    ...(draft.seed !== undefined && { seed: draft.seed }),
    ...(draft.negativePrompt.trim() && { negativePrompt: draft.negativePrompt.trim() }),
    ...(draft.size && { size: draft.size }),
    ...(chosen.length < models.length && { models: chosen.map((model) => model.id) }),
  };
}
