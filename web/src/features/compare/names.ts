import type { GalleryImage } from "@/api/types";
import { text } from "./text";

/** What each picture is called here, by run id: its model, and what tells it from others of a model of that name. */
export function namesOf(images: readonly GalleryImage[]): ReadonlyMap<string, string> {
  const t = text();
  return new Map(
    images.map((image) => {
      const namesakes = images.filter((other) => other.model === image.model);
      if (namesakes.length === 1) return [image.runId, image.model];
      const { seed } = image;
      const bySeed = seed != null && namesakes.filter((other) => other.seed === seed).length === 1;
      return [image.runId, bySeed ? t.seeded(image.model, seed) : t.numbered(image.model, namesakes.indexOf(image) + 1)];
    }),
  );
}
