import type { GalleryImage, Parameters } from "@/api/types";
import type { Route } from "./route";

/** What is said of a picture; of what it was not to show the gallery keeps only one word for the whole job. */
export type PictureInfo = GalleryImage & { negativePrompt?: string | null | undefined };

/** A picture with what its job was not to show, unless its model took no notice of that. */
export function pictureInfo(image: GalleryImage, { negativePrompt }: Parameters): PictureInfo {
  const ignored = image.warnings.some(({ parameter, kind }) => parameter === "negativePrompt" && kind === "ignored");
  return { ...image, negativePrompt: ignored ? undefined : negativePrompt };
}

/** The studio, filled with the prompt and what the model of a picture really used. */
export function reuseRoute({ prompt, steps, guidance, quality, seed, negativePrompt, width, height }: PictureInfo, models?: string[]): Route {
  return {
    view: "studio",
    prefill: {
      prompt,
      steps,
      guidance,
      quality,
      seed,
      negativePrompt: negativePrompt ?? undefined,
      size: `${width}x${height}`,
      models,
    },
  };
}

/** The same for its model alone: what honours seeds paints this very picture again. */
export const againRoute = (image: PictureInfo): Route => reuseRoute(image, [image.modelId]);
