import type { Model, Models } from "@/api/types";

function painter(id: string, name: string): Model {
  return {
    id: `painter/${id}`,
    name,
    provider: "painter",
    description: `Emoji-like objects in the manner of ${name}.`,
    capability: {
      steps: { min: 1, max: 50, default: 12 },
      guidance: { min: 1, max: 10, default: 4 },
      seed: true,
      negativePrompt: true,
      sizes: { kind: "grid", min: 64, max: 1024, step: 64, square: true, default: { width: 512, height: 512 } },
      previews: true,
      maxSeed: Number.MAX_SAFE_INTEGER,
      quality: null,
      promptCharacters: null,
      pictures: 1,
      operations: ["generate"],
    },
    price: { kind: "free" },
    standing: "current",
    state: "ready",
    waiting: 0,
    running: 0,
  };
}

/** A cloud model: it knows qualities instead of steps, and costs money, or nobody knows what. */
function cloud(id: string, name: string, more: Partial<Model>): Model {
  const { capability, ...rest } = painter(id, name);
  return {
    ...rest,
    id: `cloud/${id}`,
    provider: "cloud",
    capability: {
      ...capability,
      steps: null,
      guidance: null,
      seed: false,
      maxSeed: null,
      negativePrompt: false,
      previews: false,
      quality: { min: "low", max: "high", default: "medium" },
      sizes: { kind: "listed", default: { width: 1024, height: 1024 }, others: [{ width: 1536, height: 1024 }] },
    },
    ...more,
  };
}

/** A free model, one by the megapixel, one that nobody knows the price of, and one that is on its way out. */
export const PAID: Models = {
  models: [
    painter("noto", "Noto"),
    cloud("flare", "Flare", {
      price: {
        kind: "listed",
        asOf: "2026-11-22",
        source: "https://example.com/pricing",
        rates: [
          { quality: "low", maxPixels: null, pictureMicroUsd: 0, megapixelMicroUsd: 6_000, wholeMegapixels: true },
          { quality: "medium", maxPixels: null, pictureMicroUsd: 0, megapixelMicroUsd: 13_000, wholeMegapixels: true },
          { quality: "high", maxPixels: null, pictureMicroUsd: 0, megapixelMicroUsd: 53_000, wholeMegapixels: true },
        ],
      },
    }),
    cloud("riddle", "Riddle", { price: { kind: "unknown" }, state: "resting" }),
    cloud("dusk", "Dusk", {
      price: {
        kind: "listed",
        asOf: "2026-11-22",
        source: "https://example.com/pricing",
        rates: [{ quality: null, maxPixels: null, pictureMicroUsd: 40_000, megapixelMicroUsd: 0, wholeMegapixels: true }],
      },
      standing: "deprecated",
      notice: "served until 2026-12-31",
    }),
  ],
  about: ["Models for tests."],
  limits: { promptCharacters: 1_000, enhanceCharacters: 500, modelsPerJob: 20 },
};

/** One model whose key nobody has set beside one that paints, and what else could be had. */
export const KEYLESS: Models = {
  ...PAID,
  models: [painter("noto", "Noto"), cloud("mirror", "Mirror", { price: { kind: "unknown" }, state: "keyMissing", missingKey: "MIRROR_API_KEY" })],
  offers: [
    { provider: "openai", title: "OpenAI", variable: "OPENAI_API_KEY" },
    { provider: "stability", title: "Stability AI", variable: "STABILITY_API_KEY" },
  ],
};

/** The five models that the program ships with. */
export const MODELS: Models = {
  models: [
    painter("fluent-3d", "Fluent 3D"),
    painter("fluent-flat", "Fluent flat"),
    painter("noto", "Noto"),
    painter("blobs", "Noto blobs"),
    painter("twemoji", "Twemoji"),
  ],
  about: ["One tiny network built into this program, in five styles."],
  limits: { promptCharacters: 1_000, enhanceCharacters: 500, modelsPerJob: 20 },
};
