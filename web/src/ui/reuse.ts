import type { GalleryImage } from "@/api/types";
import type { Route } from "./route";

/** What is said of a picture; of what it was not to show the gallery keeps only one word for the whole job. */
export type PictureInfo = GalleryImage & { negativePrompt?: string | null | undefined };

/** The studio, filled with the prompt and the settings of a picture. */
export function reuseRoute({ prompt, steps, guidance, quality, negativePrompt, width, height }: PictureInfo): Route {
  return {
    view: "studio",
    prefill: {
      prompt,
      steps,
      guidance,
      quality,
      negativePrompt: negativePrompt ?? undefined,
      size: `${width}x${height}`,
    },
  };
}

/** The same for its model alone and with its seed: what honours seeds paints this very picture again. */
export function againRoute(image: PictureInfo): Route | undefined {
  const again = reuseRoute(image);
  if (image.seed == null || again.view !== "studio") return undefined;
  return { ...again, prefill: { ...again.prefill, seed: image.seed, models: [image.modelId] } };
}
