import type { Models } from "@/api/types";
import { KEYLESS, MODELS, PAID } from "@/testing/fake-models";

const keyless = KEYLESS.models.filter((model) => model.state === "keyMissing");
const cloud = PAID.models.filter((model) => model.provider !== "painter");

/** A model in each state that there is, so that the demo shows them all. */
export const DEMO_MODELS: Models = {
  ...KEYLESS,
  models: [...MODELS.models, ...cloud, ...keyless],
  about: ["This is a demo: small creatures stand in for what the models would paint, and nothing is sent anywhere."],
};
