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
    },
    state: "ready",
    waiting: 0,
    running: 0,
  };
}

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
