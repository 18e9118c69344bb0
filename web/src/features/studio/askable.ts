import type { Model } from "@/api/types";

/** Whether a model can be asked at all: one whose key is missing cannot. */
export const canBeAsked = (model: Model): boolean => model.state !== "keyMissing";
